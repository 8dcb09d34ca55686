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
from bench.scorers.interface import ScoredSummary, Task
from bench.scorers.parallel import score_all
from bench.statistics import score_of


class Scored(NamedTuple):
    """All that scoring gives."""

    outcomes: tuple[Outcome, ...]
    flags: tuple[Flag, ...]
    score: Score


class Collected(NamedTuple):
    """A run whose summaries are there."""

    run: RunDir
    """With a manifest and summaries."""
    expected: int
    """How many summaries were asked for."""
    unanswered: int = 0
    """Requests to the judge that have no answer."""


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
    collected = Collected(run, expected, unanswered)
    (score,) = score_runs([collected], sets, scorer, step=step, judge=judge, judge_prices=judge_prices)
    return score


def score_runs(
    runs: Sequence[Collected],
    sets: Sequence[GoldSet],
    scorer: Scorer,
    *,
    step: Callable[[], None],
    judge: Judge | None = None,
    judge_prices: Prices | None = None,
) -> list[Score]:
    """Judge every summary of several runs on the same sets, and write outcomes, flags and score of each.

    Each article is read once for all of them. The arguments beside `runs` are those of `score_summaries`.
    """
    summaries_of = [collected.run.summaries() for collected in runs]
    scores = []
    for collected, summaries, judged in zip(runs, summaries_of, _judged(summaries_of, sets, scorer, step), strict=True):
        run = collected.run
        scored = _with_figures(
            run.manifest(),
            summaries,
            judged,
            expected=collected.expected,
            judge=judge,
            answers=run.answers(),
            unanswered=collected.unanswered,
            judge_prices=judge_prices,
        )
        run.finish(*scored)
        scores.append(scored.score)
    return scores


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
    (judged,) = _judged([summaries], sets, scorer, step)
    return _with_figures(
        manifest,
        summaries,
        judged,
        expected=expected,
        judge=judge,
        answers=answers,
        unanswered=unanswered,
        judge_prices=judge_prices,
    )


def _judged(
    summaries_of: Sequence[Sequence[Summary]], sets: Sequence[GoldSet], scorer: Scorer, step: Callable[[], None]
) -> list[list[tuple[Summary, ScoredSummary]]]:
    """What a scorer says of the summaries of each of several runs, by article in the order of the sets."""
    # Summaries of two runs may have one id, so they are told apart by their place among an article's.
    by_article: defaultdict[tuple[str, str], list[tuple[int, Summary]]] = defaultdict(list)
    for index, summaries in enumerate(summaries_of):
        for task in tasks_of(summaries, sets):
            of_task = task.gold.article
            by_article[of_task.gold, of_task.id] += [(index, summary) for summary in task.summaries]
    tasks, owners = [], []
    for gold in sets:
        for article in gold.articles:
            if of_article := by_article[gold.card.name, article.article.id]:
                tasks.append(Task(article, [summary for _, summary in of_article]))
                owners += [index for index, _ in of_article]
    judged: list[list[tuple[Summary, ScoredSummary]]] = [[] for _ in summaries_of]
    for index, pair in zip(owners, score_all(scorer, tasks, step=step), strict=True):
        judged[index].append(pair)
    return judged


def _with_figures(
    manifest: Manifest,
    summaries: Sequence[Summary],
    judged: Sequence[tuple[Summary, ScoredSummary]],
    *,
    expected: int,
    judge: Judge | None,
    answers: Sequence[JudgedAnswer],
    unanswered: int,
    judge_prices: Prices | None,
) -> Scored:
    """What a scorer says of a run's summaries, with the run's figures; the arguments are those of `score_summaries`."""
    outcomes = tuple(outcome for _, of_summary in judged for outcome in of_summary.outcomes)
    flags = tuple(flag for _, of_summary in judged for flag in of_summary.flags)
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
        asked_about = [summary for summary, _ in judged]
        use = judge_use(judge, manifest.scorer, answers, asked_about, outcomes, unanswered, judge_prices)
        score = score.model_copy(update={"judge": use})
    return Scored(outcomes, flags, score)
