"""Compare two annotations of the same articles, for one set or for all sets in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.counted import counted
from bench.errors import InputError, UsageError
from bench.goldset.agreement.fact_agreement import compare_facts
from bench.goldset.agreement.label_agreement import compare_labels
from bench.goldset.agreement.results import AnnotationAgreement
from bench.goldset.loading import GoldArticle, GoldSet, load, refuse_namesakes, shipped
from bench.storage import is_present


def agree_at(a_path: str, b_path: str) -> AnnotationAgreement:
    """Compare two annotations, each a set's name, a set's folder, or a folder of sets.

    Two sets are compared whatever their names are. If either is a folder of sets, sets are paired by name, and all
    articles that both sides annotated are counted together.

    Raises:
        InputError: a file of a set is wrong, or an article is not the same text in both.
        UsageError: there is no such set, one folder holds two sets of one name, or nothing is in common.
    """
    folders = _sets_in(a_path), _sets_in(b_path)
    # Two single sets may have different names: a second annotation is often a copy under a name of its own.
    if not any(folders):
        return agree(load(a_path), load(b_path))
    a, b = (
        _load_all(sets_in, name) if sets_in else (load(name),)
        for sets_in, name in zip(folders, (a_path, b_path), strict=True)
    )
    return agree_pooled(a, b, (a_path, b_path))


def _sets_in(name_or_path: str) -> list[Path]:
    """The sets in a folder of sets; empty for anything else."""
    # A shipped set goes by its name even where a folder of that name lies in the current one, as it does elsewhere.
    if name_or_path in shipped() or is_present(Path(name_or_path) / "set.toml"):
        return []
    return sorted(card.parent for card in Path(name_or_path).glob("*/set.toml"))


def _load_all(folders: list[Path], where: str) -> tuple[GoldSet, ...]:
    sets = tuple(load(str(folder)) for folder in folders)
    # Sets are paired by name, so that two of one name could not be told apart.
    refuse_namesakes((gold.card.name for gold in sets), f"the sets in {where}")
    return sets


def agree(a: GoldSet, b: GoldSet) -> AnnotationAgreement:
    """Compare two annotations.

    Raises:
        InputError: an article is not the same text in both.
        UsageError: they have no article in common.
    """
    a_articles, b_articles = (
        {gold.article.id: (annotation, gold) for gold in annotation.articles} for annotation in (a, b)
    )
    return _compare(a_articles, b_articles, (str(a.folder), str(b.folder)))


def agree_pooled(a: Sequence[GoldSet], b: Sequence[GoldSet], where: tuple[str, str]) -> AnnotationAgreement:
    """Compare two annotations of several sets as if they were one set; sets are paired by name.

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
    a_articles, b_articles = (
        {f"{gold_set.card.name}/{gold.article.id}": (gold_set, gold) for gold_set in sets for gold in gold_set.articles}
        for sets in (a, b)
    )
    return _compare(a_articles, b_articles, where)


def _compare(
    a_articles: dict[str, tuple[GoldSet, GoldArticle]],
    b_articles: dict[str, tuple[GoldSet, GoldArticle]],
    where: tuple[str, str],
) -> AnnotationAgreement:
    common = [id_ for id_ in a_articles if id_ in b_articles]
    if not common:
        raise UsageError(f"{where[0]} and {where[1]} have no article in common; both must list it by the same id")
    for id_ in common:
        _refuse_other_text(a_articles[id_][1], *b_articles[id_])
    # Two sets may each have an article "storm": with the set's name in front, a difference says which one it is in.
    pairs = [(_called(id_, a_articles[id_][1]), _called(id_, b_articles[id_][1])) for id_ in common]
    # Facts and labels apart: a second annotation often has one of the two alone.
    facts, fact_differences = compare_facts(pairs)
    labels, notes, label_differences = compare_labels(pairs)
    return AnnotationAgreement(
        a=where[0],
        b=where[1],
        annotators_a=_annotators(a_articles, common),
        annotators_b=_annotators(b_articles, common),
        articles=tuple(common),
        only_a=tuple(id_ for id_ in a_articles if id_ not in b_articles),
        only_b=tuple(id_ for id_ in b_articles if id_ not in a_articles),
        facts=facts,
        labels=labels,
        notes=(*_drafts(where[0], a_articles, common), *_drafts(where[1], b_articles, common), *notes),
        differences=(*fact_differences, *label_differences),
    )


def _drafts(where: str, side: dict[str, tuple[GoldSet, GoldArticle]], ids: Sequence[str]) -> Iterator[str]:
    if drafts := sum(side[id_][1].drafts for id_ in ids):
        yield f"{counted(drafts, 'draft')} in {where}, on which 'bench gold edit' decides"


def _called(id_: str, gold: GoldArticle) -> GoldArticle:
    return gold.model_copy(update={"article": gold.article.model_copy(update={"id": id_})})


def _annotators(side: dict[str, tuple[GoldSet, GoldArticle]], ids: Sequence[str]) -> tuple[str, ...]:
    """Everybody who annotated these articles, each once, in the order of the articles."""
    return tuple(dict.fromkeys(name for id_ in ids for name in side[id_][0].card.annotators))


def _refuse_other_text(a_article: GoldArticle, b: GoldSet, b_article: GoldArticle) -> None:
    # Editors add or drop the line end at the end of a file; no offset depends on it.
    a_text, b_text = (gold.article.text.rstrip("\n") for gold in (a_article, b_article))
    if a_text == b_text:
        return
    lines = a_text.split("\n"), b_text.split("\n")
    alike = (a_line == b_line for a_line, b_line in zip(*lines, strict=False))
    # Lines that all agree as far as the shorter text goes leave the difference in the line after it.
    line = next((number for number, is_same in enumerate(alike, 1) if not is_same), min(map(len, lines)) + 1)
    raise InputError(
        "the two annotations have different texts of this article; annotate the same text",
        file=f"{b.folder}/{b_article.article.id}.txt",
        line=line,
    )
