"""The end of every command that scores a run: ask the judge if there is one, score, report, close."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.errors import IncompleteError, WriteError
from bench.pipeline import report, score_run
from bench.pipeline.batch_file import BatchFile
from bench.pipeline.scoring import tasks_of
from bench.terminal.asking_judge import ask
from bench.terminal.output import progress
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
    in_batches: bool,
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
        in_batches: whether the judge is asked in batches, if its server takes them.
        max_failures: how many requests to the judge may fail, as on the command line.
        limits: the thresholds that the run has to meet.
        junit: the file for JUnit XML.
        markdown: the file for a summary in Markdown.

    Raises:
        IncompleteError: some summaries or verdicts could not be had, or something cannot be written.
        ThresholdError: a figure misses its limit.
    """
    unanswered = 0
    if judge:
        unanswered = ask(
            scorer,
            judge,
            tasks_of(run.summaries(), sets),
            run.answers(),
            lambda answers: run.append_answers(*answers),
            prices=judge_prices,
            notes=BatchFile(run.path, "verdicts") if in_batches else None,
            max_failures=max_failures,
        )
    scored = sum(summary.is_scored for summary in run.each_summary())
    with progress("scoring", scored) as step:
        score = score_run(
            run,
            sets,
            scorer,
            expected=expected,
            step=step,
            judge=judge,
            unanswered=unanswered,
            judge_prices=judge_prices,
        )
    try:
        scorecard = report(run, sets)
    except WriteError as error:
        raise IncompleteError(
            f"{error}; the run is scored: then run the same again, or 'bench report {run.path}'"
        ) from None
    close(run, score, scorecard, limits, junit, markdown)
