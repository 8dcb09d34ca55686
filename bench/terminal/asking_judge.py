"""Asking a judge from the command line: how much there is to ask, how far it is, and what could not be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.pipeline import failures_allowed
from bench.pipeline.judges import LiveJudge
from bench.pipeline.judging import ask_judge
from bench.scorers.interface import AskingScorer
from bench.terminal.collection_progress import collection
from bench.terminal.output import one_line, progress

if TYPE_CHECKING:
    from bench.pipeline import Prices
    from bench.pipeline.judges import Judge
    from bench.records import JudgedAnswer
    from bench.scorers import Scorer
    from bench.scorers.interface import Task
    from runners.batches.notes import BatchNotes


def ask(
    scorer: Scorer,
    judge: Judge,
    tasks: Sequence[Task],
    kept: Iterable[JudgedAnswer],
    keep: Callable[[Sequence[JudgedAnswer]], None],
    *,
    prices: Prices | None,
    max_failures: str | None,
    notes: BatchNotes | None = None,
) -> int:
    """Ask a judge for all that a scorer needs and that is not kept yet.

    Args:
        scorer: one that takes its verdicts from a judge.
        judge: who is asked.
        tasks: the summaries to be scored.
        kept: the answers that are there.
        keep: writes further ones to disk.
        prices: of the judge's tokens.
        max_failures: how many requests may fail, as on the command line.
        notes: on batches, if the judge is asked in batches.

    Returns:
        How many requests have no answer.

    Raises:
        AllegedlyError: the judge cannot be asked at all, or the answers cannot be written.
    """
    assert isinstance(scorer, AskingScorer)
    scorer.answers.add(*kept)
    with progress("reading", sum(len(task.summaries) for task in tasks)) as step:
        requests = scorer.pending(tasks, step=step)
    typer.echo(one_line(f"judge {judge.name}: {counted(len(scorer.answers), 'answer')} there already"), err=True)
    if not requests and not (notes and notes.under_way()):
        return 0
    with collection(prices, "judging") as tell:
        unanswered = ask_judge(
            scorer,
            tasks,
            judge,
            keep,
            notes=notes,
            max_failures=failures_allowed(max_failures, len(requests)),
            on_progress=tell,
        )
    if isinstance(judge, LiveJudge):
        if why := judge.limiter.given_up:
            typer.echo(one_line(f"note: the judge is given up: {why}; --max-failures N asks on"), err=True)
        for parameter, remedy in judge.model.adjustments.items():
            typer.echo(one_line(f"note: the judge's server refused {parameter}: {remedy}"), err=True)
    if unanswered.requests:
        reason = f": {unanswered.why}" if unanswered.why else ""
        typer.echo(
            one_line(f"note: no answer to {counted(unanswered.requests, 'request')} to the judge{reason}"), err=True
        )
    return unanswered.requests
