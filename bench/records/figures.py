"""The figures of a run, each with its interval."""

from __future__ import annotations

from pydantic import Field

from bench.records.outcome import FlagCode, Kind, Verdict
from bench.records.record import Record
from bench.records.summary import Status

CONFIDENCE_LEVEL = 0.95
"""The level of every interval; texts that name it take it from here."""


class Estimate(Record):
    """A share or rate with its interval; `value` is None where there was nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None
    """None where the run has fewer than two articles: one article tells nothing about the next."""
    count: int = 0
    """What was counted (the numerator)."""
    of: int = 0
    """Out of how many."""


class Figures(Record):
    """The figures of a group of facts."""

    coverage: Estimate
    """Facts whose claim is in the summary, of all facts of the scored summaries."""
    faithfulness: Estimate
    """Preserved facts, of those whose claim is in the summary."""
    major: Estimate
    """Errors of major severity, of the facts whose claim is in the summary."""
    minor: Estimate
    """The same for minor severity."""
    codes: dict[Verdict, Estimate] = Field(default_factory=dict)
    """Per error code, of the mentioned facts of the code's kind."""


class Collected(Record):
    """How many summaries were asked for, and how many arrived in which state."""

    expected: int
    statuses: dict[Status, int]
    words: int
    """Words of the scored summaries."""

    @property
    def scored(self) -> int:
        """How many summaries went into the figures."""
        return self.statuses.get("ok", 0) + self.statuses.get("truncated", 0)

    @property
    def missing(self) -> int:
        """How many summaries could not be had: those that failed, and those that were never asked for."""
        return self.expected - sum(self.statuses.values()) + self.statuses.get("failed", 0)

    @property
    def is_complete(self) -> bool:
        """Whether every summary that was asked for arrived, refusals and empty answers included."""
        return self.missing <= 0


class Score(Record):
    """score.json: written last, so that a run without it is unfinished."""

    signature: str
    collected: Collected
    overall: Figures
    by_kind: dict[Kind, Figures]
    by_article: dict[str, Figures]
    """Keyed `set/article`."""
    by_model: dict[str, Figures] = Field(default_factory=dict)
    """Only where the scored file holds summaries of several models."""
    flags: dict[FlagCode, int]
    flags_per_100_words: Estimate
    bootstrap_samples: int
    seed: int
