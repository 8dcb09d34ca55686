"""Scoring what a run collected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from bench.goldset import GoldSet
from bench.pipeline.judge_use import judge_use
from bench.pipeline.judges import Judge
from bench.pipeline.planning import Prices
from bench.records import Score, Summary
from bench.rundir import RunDir
from bench.scorers import Scorer, stored_trust
from bench.scorers.interface import Task
from bench.scorers.parallel import score_all
from bench.statistics import score_of


def tasks_of(run: RunDir, sets: Sequence[GoldSet]) -> list[Task]:
    """The summaries of a run that were produced: by article in the order of the sets, then by sample."""
    by_article: defaultdict[tuple[str, str], list[Summary]] = defaultdict(list)
    # Not in the order of arrival, which is another one each time: files of equal runs are to be equal.
    for summary in sorted(run.summaries(), key=lambda summary: (summary.sample, summary.model, summary.id)):
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

    Args:
        run: with a manifest and summaries.
        sets: the gold sets that the manifest names.
        scorer: the one that the manifest names.
        expected: how many summaries were asked for.
        step: called after each scored summary.
        judge: who was asked for the verdicts, if the scorer takes them from a judge.
        unanswered: requests to the judge that have no answer.
        judge_prices: of the judge's tokens, where its server does not say what it charged.
    """
    tasks = tasks_of(run, sets)
    scored = [of_summary for _, of_summary in score_all(scorer, tasks, step=step)]
    outcomes = [outcome for of_summary in scored for outcome in of_summary.outcomes]
    flags = [flag for of_summary in scored for flag in of_summary.flags]
    manifest = run.manifest()
    # By name and version: rates of another version would correct another scorer's errors.
    trust = stored_trust(manifest.scorer)
    score = score_of(
        outcomes,
        flags,
        run.summaries(),
        expected=expected,
        signature=manifest.signature,
        rates=trust.error_rates if trust else None,
    )
    if judge is not None:
        judged = [summary for task in tasks for summary in task.summaries]
        use = judge_use(judge, manifest.scorer, run.answers(), judged, outcomes, unanswered, judge_prices)
        score = score.model_copy(update={"judge": use})
    run.finish(outcomes, flags, score)
    return score
