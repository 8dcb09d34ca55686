"""Everything in a gold set's folder, drafts included: what is exported, imported and counted.

Loading a set for scoring refuses drafts and leaves the set's own README aside; this does neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bench.errors import InputError
from bench.facts import FACT, Fact, Mistake
from bench.goldset.files import read_article, read_rows, read_text
from bench.goldset.linting.schema_mistakes import mistakes
from bench.goldset.loading import ArticleCard, SetCard, read_card
from bench.goldset.locate import NotLocatedError, locate
from bench.goldset.rejected import REJECTED
from bench.records import LabelledSummary, Record
from bench.storage import is_present

LABELLED: TypeAdapter[LabelledSummary] = TypeAdapter(LabelledSummary)


class ArticleContent(Record):
    """An article with everything that was annotated in it."""

    id: str
    about: ArticleCard
    text: str
    facts: tuple[Fact, ...] = ()
    """As they stand in the file: drafts too."""
    labels: tuple[LabelledSummary, ...] = ()
    rejected: str = ""
    """The text of the file of what was thrown out."""


class SetContent(Record):
    """A whole set."""

    card: SetCard
    articles: tuple[ArticleContent, ...]
    """In the order of the card."""
    readme: str | None = None
    """The text of the set's own README.md, if it has one."""
    versions: str | None = None
    """The text of its versions.jsonl, if it has one."""


def read_content(folder: Path) -> SetContent:
    """Read a set's folder.

    Raises:
        InputError: a file of the set is wrong.
    """
    card = read_card(folder / "set.toml")
    # Every part has been validated on its own; to validate all of a large set again would only take time.
    return SetContent.model_construct(
        card=card,
        articles=tuple(_read_article(folder, id_, about) for id_, about in card.articles.items()),
        readme=_optional(folder / "README.md"),
        versions=_optional(folder / "versions.jsonl"),
    )


def fact_misfits(fact: Fact, text: str, earlier: Sequence[Fact] = ()) -> Iterator[Mistake]:
    """Reasons why a fact cannot stand in a set, given its article's text and the facts before it."""
    if any(fact.id == fact_before.id for fact_before in earlier):
        yield Mistake("id", f"a second fact '{fact.id}'; give it an id of its own")
    try:
        locate(fact, text)
    except NotLocatedError as error:
        yield Mistake(error.field, str(error))


def summary_misfits(
    summary: LabelledSummary, facts: Sequence[Fact], earlier: Sequence[LabelledSummary]
) -> Iterator[Mistake]:
    """Reasons why a labelled summary cannot stand in a set, given its article's facts and the summaries before it."""
    if any(summary.id == summary_before.id for summary_before in earlier):
        yield Mistake("id", f"a second summary '{summary.id}'; give it an id of its own")
    if unknown := sorted(set(summary.labels) - {fact.id for fact in facts}):
        yield Mistake("labels", f"no fact '{unknown[0]}' in this article")


def _read_article(folder: Path, id_: str, about: ArticleCard) -> ArticleContent:
    text = read_article(folder / f"{id_}.txt")
    facts: list[Fact] = []
    path = folder / f"{id_}.facts.jsonl"
    for line, record in read_rows(path, "article_facts"):
        try:
            fact: Fact = FACT.validate_python(record)
        except ValidationError as error:
            raise _wrong(mistakes(error), path, line) from None
        # The schema looks at one line alone; ids and quotes have to fit the lines before and the article too.
        if misfits := list(fact_misfits(fact, text, facts)):
            raise _wrong(iter(misfits), path, line)
        facts.append(fact)
    labels: list[LabelledSummary] = []
    path = folder / f"{id_}.labels.jsonl"
    # A set without labelled summaries has no such file; one without facts has an empty one.
    for line, record in read_rows(path, "article_summaries") if is_present(path) else ():
        try:
            summary = LABELLED.validate_python(record)
        except ValidationError as error:
            raise _wrong(mistakes(error), path, line) from None
        if misfits := list(summary_misfits(summary, facts, labels)):
            raise _wrong(iter(misfits), path, line)
        labels.append(summary)
    return ArticleContent.model_construct(
        id=id_,
        about=about,
        text=text,
        facts=tuple(facts),
        labels=tuple(labels),
        rejected=_optional(folder / f"{id_}{REJECTED}") or "",
    )


def _wrong(misfits: Iterator[Mistake], path: Path, line: int) -> InputError:
    misfit = next(misfits)
    return InputError(misfit.message, file=path, line=line, field=misfit.field)


def _optional(path: Path) -> str | None:
    return read_text(path) if is_present(path) else None
