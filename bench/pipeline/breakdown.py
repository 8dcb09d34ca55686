"""A run's verdicts broken down by what the facts are like: stance, strength, place of the cue, and set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

from bench.facts import FACT_KINDS, CuePosition, FactKind
from bench.goldset import GoldArticle
from bench.goldset.cue_position import cue_position
from bench.goldset.locate import LocatedFact
from bench.records import Kind, Outcome, Summary, Verdict
from bench.statistics import Resamples
from reports.scorecard_data import Breakdown, Slice


class Axis(NamedTuple):
    """One trait by which the facts of a kind are told apart."""

    trait: str
    """The field of the kind's trait, or `position` of the cue."""
    kind: Kind
    values: Sequence[str]
    of: Callable[[LocatedFact, str], str]
    """The value of a fact in an article's text."""
    dropped: Verdict
    """The error by which a fact loses altogether what it records."""


def _axes(kind: FactKind) -> Iterator[Axis]:
    if kind.loss is None:
        return
    # A name of this call's own, so that the lambda cannot see the trait of another kind.
    if (trait := kind.trait) is not None:
        yield Axis(
            trait.field, kind.kind, trait.names, lambda fact, _: str(getattr(fact.fact, trait.field)), kind.loss.verdict
        )
    if kind.is_cued:
        yield Axis("position", kind.kind, get_args(CuePosition), cue_position, kind.loss.verdict)


AXES = tuple(axis for kind in FACT_KINDS.values() for axis in _axes(kind))


class Tally:
    """Counts of what happened to the facts of a slice, by article."""

    def __init__(self) -> None:
        self.facts: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def add(self, article: str, outcome: Outcome, dropped: Verdict | None) -> None:
        """Count an outcome."""
        self.facts[article] += 1
        self.mentions[article] += outcome.is_mention
        self.kept[article] += outcome.verdict == "preserved"
        self.dropped[article] += outcome.verdict == dropped


def breakdowns(
    articles: Sequence[GoldArticle], summaries: Iterable[Summary], outcomes: Iterable[Outcome]
) -> tuple[Breakdown, ...]:
    """Break down a run's verdicts, each figure with its interval.

    Args:
        articles: of the run's gold sets; an outcome on any other article counts nowhere.
        summaries: all that came; outcomes on those that are not scored count nowhere.
        outcomes: verdicts.

    Returns:
        One for each of `AXES` that facts were judged on, and one by set if there are several.
    """
    scored = {summary.id for summary in summaries if summary.is_scored}
    traits = {
        (gold.article.gold, gold.article.id, located.fact.id): [
            (index, axis.of(located, gold.article.text))
            for index, axis in enumerate(AXES)
            if axis.kind == located.fact.kind
        ]
        for gold in articles
        for located in gold.facts
    }
    tallies: defaultdict[tuple[int, str], Tally] = defaultdict(Tally)
    sets: defaultdict[str, Tally] = defaultdict(Tally)
    for outcome in outcomes:
        key = outcome.gold, outcome.article, outcome.fact
        # A fact that is not in the sets any more has no trait to be told apart by.
        if outcome.summary not in scored or outcome.verdict == "unscored" or key not in traits:
            continue
        article = f"{outcome.gold}/{outcome.article}"
        # Sets hold facts of every kind, so there is no one error by which they lose what they record.
        sets[outcome.gold].add(article, outcome, None)
        for index, value in traits[key]:
            tallies[index, value].add(article, outcome, AXES[index].dropped)
    # The same draws for all slices, as for all figures of a run.
    resamples = Resamples(sorted({article for tally in sets.values() for article in tally.facts}))
    parts = [
        Breakdown(
            trait=axis.trait,
            kind=axis.kind,
            # Asked with `in`, since to look a key up in a defaultdict would make an empty slice.
            slices=tuple(
                _slice(value, tallies[index, value], resamples) for value in axis.values if (index, value) in tallies
            ),
        )
        for index, axis in enumerate(AXES)
    ]
    if len(sets) > 1:
        of_sets = tuple(_slice(name, tally, resamples, is_mixed=True) for name, tally in sorted(sets.items()))
        parts.append(Breakdown(trait="set", kind=None, slices=of_sets))
    return tuple(part for part in parts if part.slices)


def _slice(name: str, tally: Tally, resamples: Resamples, *, is_mixed: bool = False) -> Slice:
    return Slice(
        name=name,
        coverage=resamples.ratio(tally.mentions, tally.facts),
        faithfulness=resamples.ratio(tally.kept, tally.mentions),
        dropped=None if is_mixed else resamples.ratio(tally.dropped, tally.mentions),
    )
