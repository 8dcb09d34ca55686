"""`bench validate --curve`: precision and recall at several values of a scorer's setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.errors import UsageError
from bench.scorers import Scorer
from bench.terminal.output import console, progress, table
from bench.validation import Tunable, measure_curve
from reports.notation import percent, with_interval

if TYPE_CHECKING:
    from bench.goldset import GoldArticle, GoldSet
    from bench.validation import Curve, CurvePoint

_STEPS = 20
"""Columns that stand for 100% in the bar."""


def validate_curve(scorer: Scorer, sets: Sequence[GoldSet], articles: Sequence[GoldArticle], *, json: bool) -> None:
    """Measure a scorer at several values of its setting and print the trade-off.

    Args:
        scorer: one that has a setting.
        sets: where the articles are.
        articles: with labelled summaries.
        json: print one JSON object instead of a table.

    Raises:
        UsageError: the scorer has no such setting.
    """
    if not isinstance(scorer, Tunable):
        raise UsageError(
            f"--curve needs a scorer with a setting, which '{scorer.name}' does not have: try rules or cascade"
        )
    with progress("scoring", sum(len(article.labels) for article in articles)) as step:
        curve = measure_curve(scorer, sets, articles, step)
    if json:
        typer.echo(curve.model_dump_json(indent=2))
    else:
        _print_table(curve)


def _print_table(curve: Curve) -> None:
    out = console()
    out.print(
        f"{curve.scorer} on {', '.join(f'{ref.name}@{ref.version}' for ref in curve.sets)}: "
        f"{counted(curve.summaries, 'summary')} of {counted(curve.articles, 'article')}"
    )
    # Only a cascade asks anybody; at its highest value it asks least.
    is_asking = any(point.asked for point in curve.points)
    main = table(
        "",
        curve.meaning,
        *(["asked"] if is_asking else []),
        "precision",
        "recall",
        "F1",
        "clean ones charged",
        "0%   R, P, = both   100%",
    )
    for point in curve.points:
        three = (point.errors.precision, point.errors.recall, point.errors.f1)
        main.add_row(
            f"{point.confidence:g}{' (as set)' if point.is_set else ''}",
            *([percent(point.asked)] if is_asking else []),
            *map(with_interval, three),
            with_interval(point.clean_with_error),
            _bar(point),
        )
    out.print(main)
    out.print(curve.place)


def _bar(point: CurvePoint) -> str:
    """Recall and precision as marks on a line from 0 to 100%, '=' where they meet."""
    line = ["·"] * (_STEPS + 1)
    for estimate, mark in ((point.errors.recall, "R"), (point.errors.precision, "P")):
        if estimate.value is not None:
            at = round(_STEPS * estimate.value)
            line[at] = mark if line[at] == "·" else "="
    return "".join(line)
