"""The trade-off of a scorer: its precision and recall at several values of the one setting that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from bench.goldset import GoldArticle, GoldSet
from bench.records import Estimate, PrecisionRecall, Record, SetRef, Summary
from bench.scorers import ScoredSummary
from bench.validation.cases import ScoredCase, as_summaries
from bench.validation.precision_recall import validate


@runtime_checkable
class Tunable(Protocol):
    """A scorer with one setting that moves it between two kinds of error, or between cheap and thorough."""

    name: str
    version: str

    @property
    def setting(self) -> float:
        """The value that it has."""
        ...

    @property
    def setting_meaning(self) -> str:
        """What the setting is, in two or three words over a column."""
        ...

    @property
    def setting_place(self) -> str:
        """Where it is set, in a sentence."""
        ...

    @property
    def settings_tried(self) -> Sequence[float]:
        """Values that show the trade-off, beside its own."""
        ...

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], settings: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        """Judge each summary once for each of these values."""
        ...


class CurvePoint(Record):
    """The figures at one value."""

    confidence: float
    is_set: bool
    """Whether it is the one that the scorer has."""
    asked: float
    """The share of the verdicts that were taken from a judge."""
    errors: PrecisionRecall
    clean_with_error: Estimate
    """Wholly clean summaries that are charged with an error."""


class Curve(Record):
    """A scorer measured at several values, the lowest first."""

    scorer: str
    meaning: str
    """What the setting is."""
    place: str
    """Where it is set."""
    sets: tuple[SetRef, ...]
    articles: int
    summaries: int
    points: tuple[CurvePoint, ...]


def measure_curve(
    scorer: Tunable, sets: Sequence[GoldSet], articles: Sequence[GoldArticle], step: Callable[[], None]
) -> Curve:
    """Measure a scorer on labelled summaries, at each value of its setting.

    Args:
        scorer: reads each summary once.
        sets: where the articles are.
        articles: with labelled summaries.
        step: called after each summary.
    """
    # Its own value is one of the points, so that the curve holds the figures that are published.
    tried = sorted({*scorer.settings_tried, scorer.setting})
    cases: list[list[ScoredCase]] = [[] for _ in tried]
    for article in articles:
        scored = scorer.score_at(article, as_summaries(article), tried)
        # Each summary is read once and judged at every value: reading is what takes the time.
        for labelled, of_summary in zip(article.labels, scored, strict=True):
            for at_value, of_value in zip(cases, of_summary, strict=True):
                at_value.append(ScoredCase(article, labelled, of_value))
            step()
    name = f"{scorer.name}@{scorer.version}"
    validations = [validate(name, sets, at_value) for at_value in cases]
    return Curve(
        scorer=name,
        meaning=scorer.setting_meaning,
        place=scorer.setting_place,
        sets=validations[0].sets,
        articles=validations[0].articles,
        summaries=validations[0].summaries,
        points=tuple(
            CurvePoint(
                confidence=value,
                is_set=value == scorer.setting,
                asked=_asked(at_value, name),
                errors=validation.errors,
                clean_with_error=validation.clean_with_error,
            )
            for value, at_value, validation in zip(tried, cases, validations, strict=True)
        ),
    )


def _asked(cases: Sequence[ScoredCase], scorer: str) -> float:
    """The share of the verdicts that a cascade did not leave to the scorer before it."""
    outcomes = [outcome for case in cases for outcome in case.scored.outcomes]
    return sum(outcome.scorer == scorer for outcome in outcomes) / len(outcomes) if outcomes else 0.0
