"""A summary as a model gave it, and one with labels to validate scorers with."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from bench.bounds import most
from bench.codes import FlagCode, Verdict
from bench.records.record import Record

Status = Literal["ok", "empty", "refused", "truncated", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)

Origin = Literal["planted", "natural"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""Where a labelled summary comes from: written to hold certain errors, or as somebody wrote it who knew of no test."""


class Usage(Record):
    """Tokens as the server counted them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    """Of the prompt's tokens, those that the server had kept from an earlier request."""
    cost: float | None = None
    """What the server says it charged, in its own currency; None where it says nothing."""


class Summary(Record):
    """One line of summaries.jsonl: one sample of one article's summary, however it ended."""

    id: str
    gold: str
    article: str
    model: str
    sample: int = Field(ge=0, default=0)
    text: str
    """What is scored: thinking and surrounding white space cut off."""
    raw: str = ""
    """The answer as it came."""
    status: Status = "ok"
    finish_reason: str | None = None
    usage: Usage = Usage()
    latency: float = 0.0
    """Seconds from the first request to the last byte."""
    attempts: int = 1
    troubles: tuple[str, ...] = ()
    """What became of each request but the last, in a line each."""
    error: str | None = None
    """Why the status is not `ok`, in a line."""

    @property
    def is_scored(self) -> bool:
        """Whether the summary is scored: an answer that was refused, empty or never came is not."""
        # A truncated summary has claims to be right or wrong about, as far as it goes.
        return self.status in ("ok", "truncated")


class LabelledFlag(Record):
    """A passage of a labelled summary that an annotator flagged."""

    code: FlagCode
    text: str = Field(max_length=most("quote"))


class LabelledSummary(Record):
    """A summary with a label for every fact of its article; a fact left out is `omitted`."""

    id: str = Field(max_length=most("id"))
    model: str = Field(max_length=most("id"))
    text: str = Field(max_length=most("summary"))
    labels: dict[Annotated[str, Field(max_length=most("id"))], Verdict] = Field(max_length=most("article_facts"))
    flags: tuple[LabelledFlag, ...] = Field(max_length=most("summary_flags"), default=())
    origin: Origin = "planted"
    """What is measured on natural summaries says more about a run, whose summaries are natural too."""
    note: str = Field(max_length=most("note"), default="")
