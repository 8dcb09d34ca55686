"""Which summaries of two models belong together, and on which facts several models differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.records import DifferingFact, Flag, Outcome, Summary

Place = tuple[str, str, int]
"""Gold set, article, sample."""


class Side:
    """One model's scored summaries, with what was said of them."""

    def __init__(self, summaries: Sequence[Summary], outcomes: Sequence[Outcome], flags: Sequence[Flag]) -> None:
        """Take in what belongs to the model.

        Args:
            summaries: of this model; those that are not scored are passed over.
            outcomes: of any summaries.
            flags: of any summaries.
        """
        self.summaries: dict[Place, Summary] = {(s.gold, s.article, s.sample): s for s in summaries if s.is_scored}
        of = {summary.id: place for place, summary in self.summaries.items()}
        self.outcomes: defaultdict[Place, dict[str, Outcome]] = defaultdict(dict)
        """By fact; what was not judged is left out."""
        for outcome in outcomes:
            if outcome.summary in of and outcome.verdict != "unscored":
                self.outcomes[of[outcome.summary]][outcome.fact] = outcome
        self.flags: Counter[Place] = Counter(of[flag.summary] for flag in flags if flag.summary in of)

    @property
    def articles(self) -> set[tuple[str, str]]:
        """Those that it has a scored summary of."""
        return {place[:2] for place in self.summaries}


class SummaryPair(NamedTuple):
    """Two models' summaries of one article and sample."""

    article: str
    """`set/article`."""
    outcomes: tuple[tuple[Outcome, Outcome], ...]
    """Of the facts that were judged in both."""
    flags: tuple[int, int]
    words: tuple[int, int]


def pair_up(base: Side, other: Side) -> tuple[list[SummaryPair], int]:
    """The pairs of two models, in the order of the first, and how many summaries have no counterpart."""
    pairs = []
    for place, summary in base.summaries.items():
        if (counterpart := other.summaries.get(place)) is None:
            continue
        first, second = base.outcomes[place], other.outcomes[place]
        pairs.append(
            SummaryPair(
                article=f"{place[0]}/{place[1]}",
                outcomes=tuple((outcome, second[fact]) for fact, outcome in first.items() if fact in second),
                flags=(base.flags[place], other.flags[place]),
                words=(len(summary.text.split()), len(counterpart.text.split())),
            )
        )
    return pairs, len(base.summaries) + len(other.summaries) - 2 * len(pairs)


def differing(sides: Mapping[str, Side]) -> Iterator[DifferingFact]:
    """The facts on which the models differ, wherever the first of them and another have a summary.

    Args:
        sides: by label.
    """
    base, *others = sides.values()
    for place in base.summaries:
        there = {label: side.outcomes[place] for label, side in sides.items() if place in side.summaries}
        if not any(place in other.summaries for other in others):
            continue
        facts = dict.fromkeys(fact for outcomes in there.values() for fact in outcomes)
        for fact in facts:
            judged = {label: outcomes[fact] for label, outcomes in there.items() if fact in outcomes}
            verdicts = {label: outcome.verdict for label, outcome in judged.items()}
            if len(set(verdicts.values())) > 1:
                kind = next(iter(judged.values())).kind
                gold, article, sample = place
                yield DifferingFact(gold=gold, article=article, sample=sample, fact=fact, kind=kind, verdicts=verdicts)
