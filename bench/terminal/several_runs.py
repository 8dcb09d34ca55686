"""Several runs in the terminal: one table, one page on which they are compared, one exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bench.errors import AllegedlyError, IncompleteError
from bench.pipeline.comparing import MOST, compare
from bench.pipeline.gating import checks, finish, of_figures
from bench.pipeline.pages import write_comparison, write_leaderboard
from bench.pipeline.ranking import rank
from bench.terminal.output import console, one_line, table
from bench.terminal.run_tables import complaint, figure_cells, trust_sentence
from reports.ci import JobSummary
from reports.notation import LEVEL, with_interval

if TYPE_CHECKING:
    from bench.records import Manifest
    from bench.terminal.run_tables import Closing
    from bench.terminal.scoring import ScoredRun


def close_each(runs: Sequence[ScoredRun], failures: Sequence[AllegedlyError], closing: Closing) -> None:
    """Print the figures of several runs with their page's path on the last line, and say if they are not good enough.

    Args:
        runs: scored.
        failures: why other models could not be asked.
        closing: the thresholds and reports that were asked for; each run has to meet the thresholds.

    Raises:
        AllegedlyError: the worst of what befell them, with everything that did.
    """
    if not runs:
        raise _worst(failures, "; ".join(map(str, failures)))
    manifests = [scored.collected.run.manifest() for scored in runs]
    labels = _labels(manifests)
    _print(runs, labels)
    page = _page(runs)
    typer.echo(str(page))
    complaints = [
        f"{label}: {text}"
        for label, scored in zip(labels, runs, strict=True)
        if (text := complaint(scored.collected.run, scored.score))
    ]
    try:
        finish(
            JobSummary(
                title=", ".join(labels),
                columns=("", f"faithfulness, {LEVEL} interval", f"coverage, {LEVEL} interval"),
                rows=tuple(
                    (
                        label,
                        with_interval(scored.score.overall.faithfulness),
                        with_interval(scored.score.overall.coverage),
                    )
                    for label, scored in zip(labels, runs, strict=True)
                ),
                checks=tuple(
                    check
                    for label, scored in zip(labels, runs, strict=True)
                    for check in checks(closing.limits, label, of_figures(scored.score.overall))
                ),
                complaint="; ".join([*map(str, failures), *complaints]) or None,
                notes=(trust_sentence(manifests[0].scorer), *(scored.score.signature for scored in runs)),
                page=str(page),
            ),
            closing.junit,
            closing.markdown,
        )
    except IncompleteError as error:
        raise _worst(failures, str(error)) from None


def _worst(failures: Sequence[AllegedlyError], message: str) -> AllegedlyError:
    """The error with the exit code that says most: a model that cannot be asked goes before one that is incomplete."""
    worst = next((failure for failure in failures if failure.exit_code == AllegedlyError.exit_code), None)
    return (type(worst) if worst else IncompleteError)(message)


def _labels(manifests: Sequence[Manifest]) -> list[str]:
    """What each run is called: its model, with the prompt where there are several."""
    prompts = {manifest.prompt.name for manifest in manifests if manifest.prompt}
    return [
        one_line(
            f"{manifest.model}, {manifest.prompt.name}" if manifest.prompt and len(prompts) > 1 else manifest.model
        )
        for manifest in manifests
    ]


def _print(runs: Sequence[ScoredRun], labels: Sequence[str]) -> None:
    has_corrected = any(scored.score.corrected for scored in runs)
    columns = ("scored", "facts", "coverage", "faithfulness", "major\nerrors", "minor\nerrors")
    figures = table("", "", *columns, *(("errors\nexpected",) if has_corrected else ()))
    for label, scored in zip(labels, runs, strict=True):
        collected = scored.score.collected
        cells = figure_cells(scored.score.overall, scored.score.corrected.overall if scored.score.corrected else None)
        figures.add_row(label, f"{collected.scored} of {collected.expected}", *cells[: 5 + has_corrected])
    console().print(figures)
    for scored in runs:
        typer.echo(str(scored.scorecard))


def _page(runs: Sequence[ScoredRun]) -> Path:
    """The page on which runs are compared, or ranked if they are too many; a scorecard where there is one run alone."""
    folders = [scored.collected.run.path for scored in runs if scored.score.collected.scored]
    if len(folders) < 2:
        return runs[0].scorecard
    parent = folders[0].parent
    try:
        if len(folders) > MOST:
            return write_leaderboard(rank(folders), parent / "leaderboard.html")
        compared = compare(folders)
        for warning in compared.comparison.warnings:
            typer.echo(one_line(f"warning: {warning}"))
        return write_comparison(compared, parent / "comparison.html")
    except AllegedlyError as error:
        # The runs themselves are scored, whatever keeps them from being compared.
        typer.echo(one_line(f"note: not compared: {error}"), err=True)
        return runs[0].scorecard
