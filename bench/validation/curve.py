"""The trade-off of a scorer: what its errors are worth, by the confidence from which it calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from bench.goldset import GoldArticle, GoldSet
from bench.records import Agreement, Estimate, Record, SetRef, Summary
from bench.scorers import ScoredSummary
from bench.validation.judged import Judged, as_summaries, labelled_articles
from bench.validation.measure import validate

ERRORS_FROM = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
"""The confidences that are tried, beside the scorer's own."""


@runtime_checkable
class Tunable(Protocol):
    """A scorer that calls errors from a confidence on, which can be set."""

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


class Point(Record):
    """What comes of one confidence."""

    confidence: float
    """From which an error is called."""
    is_set: bool
    """Whether it is the one that the scorer has."""
    errors: Agreement
    clean_with_error: Estimate
    """Wholly clean summaries that are charged with an error."""


class Curve(Record):
    """A scorer measured at several confidences, the lowest first."""

    scorer: str
    sets: tuple[SetRef, ...]
    articles: int
    summaries: int
    points: tuple[Point, ...]


def measure_curve(scorer: Tunable, sets: Sequence[GoldSet], step: Callable[[], None]) -> Curve:
    """Measure a scorer on the labelled summaries of gold sets, at each confidence.

    Args:
        scorer: reads each summary once.
        sets: with labelled summaries.
        step: called after each summary.
    """
    tried = sorted({*ERRORS_FROM, scorer.error})
    judged: list[list[Judged]] = [[] for _ in tried]
    articles = labelled_articles(sets)
    for article in articles:
        judgements = scorer.score_at(article, as_summaries(article), tried)
        for labelled, row in zip(article.labels, judgements, strict=True):
            for found, judgement in zip(judged, row, strict=True):
                found.append(Judged(article, labelled, judgement))
            step()
    name = f"{scorer.name}@{scorer.version}"
    validations = [validate(name, sets, found) for found in judged]
    return Curve(
        scorer=name,
        sets=validations[0].sets,
        articles=validations[0].articles,
        summaries=validations[0].summaries,
        points=tuple(
            Point(
                confidence=confidence,
                is_set=confidence == scorer.error,
                errors=validation.errors,
                clean_with_error=validation.clean_with_error,
            )
            for confidence, validation in zip(tried, validations, strict=True)
        ),
    )
