"""The figures of a run."""

from __future__ import annotations

from pydantic import Field

from bench.codes import FlagCode, Kind, Verdict
from bench.records.corrected import Corrected
from bench.records.figures import Estimate, Figures
from bench.records.judge_use import JudgeUse
from bench.records.record import Record
from bench.records.summary import Status


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
        """How many summaries are missing: those that failed, and those that were never asked for."""
        # Of 10 asked for, 6 ok, 1 refused and 2 failed: 1 was never asked for and 2 failed, so 3 are missing.
        return self.expected - sum(self.statuses.values()) + self.statuses.get("failed", 0)

    @property
    def is_complete(self) -> bool:
        """Whether every summary that was asked for arrived, refusals and empty answers included."""
        # Below 0 where a folder holds more than was asked for, which makes it no less complete.
        return self.missing <= 0


class ErrorPassages(Record):
    """In how many passages of the summaries errors stand, where one passage can break several facts."""

    all: int
    major: int
    """Passages with a major error."""
    minor: int
    """Passages with a minor error."""
    codes: dict[Verdict, int]
    """Passages with an error of each code that occurs."""


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
    kept_per_100_words: Estimate | None = None
    """Claims that are repeated and kept, per 100 words of the summaries: coverage that length cannot buy. None in a
    score of an earlier release."""
    passages: ErrorPassages | None = None
    """None in a score of an earlier release."""
    bootstrap_samples: int
    seed: int
    corrected: Corrected | None = None
    """The errors corrected by how often the scorer errs; None if that was never measured."""
    corrected_by_model: dict[str, Corrected] = Field(default_factory=dict)
    """The same, of each model by itself; only where there are several, and not in a score of an earlier release."""
    judge: JudgeUse | None = None
    """None if no language model judged."""
