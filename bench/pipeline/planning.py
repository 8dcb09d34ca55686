"""What a run would ask for, before it asks."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import Record
from runners.request import Request
from runners.tokens import most_of_answer, of_answer, of_prompt


class Plan(Record):
    """What is still to be asked for. Tokens are estimates, since only the server's own tokenizer could count them."""

    requests: int
    prompt_tokens: int
    completion_tokens: int
    """If the summaries are as long as summaries usually are."""
    most_completion_tokens: int | None
    """If each is as long as it may be; None where nothing limits it."""


def plan(requests: Sequence[Request]) -> Plan:
    """Add up requests."""
    limits = [most_of_answer(request) for request in requests]
    known = [limit for limit in limits if limit is not None]
    prompted = [request for request in requests if request.messages]
    return Plan(
        requests=len(requests),
        prompt_tokens=sum(of_prompt(request) for request in prompted),
        completion_tokens=sum(of_answer(request) for request in prompted),
        most_completion_tokens=sum(known) if len(known) == len(limits) else None,
    )
