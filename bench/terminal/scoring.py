"""The end of every command that scores a run: ask the judge if there is one, score, report, close."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bench.pipeline import failures_allowed, report, score_run
from bench.pipeline.judges import LiveJudge
from bench.pipeline.judging import ask_judge
from bench.pipeline.scoring import tasks_of
from bench.scorers.interface import AskingScorer
from bench.terminal.collection_progress import collection
from bench.terminal.output import one_line, progress
from bench.terminal.run_tables import close

if TYPE_CHECKING:
    from bench.goldset import GoldSet
    from bench.pipeline import Prices
    from bench.pipeline.judges import Judge
    from bench.records import Threshold
    from bench.rundir import RunDir
    from bench.scorers import Scorer


def score_and_close(
    run: RunDir,
    sets: Sequence[GoldSet],
    scorer: Scorer,
    judge: Judge | None,
    *,
    expected: int,
    judge_prices: Prices | None,
    max_failures: str | None,
    limits: Sequence[Threshold],
    junit: Path | None,
    markdown: Path | None,
) -> None:
    """Score a run whose summaries are there, write its scorecard, and print its figures.

    Args:
        run: with a manifest and summaries, locked.
        sets: the gold sets that the manifest names.
        scorer: the one that the manifest names.
        judge: who is asked for the verdicts, if the scorer takes them from a judge.
        expected: how many summaries were asked for.
        judge_prices: of the judge's tokens.
        max_failures: how many requests to the judge may fail, as on the command line.
        limits: the thresholds that the run has to meet.
        junit: the file for JUnit XML.
        markdown: the file for a summary in Markdown.

    Raises:
        IncompleteError: some summaries or verdicts could not be had.
        ThresholdError: a figure misses its limit.
    """
    unanswered = _ask(run, sets, scorer, judge, judge_prices, max_failures) if judge else 0
    scored = sum(summary.is_scored for summary in run.each_summary())
    with progress("scoring", scored) as step:
        score = score_run(run, sets, scorer, expected=expected, step=step, judge=judge, unanswered=unanswered)
    close(run, score, report(run, sets), limits, junit, markdown)


def _ask(
    run: RunDir,
    sets: Sequence[GoldSet],
    scorer: Scorer,
    judge: Judge,
    prices: Prices | None,
    max_failures: str | None,
) -> int:
    """Ask a judge what a run's folder does not hold yet; returns how many requests could not be had."""
    assert isinstance(scorer, AskingScorer)
    scorer.answers.add(*run.answers())
    tasks = tasks_of(run, sets)
    total = sum(len(task.summaries) for task in tasks)
    with progress("reading", total) as step:
        requests = scorer.pending(tasks, step=step)
    kept = len(scorer.answers)
    typer.echo(f"{run.path}: {kept} answers of the judge are there, {len(requests)} to be asked for", err=True)
    if not requests:
        return 0
    with collection(prices, "judging") as tell:
        unanswered = ask_judge(
            scorer,
            tasks,
            judge,
            lambda answers: run.append_answers(*answers),
            max_failures=failures_allowed(max_failures, len(requests)),
            on_progress=tell,
        )
    if isinstance(judge, LiveJudge):
        for parameter, remedy in judge.model.adjustments.items():
            typer.echo(one_line(f"note: the judge's server refused {parameter}: {remedy}"), err=True)
    if unanswered.requests:
        typer.echo(one_line(f"note: {unanswered.requests} requests without an answer: {unanswered.why}"), err=True)
    return unanswered.requests
