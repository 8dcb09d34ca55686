"""The order in which a run's verdicts are shown."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import cycle

from bench.records import STRATA, Outcome, Stratum, stratum_of

TURNS: tuple[Stratum, ...] = ("error", "preserved", "error", "omitted")
"""Every second one is charged with an error while there are any, so that precision is known soon; nobody can get used
to agreeing, and whoever stops has judged some of each."""


def in_order(outcomes: Iterable[Outcome], seed: int, *, blind: bool = False) -> tuple[Outcome, ...]:
    """All verdicts that can be audited, with each stratum shuffled separately.

    Wherever a person stops, what is judged until then is a simple random sample of each stratum.

    Args:
        outcomes: the scorer's verdicts; `unscored` ones are left out.
        seed: of the shuffling: the same outcomes, in any order, always come in the same one.
        blind: draw by chance whose turn it is, so that the place of a verdict tells nothing of it.
    """
    remaining: dict[Stratum, list[Outcome]] = {stratum: [] for stratum in STRATA}
    # Sorted first: shuffling depends on the order that it begins with, and scoring in parallel may change that.
    for outcome in sorted(outcomes, key=lambda outcome: (outcome.gold, outcome.article, outcome.summary, outcome.fact)):
        if stratum := stratum_of(outcome.verdict):
            remaining[stratum].append(outcome)
    for stratum in STRATA:
        # A generator for each stratum, so that another verdict in one does not change the order of the others.
        random.Random(f"{seed} {stratum}").shuffle(remaining[stratum])  # noqa: S311  # chance, not secrecy
    return tuple(_dealt(remaining, _drawn_turns(seed) if blind else cycle(TURNS)))


def _drawn_turns(seed: int) -> Iterator[Stratum]:
    by_chance = random.Random(f"{seed} turns")  # noqa: S311  # chance, not secrecy
    while True:
        yield by_chance.choice(TURNS)


def _dealt(remaining: dict[Stratum, list[Outcome]], turns: Iterator[Stratum]) -> Iterator[Outcome]:
    while any(remaining.values()):
        # A stratum that is used up is passed over, and the others take its turns.
        if of_stratum := remaining[next(turns)]:
            yield of_stratum.pop()
