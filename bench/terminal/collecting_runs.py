"""Collecting the summaries of runs from the command line: what is there, how far it is, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.errors import AllegedlyError
from bench.pipeline import failures_allowed
from bench.pipeline.batch_file import BatchFile
from bench.pipeline.collecting import Collection, collect_each
from bench.terminal.collection_progress import collection
from bench.terminal.output import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from bench.pipeline import Prices
    from bench.pipeline.preparing import PreparedRun


def collect_runs(
    runs: Sequence[PreparedRun], prices: Prices | None, max_failures: str | None
) -> dict[Path, AllegedlyError]:
    """Begin runs in their folders, or go on with them, and ask for the summaries that are not there yet.

    Args:
        runs: each is locked.
        prices: of tokens.
        max_failures: how many summaries of each run may fail, as on the command line.

    Returns:
        Why a run's model could not be asked or its folder not be written to, by the folder.

    Raises:
        UsageError: a folder holds a run that asks for something else.
        KeyboardInterrupt: they were interrupted.
    """
    to_collect = []
    # All of them are begun before anything is sent.
    for run, unanswered in [(run, run.begin()) for run in runs]:
        total = len(run.requests)
        typer.echo(
            f"{run.folder.path}: {total - len(unanswered)} of {counted(total, 'summary')} there already", err=True
        )
        # A batch may be under way though all its summaries are there: whoever ended before that was noted.
        if unanswered or (run.in_batches and BatchFile(run.folder.path, "summaries").under_way()):
            allowed = failures_allowed(max_failures, total)
            to_collect.append(Collection(run.folder, run.runner, unanswered, allowed, run.in_batches))
    failed: dict[Path, AllegedlyError] = {}
    if to_collect:
        with collection(prices) as tell:
            endings = collect_each(to_collect, on_progress=tell)
        for each, ended in zip(to_collect, endings, strict=True):
            if isinstance(ended, AllegedlyError):
                failed[each.run.path] = ended
                if len(runs) > 1:
                    typer.echo(one_line(f"note: {ended}"), err=True)
    for run in runs:
        of_which = f" of {run.asked_for.model}" if len(runs) > 1 else ""
        if why := run.runner.limiter.given_up:
            advice = "--max-failures N asks on until so many have failed"
            typer.echo(one_line(f"note: given up{of_which}: {why}; {advice}"), err=True)
        for parameter, remedy in run.folder.manifest().adjustments.items():
            typer.echo(one_line(f"note: the server{of_which} refused {parameter}: {remedy}"), err=True)
    return failed
