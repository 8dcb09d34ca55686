"""The interface that every scorer offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from bench.goldset import GoldArticle
from bench.records import Flag, Outcome, Record, Summary


class ScoredSummary(Record):
    """All that a scorer says of one summary."""

    outcomes: tuple[Outcome, ...]
    """One for every gold fact of the article, in the facts' order."""
    flags: tuple[Flag, ...]


class Scorer(Protocol):
    """Judges summaries of an article against its gold facts."""

    name: str
    version: str
    """Rises whenever a verdict may change: it is part of every score's signature."""
    is_copyable: bool
    """Whether it may be pickled into further processes. One that holds open connections must say no: it then scores
    everything in the process that made it."""

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order."""
        ...
