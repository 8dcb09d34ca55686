"""The trade-off of a scorer: its precision and recall at several confidences from which it calls an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from bench.goldset import GoldArticle, GoldSet
from bench.records import Estimate, PrecisionRecall, Record, SetRef, Summary
from bench.scorers import ScoredSummary
from bench.validation.cases import ScoredCase, as_summaries, labelled_articles
from bench.validation.precision_recall import validate

ERRORS_FROM = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
"""The confidences that are tried, beside the scorer's own."""


@runtime_checkable
class Tunable(Protocol):
    """A scorer that calls an error only above a confidence, which can be set."""

    name: str
    version: str

    @property
    def error(self) -> float:
        """The confidence from which it calls an error: above 0, below 1."""
        ...

    def score_at(
        self, gold: GoldArticle, summaries: Sequence[Summary], errors: Sequence[float]
    ) -> Iterator[tuple[ScoredSummary, ...]]:
        """Judge each summary once for each of these confidences."""
        ...


class CurvePoint(Record):
    """The figures at one confidence."""

    confidence: float
    """From which an error is called."""
    is_set: bool
    """Whether it is the one that the scorer has."""
    errors: PrecisionRecall
    clean_with_error: Estimate
    """Wholly clean summaries that are charged with an error."""


class Curve(Record):
    """A scorer measured at several confidences, the lowest first."""

    scorer: str
    sets: tuple[SetRef, ...]
    articles: int
    summaries: int
    points: tuple[CurvePoint, ...]


def measure_curve(scorer: Tunable, sets: Sequence[GoldSet], step: Callable[[], None]) -> Curve:
    """Measure a scorer on the labelled summaries of gold sets, at each confidence.

    Args:
        scorer: reads each summary once.
        sets: with labelled summaries.
        step: called after each summary.
    """
    # Its own confidence is one of the points, so that the curve holds the figures that are published.
    tried = sorted({*ERRORS_FROM, scorer.error})
    cases: list[list[ScoredCase]] = [[] for _ in tried]
    articles = labelled_articles(sets)
    for article in articles:
        scored = scorer.score_at(article, as_summaries(article), tried)
        # Each summary is read once and judged at every confidence: reading is what takes the time.
        for labelled, of_summary in zip(article.labels, scored, strict=True):
            for at_confidence, of_confidence in zip(cases, of_summary, strict=True):
                at_confidence.append(ScoredCase(article, labelled, of_confidence))
            step()
    name = f"{scorer.name}@{scorer.version}"
    validations = [validate(name, sets, at_confidence) for at_confidence in cases]
    return Curve(
        scorer=name,
        # The same of all: only the verdicts differ from one confidence to another.
        sets=validations[0].sets,
        articles=validations[0].articles,
        summaries=validations[0].summaries,
        points=tuple(
            CurvePoint(
                confidence=confidence,
                is_set=confidence == scorer.error,
                errors=validation.errors,
                clean_with_error=validation.clean_with_error,
            )
            for confidence, validation in zip(tried, validations, strict=True)
        ),
    )
