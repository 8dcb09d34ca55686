"""A scorer's verdict on one fact in one summary, and its flags on what belongs to no fact."""

from __future__ import annotations

from pydantic import Field

from bench.codes import ERROR_CODES, FlagCode, Kind, Severity, Verdict
from bench.records.record import Record, Span


class Outcome(Record):
    """The verdict on one gold fact in one summary."""

    gold: str
    article: str
    summary: str
    """The summary's id."""
    fact: str
    kind: Kind
    verdict: Verdict
    severity: Severity | None = None
    """Set on errors only."""
    spans: tuple[Span, ...] = ()
    """Where in the summary's text the claim stands; empty where it is omitted."""
    reason: str
    """One sentence for a reader: what the article says, what the summary makes of it."""
    confidence: float = Field(ge=0, le=1, default=1.0)
    """How sure the scorer is that the summary makes this claim at this place."""
    certainty: float = Field(ge=0, le=1, default=1.0)
    """How sure the scorer is of its verdict, `omitted` included; `confidence` only tells that the claim is there."""
    scorer: str

    @property
    def is_error(self) -> bool:
        """Whether the verdict is an error code."""
        return self.verdict in ERROR_CODES

    @property
    def is_mention(self) -> bool:
        """Whether the summary states the fact's claim, rightly or wrongly."""
        return is_mention(self.verdict)


class Flag(Record):
    """Something in a summary that no gold fact covers and nothing in the article supports."""

    gold: str
    article: str
    summary: str
    code: FlagCode
    span: Span
    text: str
    reason: str


def is_mention(verdict: Verdict) -> bool:
    """Whether a verdict says that the summary states the fact's claim, rightly or wrongly."""
    # `unscored` is neither: no verdict says nothing of what the summary states.
    return verdict == "preserved" or verdict in ERROR_CODES
