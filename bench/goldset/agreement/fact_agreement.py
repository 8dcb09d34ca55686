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
    # Every field has its place, so that one which no two facts share is shown as 0 of 0.
    fields: dict[str, list[RecordedTwice]] = {name: [] for name in (*SCALES, *UNSCALED)}
    differences: list[Disagreement] = []
    other_kind = 0
    for a_article, b_article in pairs:
        id_ = a_article.article.id
        matched = pair_up(a_article.facts, b_article.facts)
        marked[0].update(located.fact.kind for located in a_article.facts)
        marked[1].update(located.fact.kind for located in b_article.facts)
        # Both facts of a pair are of one kind, so that either tells it.
        marked[2].update(a_article.facts[a_index].fact.kind for a_index, _ in matched)
        a_matched, b_matched = ({pair[who] for pair in matched} for who in (0, 1))
        only_a = [located for at, located in enumerate(a_article.facts) if at not in a_matched]
        only_b = [located for at, located in enumerate(b_article.facts) if at not in b_matched]
        # Marked by both, but one saw a credit where the other saw a hedge: not found by pairing, which asks for one
        # kind.
        other_kind += sum(any(_overlap(a_fact, b_fact) for b_fact in only_b) for a_fact in only_a)
        differences += [_difference(id_, located.fact, located.fact.kind, _cue(located), None) for located in only_a]
        differences += [_difference(id_, located.fact, located.fact.kind, None, _cue(located)) for located in only_b]
        # What was recorded can only be compared where both marked a fact; what one missed is counted above.
        for a_index, b_index in matched:
            fact = a_article.facts[a_index].fact
            for field in _fields(fact, b_article.facts[b_index].fact):
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


def _fields(a_fact: Fact, b_fact: Fact) -> Iterator[RecordedTwice]:
    """What two facts of one kind record besides their place."""
    kind = FACT_KINDS[a_fact.kind]
    if kind.trait is not None:
        a, b = (str(getattr(fact, kind.trait.field)) for fact in (a_fact, b_fact))
        yield RecordedTwice(kind.trait.field, a, b, a == b)
    if kind.value_field is not None:
        values = [_values(fact) for fact in (a_fact, b_fact)]
        yield RecordedTwice("value", _shown(values[0]), _shown(values[1]), values[0] == values[1])
    # A hedge may leave its source out, which is no disagreement on who it is.
    if a_fact.credited and b_fact.credited:
        a, b = ("; ".join(source.name for source in fact.credited) for fact in (a_fact, b_fact))
        # Either may list only one of two sources of a claim; a source in common is agreement.
        is_same = any(_is_same(a_source, b_source) for a_source in a_fact.credited for b_source in b_fact.credited)
        yield RecordedTwice("source", a, b, is_same)


def _is_same(a_source: Source, b_source: Source) -> bool:
    """Whether any name of one source holds all the content words of a name of the other: “Rubio”, “Marco Rubio”."""
    names = [[{word.stem for word in content_words(name)} for name in source.names] for source in (a_source, b_source)]
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


def _overlap(a_fact: LocatedFact, b_fact: LocatedFact) -> bool:
    return a_fact.cue[0] < b_fact.cue[1] and b_fact.cue[0] < a_fact.cue[1]


def _cue(located: LocatedFact) -> str:
    # The cue is located in the article, while the fact carries its quote alone.
    start, end = (at - located.quote[0] for at in located.cue)
    return located.fact.quote[start:end]


def _difference(article: str, fact: Fact, what: str, a: str | None, b: str | None) -> Disagreement:
    return Disagreement(article=article, what=what, a=a, b=b, quote=fact.quote, claim=fact.claim)
