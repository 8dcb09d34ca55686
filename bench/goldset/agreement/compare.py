"""Two annotations of the same articles side by side."""

from __future__ import annotations

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
    first, second = ({gold.article.id: gold for gold in one.articles} for one in (a, b))
    common = [id_ for id_ in first if id_ in second]
    if not common:
        raise UsageError(f"{a.folder} and {b.folder} have no article in common; both must list it by the same id")
    pairs = [(first[id_], second[id_]) for id_ in common]
    for pair in pairs:
        _refuse_other_text(pair, b)
    facts, fact_differences = compare_facts(pairs)
    labels, notes, label_differences = compare_labels(pairs)
    return Agreement(
        a=str(a.folder),
        b=str(b.folder),
        annotators_a=a.card.annotators,
        annotators_b=b.card.annotators,
        articles=tuple(common),
        only_a=tuple(id_ for id_ in first if id_ not in second),
        only_b=tuple(id_ for id_ in second if id_ not in first),
        facts=facts,
        labels=labels,
        notes=tuple(notes),
        differences=(*fact_differences, *label_differences),
    )


def _refuse_other_text(pair: tuple[GoldArticle, GoldArticle], b: GoldSet) -> None:
    one, other = (gold.article.text.rstrip("\n") for gold in pair)
    if one == other:
        return
    lines = one.split("\n"), other.split("\n")
    alike = (mine == theirs for mine, theirs in zip(*lines, strict=False))
    line = next((number for number, is_same in enumerate(alike, 1) if not is_same), min(map(len, lines)) + 1)
    raise InputError(
        "the two annotations have different texts of this article; annotate the same text",
        file=b.folder / f"{pair[0].article.id}.txt",
        line=line,
    )
