"""Agreement on gold facts: which were marked, and what was recorded of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bench.facts import FACT_KINDS, Fact, Source
from bench.goldset.agreement.alpha import agreed
from bench.goldset.agreement.fact_pairing import pair_up
from bench.goldset.agreement.results import Agreed, Counted, Disagreement, FactAgreement
from bench.goldset.loading import GoldArticle
from bench.goldset.locate import LocatedFact
from bench.goldset.stems import content_words
from bench.records import KINDS

SCALES: dict[str, tuple[tuple[str, ...], Literal["nominal", "ordinal"]]] = {
    kind.trait.field: (kind.trait.names, "ordinal" if kind.trait.is_ordinal else "nominal")
    for kind in FACT_KINDS.values()
    if kind.trait is not None
}
UNSCALED = ("value", "source")
"""What has far too many values for agreement by chance."""


class RecordedTwice(NamedTuple):
    """What two annotators recorded in one field of one fact."""

    name: str
    a: str
    b: str
    is_same: bool


def compare_facts(pairs: Sequence[tuple[GoldArticle, GoldArticle]]) -> tuple[FactAgreement, list[Disagreement]]:
    """Compare the facts of the same articles in two annotations."""
    marked: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    fields: dict[str, list[RecordedTwice]] = {name: [] for name in (*SCALES, *UNSCALED)}
    differences: list[Disagreement] = []
    other_kind = 0
    for first, second in pairs:
        id_ = first.article.id
        matched = pair_up(first.facts, second.facts)
        marked[0].update(located.fact.kind for located in first.facts)
        marked[1].update(located.fact.kind for located in second.facts)
        marked[2].update(first.facts[at_first].fact.kind for at_first, _ in matched)
        matched_first, matched_second = ({pair[who] for pair in matched} for who in (0, 1))
        only_a = [located for at, located in enumerate(first.facts) if at not in matched_first]
        only_b = [located for at, located in enumerate(second.facts) if at not in matched_second]
        other_kind += sum(any(_overlap(own, other) for other in only_b) for own in only_a)
        differences += [_difference(id_, located.fact, located.fact.kind, _cue(located), None) for located in only_a]
        differences += [_difference(id_, located.fact, located.fact.kind, None, _cue(located)) for located in only_b]
        for at_first, at_second in matched:
            fact = first.facts[at_first].fact
            for field in _fields(fact, second.facts[at_second].fact):
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


def _fields(first: Fact, second: Fact) -> Iterator[RecordedTwice]:
    """What two facts of one kind record besides their place."""
    kind = FACT_KINDS[first.kind]
    if kind.trait is not None:
        a, b = (str(getattr(fact, kind.trait.field)) for fact in (first, second))
        yield RecordedTwice(kind.trait.field, a, b, a == b)
    if kind.value_field is not None:
        values = [_values(fact) for fact in (first, second)]
        yield RecordedTwice("value", _shown(values[0]), _shown(values[1]), values[0] == values[1])
    if first.credited and second.credited:
        a, b = ("; ".join(source.name for source in fact.credited) for fact in (first, second))
        is_same = any(_is_same(source, other) for source in first.credited for other in second.credited)
        yield RecordedTwice("source", a, b, is_same)


def _is_same(first: Source, second: Source) -> bool:
    """Whether any name of one source holds all the words of a name of the other."""
    names = [[{word.stem for word in content_words(name)} for name in source.names] for source in (first, second)]
    return any(
        words and other_words and (words <= other_words or other_words <= words)
        for words in names[0]
        for other_words in names[1]
    )


def _values(fact: Fact) -> tuple[float | str, ...]:
    """The value of a fact, with the upper end of a range."""
    fields = (field.name for field in FACT_KINDS[fact.kind].fields if field.holds in ("value", "decimal"))
    return tuple(value for name in fields if (value := getattr(fact, name)) is not None)


def _shown(values: tuple[float | str, ...]) -> str:
    return " to ".join(f"{value:g}" if isinstance(value, float) else value for value in values)


def _overlap(first: LocatedFact, second: LocatedFact) -> bool:
    return first.cue[0] < second.cue[1] and second.cue[0] < first.cue[1]


def _cue(located: LocatedFact) -> str:
    start, end = (at - located.quote[0] for at in located.cue)
    return located.fact.quote[start:end]


def _difference(article: str, fact: Fact, what: str, a: str | None, b: str | None) -> Disagreement:
    return Disagreement(article=article, what=what, a=a, b=b, quote=fact.quote, claim=fact.claim)
