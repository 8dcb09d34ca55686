"""The first articles of several sets, spread over them: for a trial that costs little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.goldset.loading import GoldSet


def first_articles(sets: Sequence[GoldSet], limit: int) -> tuple[GoldSet, ...]:
    """Sets of the first articles alone: one of each set in turn, until there are enough.

    The order in which the sets are named makes no difference, and a higher limit takes the same articles and more.

    Args:
        sets: each with a name of its own.
        limit: articles in all.

    Returns:
        The sets in their order, without those of which no article is taken.
    """
    # Round by round; within a round by the sets' names.
    turns = sorted((turn, gold.card.name) for gold in sets for turn in range(len(gold.articles)))
    taken = Counter(name for _, name in turns[:limit])
    return tuple(cut(gold, taken[gold.card.name]) for gold in sets if taken[gold.card.name])


def cut(gold: GoldSet, first: int | None) -> GoldSet:
    """A set of its first articles alone; None takes all."""
    if first is None or first >= len(gold.articles):
        return gold
    return gold.model_copy(update={"articles": gold.articles[:first], "first": first})
