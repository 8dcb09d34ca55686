"""Reading the JSON that a server sends: a chat completion, or an error.

Servers differ in everything that the protocol leaves open, so nothing is assumed here but that it is JSON.
"""

from __future__ import annotations

import json
from typing import Any

from bench.foreign_text import bounded_line
from bench.records import Usage
from runners.chat.transport import Completion, ServerError
from runners.openai_protocol.content_parts import parts_of


def parsed(body: bytes) -> Any:
    """The JSON in a body; None if it is none (an HTML page of a proxy, a torn answer, thousands of brackets)."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def completion_of(body: Any) -> Completion | None:
    """The chat completion in an answer; None if it is something else."""
    choice = _first(body.get("choices")) if isinstance(body, dict) else None
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        return None
    parts = parts_of(message.get("content"))
    # DeepSeek, vLLM and llama.cpp call it `reasoning_content`, OpenRouter and Groq `reasoning`; routers send both.
    reasonings = (parts.thinking, *(_text(message.get(field)) for field in ("reasoning_content", "reasoning")))
    has_called = any(message.get(field) for field in ("tool_calls", "function_call"))
    return Completion(
        content=parts.text,
        reasoning=next(filter(None, reasonings), ""),
        refusal=_text(message.get("refusal")) or parts.refusal,
        obstacle=parts.obstacle or ("the model called a tool" if has_called else ""),
        finish_reason=_reason(choice.get("finish_reason")),
        usage=usage_of(body),
    )


def error_beside(body: Any) -> ServerError | None:
    """The error that stands beside or inside the choices of a completion; None if there is none."""
    # Routers that have passed on a part of an answer report a failure behind it in this way.
    choice = _first(body.get("choices")) if isinstance(body, dict) else None
    message = choice.get("message") if choice else None
    for holder in (body, choice, message):
        error = holder.get("error") if isinstance(holder, dict) else None
        # `null`, `false`, `{}` and `{"code": 0, "message": ""}` all say that there was none.
        if any(error.values()) if isinstance(error, dict) else error:
            return error_of({"error": error}) or ServerError(message="an error beside the answer, without a reason")
    return None


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


def _first(value: Any) -> dict[str, Any] | None:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def _reason(value: Any) -> str | None:
    # A number or an object is no reason that anybody knows, which is not the same as none.
    return None if value is None else bounded_line(value if isinstance(value, str) else f"a {type(value).__name__}", 60)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _amount(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # NaN and Infinity, which Python reads in JSON, fail the comparison too.
    return float(value) if is_number and 0 <= value < 10**6 else None


def _count(value: Any) -> int:
    # A server may count anything; a figure that cannot be is left out rather than added up.
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
