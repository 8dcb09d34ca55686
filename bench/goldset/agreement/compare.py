"""Two annotations of the same articles side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bench.errors import InputError, UsageError
from bench.goldset.agreement.facts import compare_facts
from bench.goldset.agreement.labels import compare_labels
from bench.goldset.agreement.records import Agreement
from bench.goldset.folder import GoldArticle, GoldSet


def agree(a: GoldSet, b: GoldSet) -> Agreement:
    """Compare two annotations.

    Raises:
        InputError: an article is not the same text in both.
        UsageError: they have no article in common.
    """
    first, second = ({gold.article.id: (one, gold) for gold in one.articles} for one in (a, b))
    return _compare(first, second, (str(a.folder), str(b.folder)))


def agree_pooled(a: Sequence[GoldSet], b: Sequence[GoldSet], where: tuple[str, str]) -> Agreement:
    """Compare two annotations of several sets as one; sets are the same by their name.

    Args:
        a: the sets of the first annotation.
        b: those of the second.
        where: what the two are called.

    Returns:
        An agreement whose articles are called `SET/ARTICLE`.

    Raises:
        InputError: an article is not the same text in both.
        UsageError: they have no article in common.
    """
    first, second = (
        {f"{one.card.name}/{gold.article.id}": (one, gold) for one in sets for gold in one.articles} for sets in (a, b)
    )
    return _compare(first, second, where)


def _compare(
    first: dict[str, tuple[GoldSet, GoldArticle]],
    second: dict[str, tuple[GoldSet, GoldArticle]],
    where: tuple[str, str],
) -> Agreement:
    common = [id_ for id_ in first if id_ in second]
    if not common:
        raise UsageError(f"{where[0]} and {where[1]} have no article in common; both must list it by the same id")
    for id_ in common:
        _refuse_other_text(first[id_][1], *second[id_])
    pairs = [(_called(id_, first[id_][1]), _called(id_, second[id_][1])) for id_ in common]
    facts, fact_differences = compare_facts(pairs)
    labels, notes, label_differences = compare_labels(pairs)
    return Agreement(
        a=where[0],
        b=where[1],
        annotators_a=_annotators(first, common),
        annotators_b=_annotators(second, common),
        articles=tuple(common),
        only_a=tuple(id_ for id_ in first if id_ not in second),
        only_b=tuple(id_ for id_ in second if id_ not in first),
        facts=facts,
        labels=labels,
        notes=tuple(notes),
        differences=(*fact_differences, *label_differences),
    )


def _called(id_: str, gold: GoldArticle) -> GoldArticle:
    return gold.model_copy(update={"article": gold.article.model_copy(update={"id": id_})})


def _annotators(side: dict[str, tuple[GoldSet, GoldArticle]], ids: Sequence[str]) -> tuple[str, ...]:
    """Whoever annotated these articles, each once, in the order of the articles."""
    return tuple(dict.fromkeys(name for id_ in ids for name in side[id_][0].card.annotators))


def _refuse_other_text(one: GoldArticle, b: GoldSet, other: GoldArticle) -> None:
    mine, theirs = (gold.article.text.rstrip("\n") for gold in (one, other))
    if mine == theirs:
        return
    lines = mine.split("\n"), theirs.split("\n")
    alike = (first == second for first, second in zip(*lines, strict=False))
    line = next((number for number, is_same in enumerate(alike, 1) if not is_same), min(map(len, lines)) + 1)
    raise InputError(
        "the two annotations have different texts of this article; annotate the same text",
        file=b.folder / f"{other.article.id}.txt",
        line=line,
    )
