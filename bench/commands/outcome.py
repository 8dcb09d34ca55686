"""What a run came to, as a table; and its end, which is the scorecard's path."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bench.models import Estimate, Figures, Manifest, Score
    from bench.rundir import RunDir


def print_outcome(manifest: Manifest, score: Score) -> None:
    """Print a run's figures, how they were measured, and how many summaries they rest on."""
    from bench.commands.terminal import console, one_line, share, table

    out = console()
    sets = ", ".join(f"{ref.name}@{ref.version}" for ref in manifest.gold)
    statuses = ", ".join(f"{count} {status}" for status, count in score.collected.statuses.items())
    out.print(one_line(f"{manifest.model} on {sets}: {score.collected.scored} summaries scored ({statuses})"))
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


def close(run: RunDir, score: Score, scorecard: Path, fail_under: float | None) -> None:
    """Print a run's outcome with the scorecard's path on the last line, and say if it is not good enough.

    Raises:
        IncompleteError: some summaries could not be had.
        ThresholdError: faithfulness is below `fail_under`.
    """
    from bench.errors import IncompleteError, ThresholdError

    print_outcome(run.manifest(), score)
    typer.echo(str(scorecard))
    if not score.collected.is_complete:
        failed = [summary for summary in run.summaries() if summary.status == "failed"]
        reasons = Counter(summary.error or "no reason given" for summary in failed)
        first = f" ({next(iter(reasons))})" if reasons else ""
        raise IncompleteError(
            f"{len(failed)} of {score.collected.expected} summaries failed{first}: "
            f"run the same again with --out {run.path} to go on"
        )
    if fail_under is None:
        return
    faithfulness = score.overall.faithfulness.value
    if faithfulness is None:
        raise ThresholdError("faithfulness cannot be told: no gold claim is in any summary")
    if faithfulness < fail_under:
        raise ThresholdError(f"faithfulness {faithfulness:.3f} is below --fail-under {fail_under:g}")


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
