"""Which summaries of two models belong together, and on which facts several models differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.records import DifferingFact, Flag, Outcome, SampleKey, Summary


class Side:
    """One model's scored summaries, with their verdicts and flags."""

    def __init__(self, summaries: Sequence[Summary], outcomes: Sequence[Outcome], flags: Sequence[Flag]) -> None:
        """Pick out what belongs to the model.

        Args:
            summaries: of this model; those that are not scored are passed over.
            outcomes: of any summaries.
            flags: of any summaries.
        """
        self.summaries: dict[SampleKey, Summary] = {(s.gold, s.article, s.sample): s for s in summaries if s.is_scored}
        # Two models' summaries have ids of their own; set, article and sample are what they have in common.
        key_of = {summary.id: key for key, summary in self.summaries.items()}
        self.outcomes: defaultdict[SampleKey, dict[str, Outcome]] = defaultdict(dict)
        """By fact; what was not judged is left out."""
        for outcome in outcomes:
            if outcome.summary in key_of and outcome.verdict != "unscored":
                self.outcomes[key_of[outcome.summary]][outcome.fact] = outcome
        self.flags: Counter[SampleKey] = Counter(key_of[flag.summary] for flag in flags if flag.summary in key_of)

    @property
    def articles(self) -> set[tuple[str, str]]:
        """The articles of which it has a scored summary."""
        return {key[:2] for key in self.summaries}


class SummaryPair(NamedTuple):
    """Two models' summaries of one article and sample."""

    article: str
    """`set/article`."""
    outcomes: tuple[tuple[Outcome, Outcome], ...]
    """Of the facts that were judged in both."""
    flags: tuple[int, int]
    words: tuple[int, int]


def pair_up(base: Side, rival: Side) -> tuple[list[SummaryPair], int]:
    """The pairs of two models, in the order of the first, and how many summaries have no counterpart."""
    pairs = []
    for key, summary in base.summaries.items():
        # A summary without a counterpart would put the difficulty of its article on one side alone.
        if (counterpart := rival.summaries.get(key)) is None:
            continue
        base_outcomes, rival_outcomes = base.outcomes[key], rival.outcomes[key]
        pairs.append(
            SummaryPair(
                article=f"{key[0]}/{key[1]}",
                # A fact that one of the two was not judged on counts for neither.
                outcomes=tuple(
                    (outcome, rival_outcomes[fact]) for fact, outcome in base_outcomes.items() if fact in rival_outcomes
                ),
                flags=(base.flags[key], rival.flags[key]),
                words=(len(summary.text.split()), len(counterpart.text.split())),
            )
        )
    # A pair uses up one summary on each side; whatever is left on either side has no counterpart.
    return pairs, len(base.summaries) + len(rival.summaries) - 2 * len(pairs)


def differing(sides: Mapping[str, Side]) -> Iterator[DifferingFact]:
    """The facts on which the models differ, wherever the first of them and another have a summary.

    Args:
        sides: by label.
    """
    base, *rivals = sides.values()
    for key in base.summaries:
        outcomes_of = {label: side.outcomes[key] for label, side in sides.items() if key in side.summaries}
        if not any(key in rival.summaries for rival in rivals):
            continue
        facts = dict.fromkeys(fact for outcomes in outcomes_of.values() for fact in outcomes)
        for fact in facts:
            judged = {label: outcomes[fact] for label, outcomes in outcomes_of.items() if fact in outcomes}
            verdicts = {label: outcome.verdict for label, outcome in judged.items()}
            # Where only one model has a verdict there is nothing to differ from.
            if len(set(verdicts.values())) > 1:
                kind = next(iter(judged.values())).kind
                gold, article, sample = key
                yield DifferingFact(gold=gold, article=article, sample=sample, fact=fact, kind=kind, verdicts=verdicts)
