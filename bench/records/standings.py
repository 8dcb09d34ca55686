"""A leaderboard: many models ranked on the articles that all of them were asked for."""

from __future__ import annotations

from bench.records.comparison import Entrant
from bench.records.figures import Figures
from bench.records.record import Record
from bench.records.score import Score


class Ranks(Record):
    """The places that a model may have.

    It is behind all whose interval lies wholly above its own, and before all whose interval lies wholly below.
    """

    best: int
    worst: int


class Standing(Record):
    """One model's place."""

    entrant: Entrant
    score: Score
    """The model's score on the shared articles alone."""
    faithfulness: Ranks | None
    coverage: Ranks | None
    """None where there was nothing to count, and for a reference."""
    is_reference: bool = False
    """Whether it only shows what copying gets, and takes no place."""

    @property
    def figures(self) -> Figures:
        """The figures over all summaries of the shared articles."""
        return self.score.overall


class Leaderboard(Record):
    """All standings."""

    standings: tuple[Standing, ...]
    """The most faithful first; of several scorers, those of each by themselves, with ranks of their own."""
    articles: int
    """How many articles all of them were asked for: all figures rest on these."""
    left_out: int
    """How many articles only some of them were asked for."""
    warnings: tuple[str, ...]
    runs_left_out: tuple[str, ...] = ()
    """One sentence for each run that could not be read, with the reason."""
