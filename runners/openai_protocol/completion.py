"""Reading the JSON that a server sends: a chat completion, or an error.

Servers differ in everything that the protocol leaves open, so nothing is assumed here but that it is JSON.
"""

from __future__ import annotations

from typing import Any

from bench.foreign_text import bounded_line
from bench.records import Usage
from runners.chat.transport import Completion, ServerError


def completion_of(body: Any) -> Completion | None:
    """The chat completion in an answer; None if it is something else."""
    choice = _first(body.get("choices")) if isinstance(body, dict) else None
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        return None
    content, reasoning = _content(message.get("content"))
    # DeepSeek, vLLM and llama.cpp call it `reasoning_content`, OpenRouter and Groq `reasoning`; routers send both.
    for field in ("reasoning_content", "reasoning"):
        value = message.get(field)
        if isinstance(value, str) and value and not reasoning:
            reasoning = value
    finish = choice.get("finish_reason")
    return Completion(
        content=content,
        reasoning=reasoning,
        refusal=_text(message.get("refusal")),
        finish_reason=bounded_line(finish, 60) if isinstance(finish, str) else None,
        usage=usage_of(body),
    )


def usage_of(body: dict[str, Any]) -> Usage:
    """The tokens that a server counted; zero where it did not."""
    usage = body.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    details = counts.get("prompt_tokens_details")
    # OpenAI and most others tell it in the details; DeepSeek beside the other counts.
    cached = details.get("cached_tokens") if isinstance(details, dict) else counts.get("prompt_cache_hit_tokens")
    return Usage(
        prompt_tokens=_count(counts.get("prompt_tokens")),
        completion_tokens=_count(counts.get("completion_tokens")),
        cached_tokens=_count(cached),
        cost=_amount(counts.get("cost")),
    )


def error_of(body: Any) -> ServerError | None:
    """The error in an answer, in any of the shapes that servers use; None if there is none."""
    # Gemini wraps it in a list; others in `error`, `detail` (FastAPI) or `message`, one within the other.
    error = body[0] if isinstance(body, list) and body else body
    while isinstance(error, dict) and not isinstance(error.get("message"), str):
        # {"error": {"message": {"detail": "…"}}}: one step inwards at a time, until there is a text or nothing more.
        error = next((error[key] for key in ("error", "message", "detail", "errors") if error.get(key)), None)
    if isinstance(error, str):
        return ServerError(message=bounded_line(error))
    if isinstance(error, list) and error:
        # FastAPI and Mistral list validation errors, each with the path of the field that it is about:
        # "Extra inputs are not permitted" at body, seed.
        details = [detail for detail in error if isinstance(detail, dict)]
        return ServerError(
            message=bounded_line(
                "; ".join(_text(detail.get("msg")) or _text(detail.get("message")) for detail in details)
            ),
            code=" ".join(_text(detail.get("type")) for detail in details).lower()[:200],
            parameters=tuple(
                str(detail["loc"][-1])[:100]
                for detail in details
                if isinstance(detail.get("loc"), list) and detail["loc"]
            ),
        )
    if not isinstance(error, dict):
        return None
    code = error.get("code")
    param = _text(error.get("param"))
    metadata = error.get("metadata")
    # OpenRouter says "Provider returned error" and keeps what the provider said in the metadata.
    behind_router = _text(metadata.get("raw")) if isinstance(metadata, dict) else ""
    return ServerError(
        message=bounded_line(f"{error['message']} {behind_router}"),
        code=" ".join(filter(None, (str(code or ""), _text(error.get("type"))))).lower()[:200],
        # "body.seed" is about the parameter "seed".
        parameters=(param.split(".")[-1][:100],) if param else (),
        # A code may be a status (429), a number of the server's own (10013) or a word ("rate_limit").
        status=code if isinstance(code, int) and 100 <= code < 600 else None,
    )


def _content(content: Any) -> tuple[str | None, str]:
    """Text and thinking of a content that is a string, a list of parts (Mistral, Anthropic) or nothing."""
    if not isinstance(content, list):
        return (content if isinstance(content, str) else None), ""
    text: list[str] = []
    thinking: list[str] = []
    for part in content:
        if isinstance(part, str):
            text.append(part)
        elif isinstance(part, dict) and part.get("type") in ("thinking", "reasoning"):
            inner = part.get("thinking") or part.get("text")
            pieces = inner if isinstance(inner, list) else [inner]
            thinking += [_text(piece.get("text") if isinstance(piece, dict) else piece) for piece in pieces]
        elif isinstance(part, dict):
            text.append(_text(part.get("text")))
    return "".join(text), "".join(thinking)


def _first(value: Any) -> dict[str, Any] | None:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _amount(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # NaN and Infinity, which Python reads in JSON, fail the comparison too.
    return float(value) if is_number and 0 <= value < 10**6 else None


def _count(value: Any) -> int:
    # A server may count anything; a figure that cannot be is left out rather than added up.
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
