"""The figures of a scorecard as rows of one table, which readers can download from the page as CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.goldset.exchange.csvs import FORMULA
from bench.records import Estimate, Figures
from reports.scorecard_data import ScorecardData
from reports.untrusted import shortened

COLUMNS = ("group", "name", "measure", "value", "low", "high", "count", "of")
Row = tuple[str, str, str, float | None, float | None, float | None, int, int]


def payload(card: ScorecardData) -> dict[str, Any]:
    """The data that the page holds: the figures, and how they were made. The verdicts are read from its text."""
    return {
        "allegedly": card.manifest.allegedly,
        "model": shortened(card.manifest.model, 300),
        "created": shortened(card.manifest.created, 40),
        "scorer": shortened(card.manifest.scorer, 80),
        "signature": shortened(card.score.signature, 2000),
        # What a table program may take for a formula gets an apostrophe, as in exported sets; and so does what has one.
        "guarded": (*FORMULA, "'"),
        "columns": COLUMNS,
        "figures": list(figure_rows(card)),
    }


def figure_rows(card: ScorecardData) -> Iterator[Row]:
    """All figures: first the overall ones, then those of kinds, models, slices and articles."""
    score = card.score
    yield from _figures("all", "", score.overall)
    yield _row("all", "", "flags_per_100_words", score.flags_per_100_words)
    if score.kept_per_100_words is not None:
        yield _row("all", "", "kept_per_100_words", score.kept_per_100_words)
    for kind, figures in score.by_kind.items():
        yield from _figures("kind", kind, figures)
    for model, figures in score.by_model.items():
        yield from _figures("model", shortened(model, 120), figures)
    for part in card.breakdowns:
        group = f"{part.kind}.{part.trait}" if part.kind else part.trait
        for fact_slice in part.slices:
            for measure in ("coverage", "faithfulness", "dropped"):
                if (estimate := getattr(fact_slice, measure)) is not None:
                    yield _row(group, shortened(fact_slice.name, 120), measure, estimate)
    for article in card.articles:
        if article.figures is not None:
            name = shortened(f"{article.gold}/{article.id}", 200)
            yield _row("article", name, "coverage", article.figures.coverage)
            yield _row("article", name, "faithfulness", article.figures.faithfulness)


def _figures(group: str, name: str, figures: Figures) -> Iterator[Row]:
    for measure in ("coverage", "faithfulness", "major", "minor"):
        yield _row(group, name, measure, getattr(figures, measure))
    if figures.without_major is not None:
        yield _row(group, name, "without_major", figures.without_major)
    for code, estimate in figures.codes.items():
        yield _row(group, name, code, estimate)
    for code, estimate in figures.major_codes.items():
        yield _row(group, name, f"major_{code}", estimate)


def _row(group: str, name: str, measure: str, estimate: Estimate) -> Row:
    # Four digits are more than any interval allows, and keep the page small.
    value, low, high = (None if end is None else round(end, 4) for end in (estimate.value, estimate.low, estimate.high))
    return group, name, measure, value, low, high, estimate.count, estimate.of
