"""What a run came to, as a table; and its end, which is the scorecard's path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bench.records import Estimate, Figures, Manifest, Score, Threshold
    from bench.rundir import RunDir


def print_outcome(manifest: Manifest, score: Score) -> None:
    """Print a run's figures, how they were measured, and how many summaries they rest on."""
    from bench.commands.terminal import console, one_line, share, table

    out = console()
    sets = ", ".join(f"{ref.name}@{ref.version}" for ref in manifest.gold)
    statuses = ", ".join(f"{count} {status}" for status, count in score.collected.statuses.items())
    came = score.collected
    out.print(one_line(f"{manifest.model} on {sets}: {came.scored} summaries scored ({statuses or 'none'})"))
    if not came.is_complete:
        lack = came.expected - sum(came.statuses.values()) + came.statuses.get("failed", 0)
        out.print(f"INCOMPLETE: {lack} of {came.expected} summaries are missing, and the figures may change with them")
    figures = table("", "", "facts", "coverage", "faithfulness", "major\nerrors", "minor\nerrors")
    for group in _rows(score):
        for name, row in group.items():
            figures.add_row(
                name,
                str(row.coverage.of),
                share(row.coverage),
                share(row.faithfulness),
                _counted(row.major),
                _counted(row.minor),
            )
        figures.add_section()
    out.print(figures)
    errors = sorted(score.overall.codes.items(), key=lambda item: -item[1].count)
    counts = ", ".join(f"{estimate.count} {code}" for code, estimate in errors if estimate.count)
    typer.echo(f"errors: {counts or 'none'}")
    flags = ", ".join(f"{count} {code}" for code, count in score.flags.items() if count)
    rate = score.flags_per_100_words
    per_100 = "–" if rate.value is None else f"{rate.value:.2f}{_interval(rate)}"
    typer.echo(f"flags per 100 words: {per_100}" + (f" ({flags})" if flags else ""))
    typer.echo(one_line(_trust(manifest.scorer)))
    typer.echo(one_line(score.signature))


def close(
    run: RunDir,
    score: Score,
    scorecard: Path,
    wanted: Sequence[Threshold],
    junit: Path | None,
    markdown: Path | None,
) -> None:
    """Print a run's outcome with the scorecard's path on the last line, and say if it is not good enough.

    Args:
        run: the run, scored.
        score: its figures.
        scorecard: where its page is.
        wanted: the thresholds that it has to meet.
        junit: the file for JUnit XML.
        markdown: the file for a summary in Markdown.

    Raises:
        IncompleteError: some summaries could not be had.
        ThresholdError: a figure misses its limit.
    """
    from bench.commands.gates import checks, of_figures
    from bench.commands.gating import finish
    from bench.commands.terminal import share
    from reports.gated import Gated

    manifest, overall = run.manifest(), score.overall
    print_outcome(manifest, score)
    typer.echo(str(scorecard))
    named = ("faithfulness", "coverage", "major errors", "minor errors")
    figures = (overall.faithfulness, overall.coverage, overall.major, overall.minor)
    rows = [
        (name, share(figure), f"{figure.count} of {figure.of}") for name, figure in zip(named, figures, strict=True)
    ]
    rows += [(code, share(rate), f"{rate.count} of {rate.of}") for code, rate in overall.codes.items() if rate.count]
    finish(
        Gated(
            title=manifest.model,
            columns=("", "share, 95% interval", "claims"),
            rows=tuple(rows),
            checks=checks(wanted, manifest.model, of_figures(overall)),
            complaint=_complaint(run, score),
            notes=(_trust(manifest.scorer), score.signature),
            page=str(scorecard),
        ),
        junit,
        markdown,
    )


def _complaint(run: RunDir, score: Score) -> str | None:
    """Why a run is incomplete, and what to do; None if it is complete."""
    came = score.collected
    if came.is_complete:
        return None
    failed = came.statuses.get("failed", 0)
    lack = came.expected - sum(came.statuses.values()) + failed
    reasons = Counter(s.error or "no reason given" for s in run.summaries() if s.status == "failed")
    first = f" ({next(iter(reasons))})" if reasons else ""
    return (
        f"{lack} of {came.expected} summaries {'failed' if lack == failed else 'are missing'}{first}: "
        f"run the same again with --out {run.path} to go on"
    )


def _rows(score: Score) -> tuple[dict[str, Figures], dict[str, Figures]]:
    from bench.commands.terminal import one_line

    whole = {"overall": score.overall, **{f"  {kind}": figures for kind, figures in score.by_kind.items()}}
    return whole, {one_line(model): figures for model, figures in score.by_model.items()}


def _counted(estimate: Estimate) -> str:
    return f"{estimate.count} ({estimate.value:.0%})" if estimate.value is not None else "–"


def _interval(rate: Estimate) -> str:
    if rate.low is None or rate.high is None or rate.low == rate.high:
        return ""
    return f" [{rate.low:.2f}–{rate.high:.2f}]"


def _trust(scorer: str) -> str:
    """How far the scorer can be trusted, in a line."""
    from bench.commands.terminal import share
    from bench.scorers import stored_trust

    if (trust := stored_trust(scorer)) is None:
        return f"how often the scorer {scorer} errs has not been measured: bench validate"
    right, found = share(trust.errors.precision), share(trust.errors.recall)
    return (
        f"the scorer errs too: on {trust.summaries} labelled summaries, {right} of the errors that it "
        f"charged were right, and it found {found} of all"
    )
