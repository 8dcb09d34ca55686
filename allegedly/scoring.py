"""Scoring summaries that are in memory."""

from __future__ import annotations

from collections.abc import Iterable

from bench import scorers
from bench.errors import UsageError
from bench.goldset import GoldSet
from bench.goldset.loading import refuse_namesakes
from bench.records import Flag, Outcome, Record, Summary


class Result(Record):
    """What a scorer says of some summaries."""

    outcomes: tuple[Outcome, ...]
    """One for each gold fact of its article and each summary that was produced, in the order of the summaries."""
    flags: tuple[Flag, ...]
    """What the summaries say without support in their article and no gold fact covers."""


def score(gold: GoldSet | Iterable[GoldSet], summaries: Iterable[Summary], *, scorer: str = "rules") -> Result:
    """Score summaries of the articles of gold sets, in this process.

    A summary that was not produced (`status` is `empty`, `refused` or `failed`) is never scored.

    Args:
        gold: the set that the summaries are of, or several sets, each with a name of its own.
        summaries: their `gold` and `article` name a set of those and an article in it.
        scorer: its name, as for `bench score --scorer`.

    Raises:
        UsageError: there is no such scorer, two sets have one name, or a summary is of an article of none of them.
    """
    judge = scorers.get(scorer)
    sets = (gold,) if isinstance(gold, GoldSet) else tuple(gold)
    refuse_namesakes(gold_set.card.name for gold_set in sets)
    articles = {(gold_set.card.name, article.article.id): article for gold_set in sets for article in gold_set.articles}
    outcomes: list[Outcome] = []
    flags: list[Flag] = []
    for summary in summaries:
        article = articles.get((summary.gold, summary.article))
        if article is None:
            names = ", ".join(gold_set.card.name for gold_set in sets) or "none"
            raise UsageError(
                f"summary '{summary.id}' is of article '{summary.article}' of the set '{summary.gold}', "
                f"which is not in the gold that was given: {names}"
            )
        if summary.is_scored:
            for scored in judge.score(article, [summary]):
                outcomes += scored.outcomes
                flags += scored.flags
    return Result(outcomes=tuple(outcomes), flags=tuple(flags))
