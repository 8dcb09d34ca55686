"""Agreement on gold facts: which were marked, and what was recorded of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact, Source
from bench.goldset.agreement.alpha import agreed
from bench.goldset.agreement.matching import pair_up
from bench.goldset.agreement.records import Agreed, Counted, Difference, FactAgreement
from bench.goldset.folder import GoldArticle
from bench.goldset.locate import LocatedFact
from bench.goldset.words import content_words
from bench.records import KINDS
from bench.records.statement import Comparator, Stance, Strength

SCALES: dict[str, tuple[tuple[str, ...], Literal["nominal", "ordinal"]]] = {
    "stance": (get_args(Stance), "nominal"),
    "strength": (get_args(Strength), "ordinal"),
    "comparator": (get_args(Comparator), "nominal"),
}
UNSCALED = ("value", "source")
"""Fields with far too many values for agreement by chance."""


class Field(NamedTuple):
    """What two annotators recorded of one fact."""

    name: str
    a: str
    b: str
    is_same: bool


def compare_facts(pairs: Sequence[tuple[GoldArticle, GoldArticle]]) -> tuple[FactAgreement, list[Difference]]:
    """Compare the facts of the same articles in two annotations."""
    marked: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    fields: dict[str, list[Field]] = {name: [] for name in (*SCALES, *UNSCALED)}
    differences: list[Difference] = []
    other_kind = 0
    for one, other in pairs:
        id_ = one.article.id
        matched = pair_up(one.facts, other.facts)
        marked[0].update(located.fact.kind for located in one.facts)
        marked[1].update(located.fact.kind for located in other.facts)
        marked[2].update(one.facts[row].fact.kind for row, _ in matched)
        rows, columns = ({pair[who] for pair in matched} for who in (0, 1))
        only_a = [located for at, located in enumerate(one.facts) if at not in rows]
        only_b = [located for at, located in enumerate(other.facts) if at not in columns]
        other_kind += sum(any(_overlap(mine, theirs) for theirs in only_b) for mine in only_a)
        differences += [_difference(id_, located.fact, located.fact.kind, _cue(located), None) for located in only_a]
        differences += [_difference(id_, located.fact, located.fact.kind, None, _cue(located)) for located in only_b]
        for row, column in matched:
            fact = one.facts[row].fact
            for field in _fields(fact, other.facts[column].fact):
                fields[field.name].append(field)
                if not field.is_same:
                    differences.append(_difference(id_, fact, field.name, field.a, field.b))
    selection: dict[str, Counted] = {}
    for kind in KINDS:
        selection[kind] = Counted(a=marked[0][kind], b=marked[1][kind], both=marked[2][kind])
    selection["all"] = Counted(a=marked[0].total(), b=marked[1].total(), both=marked[2].total())
    scaled = {
        name: agreed([(field.a, field.b) for field in fields[name]], values, level)
        for name, (values, level) in SCALES.items()
    }
    unscaled = {
        name: Agreed(same=sum(field.is_same for field in fields[name]), of=len(fields[name])) for name in UNSCALED
    }
    return FactAgreement(selection=selection, other_kind=other_kind, fields={**scaled, **unscaled}), differences


def _fields(first: Fact, second: Fact) -> Iterator[Field]:
    """What two facts of one kind record besides their place."""
    if isinstance(first, AttributionFact) and isinstance(second, AttributionFact):
        yield Field("stance", first.stance, second.stance, first.stance == second.stance)
    if isinstance(first, HedgeFact) and isinstance(second, HedgeFact):
        yield Field("strength", first.strength, second.strength, first.strength == second.strength)
    if isinstance(first, NumberFact) and isinstance(second, NumberFact):
        yield Field("comparator", first.comparator, second.comparator, first.comparator == second.comparator)
        values = [(fact.value, fact.value_high) for fact in (first, second)]
        yield Field("value", _value(first), _value(second), values[0] == values[1])
    elif not isinstance(first, NumberFact) and not isinstance(second, NumberFact) and first.sources and second.sources:
        a, b = ("; ".join(source.name for source in fact.sources) for fact in (first, second))
        is_same = any(_is_same(source, other) for source in first.sources for other in second.sources)
        yield Field("source", a, b, is_same)


def _is_same(one: Source, other: Source) -> bool:
    """Whether any name of one source holds all the words of a name of the other."""
    names = [[{word.stem for word in content_words(name)} for name in source.names] for source in (one, other)]
    return any(mine and theirs and (mine <= theirs or theirs <= mine) for mine in names[0] for theirs in names[1])


def _value(fact: NumberFact) -> str:
    text = f"{fact.value:g}" if isinstance(fact.value, float) else fact.value
    return text if fact.value_high is None else f"{text} to {fact.value_high:g}"


def _overlap(one: LocatedFact, other: LocatedFact) -> bool:
    return one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]


def _cue(located: LocatedFact) -> str:
    start, end = (at - located.quote[0] for at in located.cue)
    return located.fact.quote[start:end]


def _difference(article: str, fact: Fact, what: str, a: str | None, b: str | None) -> Difference:
    return Difference(article=article, what=what, a=a, b=b, quote=fact.quote, claim=fact.claim)
