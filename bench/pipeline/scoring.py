"""Scoring what a run collected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bench.goldset import GoldSet
from bench.pipeline.judge_use import judge_use
from bench.pipeline.judges import Judge
from bench.pipeline.planning import Prices
from bench.records import Flag, JudgedAnswer, Manifest, Outcome, Score, Summary
from bench.rundir import RunDir
from bench.scorers import Scorer, stored_trust
from bench.scorers.interface import Task
from bench.scorers.parallel import score_all
from bench.statistics import score_of


class Scored(NamedTuple):
    """All that scoring gives."""

    outcomes: tuple[Outcome, ...]
    flags: tuple[Flag, ...]
    score: Score


def tasks_of(summaries: Iterable[Summary], sets: Sequence[GoldSet]) -> list[Task]:
    """The summaries that were produced: by article in the order of the sets, then by sample."""
    by_article: defaultdict[tuple[str, str], list[Summary]] = defaultdict(list)
    # Not in the order of arrival, which is another one each time: files of equal runs are to be equal.
    for summary in sorted(summaries, key=lambda summary: (summary.sample, summary.model, summary.id)):
        if summary.is_scored:
            by_article[summary.gold, summary.article].append(summary)
    return [
        Task(article, of_article)
        for gold in sets
        for article in gold.articles
        # Articles without a summary are left out, so that the scorer does not read them for nothing.
        if (of_article := by_article[gold.card.name, article.article.id])
    ]


def score_run(
    run: RunDir,
    sets: Sequence[GoldSet],
    scorer: Scorer,
    *,
    expected: int,
    step: Callable[[], None],
    judge: Judge | None = None,
    unanswered: int = 0,
    judge_prices: Prices | None = None,
) -> Score:
    """Judge every summary of a run that was produced, and write outcomes, flags and score.

    The arguments beside `run`, which has a manifest and summaries, are those of `score_summaries`.
    """
    scored = score_summaries(
        run.manifest(),
        run.summaries(),
        sets,
        scorer,
        expected=expected,
        step=step,
        judge=judge,
        answers=run.answers(),
        unanswered=unanswered,
        judge_prices=judge_prices,
    )
    run.finish(*scored)
    return scored.score


def score_summaries(
    manifest: Manifest,
    summaries: Sequence[Summary],
    sets: Sequence[GoldSet],
    scorer: Scorer,
    *,
    expected: int,
    step: Callable[[], None] = lambda: None,
    judge: Judge | None = None,
    answers: Sequence[JudgedAnswer] = (),
    unanswered: int = 0,
    judge_prices: Prices | None = None,
) -> Scored:
    """Judge every summary that was produced.

    Args:
        manifest: of the run that the summaries are of.
        summaries: however they ended.
        sets: the gold sets that the manifest names.
        scorer: the one that the manifest names.
        expected: how many summaries were asked for.
        step: called after each scored summary.
        judge: who was asked for the verdicts, if the scorer takes them from a judge.
        answers: all that the judge gave.
        unanswered: requests to the judge that have no answer.
        judge_prices: of the judge's tokens, where its server does not say what it charged.
    """
    tasks = tasks_of(summaries, sets)
    scored = [of_summary for _, of_summary in score_all(scorer, tasks, step=step)]
    outcomes = tuple(outcome for of_summary in scored for outcome in of_summary.outcomes)
    flags = tuple(flag for of_summary in scored for flag in of_summary.flags)
    # By name and version: rates of another version would correct another scorer's errors.
    trust = stored_trust(manifest.scorer)
    score = score_of(
        outcomes,
        flags,
        summaries,
        expected=expected,
        signature=manifest.signature,
        rates=trust.error_rates if trust else None,
    )
    if judge is not None:
        judged = [summary for task in tasks for summary in task.summaries]
        use = judge_use(judge, manifest.scorer, answers, judged, outcomes, unanswered, judge_prices)
        score = score.model_copy(update={"judge": use})
    return Scored(outcomes, flags, score)
