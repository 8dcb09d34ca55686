"""What came back for a request, and what kind of summary that makes it."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from bench.records import Record, Status, Summary, Usage
from runners.refusal import is_refusal
from runners.request import Request
from runners.thinking import cut_thinking

CUT_OFF = frozenset({"length", "max_tokens", "model_length"})
"""Finish reasons that say: the limit of tokens was reached."""
WITHHELD = frozenset({"content_filter", "refusal", "safety", "recitation", "prohibited_content", "guardrail"})
"""Finish reasons that say: somebody did not want this text to be written."""
BROKEN_OFF = frozenset({"error", "abort", "cancelled", "timeout", "insufficient_system_resource"})
"""Finish reasons that say: the server gave up on the way."""

LONGEST_TEXT = 100_000
"""Characters; whatever is longer is no summary, and reading it would take a scorer minutes."""

SURROGATE = re.compile("[\ud800-\udfff]")


class Reply(Record):
    """An answer as it came from the model, before anybody judged it."""

    content: str | None
    """None where the server sent none, which is not the same as an empty one."""
    reasoning: str = ""
    """Thinking that came apart from the content."""
    refusal: str = ""
    finish_reason: str | None = None
    usage: Usage = Field(default_factory=Usage)

    @field_validator("content", "reasoning", "refusal", "finish_reason")
    @classmethod
    def _encodable(cls, value: str | None) -> str | None:
        return SURROGATE.sub("\ufffd", value) if value else value  # halves of characters cannot be written

    @property
    def raw(self) -> str:
        """All of it as one text, the thinking between tags."""
        thinking = f"<think>{self.reasoning}</think>\n" if self.reasoning else ""
        return thinking + (self.content or self.refusal)


def summary_of(request: Request, reply: Reply, *, model: str, latency: float = 0.0, attempts: int = 1) -> Summary:
    """Judge a reply: what of it is the summary, and is it one at all?"""
    status, text, error = _judge(reply)
    return Summary(
        id=request.id,
        gold=request.gold,
        article=request.article,
        model=model,
        sample=request.sample,
        text=text,
        raw=reply.raw,
        status=status,
        finish_reason=reply.finish_reason,
        usage=reply.usage,
        latency=round(latency, 3),
        attempts=attempts,
        error=error,
    )


def no_summary(
    request: Request,
    why: str,
    *,
    model: str,
    status: Status = "failed",
    latency: float = 0.0,
    attempts: int = 1,
) -> Summary:
    """A summary that could not be had, with the reason in a line."""
    return Summary(
        id=request.id,
        gold=request.gold,
        article=request.article,
        model=model,
        sample=request.sample,
        text="",
        status=status,
        latency=round(latency, 3),
        attempts=attempts,
        error=one_line(why),
    )


def one_line(text: str, limit: int = 300) -> str:
    """A foreign text as one printable line of at most `limit` characters."""
    start = text[: 4 * limit]  # white space shrinks; nobody needs all of a megabyte for that
    line = " ".join("".join(char if char.isprintable() else " " for char in start).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _judge(reply: Reply) -> tuple[Status, str, str | None]:
    """Status, text and, if it is not `ok`, the reason."""
    reason = (reply.finish_reason or "").lower()
    cut_off = reason in CUT_OFF
    thought = cut_thinking(reply.content or "")
    if reply.refusal:
        return "refused", thought.text, f"the model refused: {one_line(reply.refusal)}"
    if reason.split(":")[0] in WITHHELD:
        return "refused", thought.text, f"withheld by the provider (finish reason '{one_line(reason, 60)}')"
    if reason in BROKEN_OFF:
        return "failed", "", f"the server broke off (finish reason '{reason}')"
    thinks = thought.found or bool(reply.reasoning)
    if thought.unfinished or (thinks and cut_off and not thought.text):
        how = "cut off at max_tokens" if cut_off else f"finish reason '{one_line(reason, 60) or 'none'}'"
        return "failed", "", f"the model's thinking never ended ({how})"
    if reply.content is None:
        return "failed", "", f"no content in the answer (finish reason '{one_line(reason, 60) or 'none'}')"
    if not thought.text:
        return "empty", "", "the model thought, but wrote no summary" if thinks else "the answer is empty"
    if is_refusal(thought.text):
        return "refused", thought.text, "the model refused in words of its own"
    if len(thought.text) > LONGEST_TEXT:
        return "failed", "", f"an answer of {len(thought.text):,} characters is no summary"
    if cut_off:
        return "truncated", thought.text, "cut off at max_tokens"
    return "ok", thought.text, None
