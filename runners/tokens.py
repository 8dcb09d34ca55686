"""How many tokens a request is likely to take, before any server has counted them."""

from __future__ import annotations

from runners.request import Request

BYTES_A_TOKEN = 4
"""Of UTF-8: what tokenizers come to with English prose."""
A_SUMMARY = 200
"""Tokens that a summary of a news article takes."""


def of_prompt(request: Request) -> int:
    """Tokens of a request's messages, roughly."""
    return sum(len(message.content.encode()) for message in request.messages) // BYTES_A_TOKEN


def of_answer(request: Request) -> int:
    """Tokens of the summary that it is answered with, roughly."""
    return min(A_SUMMARY, most_of_answer(request) or A_SUMMARY)


def most_of_answer(request: Request) -> int | None:
    """Tokens that the answer and the thinking before it may take at most; None if nothing limits them."""
    limit, thinking = request.parameters.get("max_tokens"), request.parameters.get("thinking_tokens", 0)
    return limit + thinking if isinstance(limit, int) and isinstance(thinking, int) else None
