"""What every command does that scores runs: ask the judge if there is one, score, report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from bench.errors import IncompleteError, WriteError
from bench.pipeline import report
from bench.pipeline.batch_file import BatchFile
from bench.pipeline.judging_runs import JudgedRuns
from bench.pipeline.scoring import score_runs
from bench.terminal.asking_judge import ask
from bench.terminal.output import progress

if TYPE_CHECKING:
    from pathlib import Path

    from bench.goldset import GoldSet
    from bench.pipeline import Prices
    from bench.pipeline.judges import Judge
    from bench.pipeline.scoring import Collected
    from bench.records import Score
    from bench.scorers import Scorer


class ScoredRun(NamedTuple):
    """A run with its figures and its page."""

    collected: Collected
    score: Score
    scorecard: Path


def score_each(
    runs: Sequence[Collected],
    sets: Sequence[GoldSet],
    scorer: Scorer,
    judge: Judge | None,
    *,
    judge_prices: Prices | None,
    in_batches: bool,
    max_failures: str | None,
) -> list[ScoredRun]:
    """Score runs on the same sets, and write their scorecards.

    Args:
        runs: whose summaries are there; each is locked.
        sets: the gold sets that the manifests name.
        scorer: the one that the manifests name.
        judge: who is asked for the verdicts, if the scorer takes them from a judge.
        judge_prices: of the judge's tokens.
        in_batches: whether the judge is asked in batches, if its server takes them.
        max_failures: how many requests to the judge may fail, as on the command line.

    Raises:
        IncompleteError: something cannot be written.
        AllegedlyError: the judge cannot be asked at all.
    """
    # None is left where no model could be asked.
    if not runs:
        return []
    scored = sum(summary.is_scored for collected in runs for summary in collected.run.summaries())
    if judge:
        with progress("comparing", scored) as step:
            judged = JudgedRuns(scorer, [collected.run for collected in runs], sets, step)
        ask(
            scorer,
            judge,
            judged.tasks,
            judged.kept,
            judged.keep,
            prices=judge_prices,
            # Asked together, they are in the same batches; the same command finds the first run again.
            notes=BatchFile(runs[0].run.path, "verdicts") if in_batches else None,
            max_failures=max_failures,
        )
        runs = [
            collected._replace(unanswered=unanswered)
            for collected, unanswered in zip(runs, judged.unanswered(), strict=True)
        ]
    with progress("scoring", scored) as step:
        scores = score_runs(runs, sets, scorer, step=step, judge=judge, judge_prices=judge_prices)
    return [
        ScoredRun(collected, score, _scorecard(collected, sets)) for collected, score in zip(runs, scores, strict=True)
    ]


def _scorecard(collected: Collected, sets: Sequence[GoldSet]) -> Path:
    run = collected.run
    try:
        return report(run, sets)
    except WriteError as error:
        raise IncompleteError(
            f"{error}; the run is scored: then run the same again, or 'bench report {run.path}'"
        ) from None
