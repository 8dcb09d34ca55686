"""Sets made from tables again, with every cell checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bench.bounds import refusal
from bench.errors import InputError
from bench.facts import FACT, FACT_KINDS, Fact, Mistake
from bench.goldset.content import LABELLED, ArticleContent, SetContent, fact_misfits
from bench.goldset.exchange.columns import TABLES, Cell, Column, ReadRow, ReadTables, joined_value
from bench.goldset.linting.schema_mistakes import cut, mistakes
from bench.goldset.loading import ArticleCard, Name, SetCard
from bench.records import KINDS, Kind, LabelledFlag, LabelledSummary, Verdict

T = TypeVar("T")
ArticleKey = tuple[str, str]
"""A set and an article in it."""
NAME: TypeAdapter[str] = TypeAdapter(Name)
VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)
FLAG: TypeAdapter[LabelledFlag] = TypeAdapter(LabelledFlag)
ARTICLE: TypeAdapter[ArticleCard] = TypeAdapter(ArticleCard)
SET: TypeAdapter[SetCard] = TypeAdapter(SetCard)
TYPES: dict[Cell, tuple[str, tuple[type, ...]]] = {
    "text": ("a text", (str,)),
    "decimal": ("a number", (int, float)),
    "whole": ("a whole number", (int,)),
    "yesno": ("true or false", (bool,)),
    "texts": ("a list", (list,)),
    "sources": ("a list", (list,)),
}
COLUMN_OF = {"value": "value_number or value_text", "name": "set"}
"""Where a record's field is called otherwise than its column."""


def from_tables(tables: ReadTables) -> tuple[SetContent, ...]:
    """Put sets together again, in the order of the table `sets`.

    Raises:
        InputError: something in the tables is wrong.
    """
    # All cells first, so that everything below can rely on their types.
    for table, columns in TABLES.items():
        for row in tables[table]:
            for column in columns:
                _refuse(_type_mistakes(row.cells[column.name], column), row)
    return _Assembly(tables).sets()


def _type_mistakes(cell: object, column: Column) -> Iterator[Mistake]:
    if cell is None and column.may_be_null:
        return
    expected, types = TYPES[column.cell]
    # `True` is an `int` to Python, but no number in a table.
    if not isinstance(cell, types) or (isinstance(cell, bool) and bool not in types):
        yield Mistake(column.name, f"expected {expected}, but found '{cut(cell)}'")


class _Assembly:
    """Goes through the tables from the sets down to the flags."""

    def __init__(self, tables: ReadTables) -> None:
        self._tables = tables
        self._articles: dict[ArticleKey, ReadRow] = {}
        self._cards: dict[str, dict[str, ArticleCard]] = {}

    def sets(self) -> tuple[SetContent, ...]:
        rows: dict[str, ReadRow] = {}
        for row in self._tables["sets"]:
            # Names become folders, and are looked at before anything is made of them.
            if (name := _checked(NAME, row.cells["set"], row, "set")) in rows:
                raise _error(row, Mistake("set", f"a second set '{name}'"))
            rows[name] = row
            self._cards[name] = {}
        for row in self._tables["articles"]:
            self._article(row)
        # Only now, since a card lists its articles and one without any is refused.
        cards = {name: _checked(SET, self._card(name, row), row) for name, row in rows.items()}
        # In this order: labels are checked against the facts, and facts against the articles' texts.
        facts = self._facts()
        labels = self._labels(facts)
        return tuple(
            SetContent.model_construct(
                card=card,
                articles=tuple(
                    self._content((name, id_), about, facts, labels) for id_, about in card.articles.items()
                ),
                readme=rows[name].cells["readme"],
                versions=rows[name].cells["versions"],
            )
            for name, card in cards.items()
        )

    def _card(self, name: str, row: ReadRow) -> dict[str, Any]:
        about = ("version", "description", "language", "license", "annotators", "guide")
        return {"name": name, **{key: row.cells[key] for key in about}, "articles": self._cards[name]}

    def _content(
        self,
        key: ArticleKey,
        about: ArticleCard,
        facts: dict[ArticleKey, list[Fact]],
        labels: dict[ArticleKey, dict[str, LabelledSummary]],
    ) -> ArticleContent:
        return ArticleContent.model_construct(
            id=key[1],
            about=about,
            text=self._text(key),
            facts=tuple(facts.get(key, ())),
            labels=tuple(labels.get(key, {}).values()),
        )

    def _article(self, row: ReadRow) -> None:
        name, id_ = row.cells["set"], _checked(NAME, row.cells["article"], row, "article")
        if name not in self._cards:
            raise _error(row, Mistake("set", f"no set '{name}' in the table of sets"))
        if id_ in self._cards[name]:
            raise _error(row, Mistake("article", f"a second article '{id_}' in set '{name}'"))
        about = {key: row.cells[key] for key in ("title", "date", "publisher")}
        self._cards[name][id_] = _checked(ARTICLE, about, row)
        self._articles[name, id_] = row

    def _text(self, key: ArticleKey) -> str:
        text: str = self._articles[key].cells["text"]
        if problem := refusal("article", len(text)):
            raise _error(self._articles[key], Mistake("text", problem))
        return text.replace("\r\n", "\n").replace("\r", "\n")  # as a file of the set would be read

    def _key(self, row: ReadRow) -> ArticleKey:
        key = (row.cells["set"], row.cells["article"])
        if key not in self._articles:
            raise _error(row, Mistake("article", f"no article '{key[1]}' of set '{key[0]}' in the table of articles"))
        return key

    def _facts(self) -> dict[ArticleKey, list[Fact]]:
        rows: dict[ArticleKey, list[tuple[Kind, ReadRow]]] = {}
        for kind in KINDS:
            for row in self._tables[kind]:
                rows.setdefault(self._key(row), []).append((kind, row))
        facts: dict[ArticleKey, list[Fact]] = {}
        for key, kind_rows in rows.items():
            facts[key] = []
            if problem := refusal("article_facts", len(kind_rows)):
                raise _error(self._articles[key], Mistake("article", problem))
            # Each kind has a table of its own; `order` gives the order of the facts file back.
            for kind, row in sorted(kind_rows, key=lambda kind_row: kind_row[1].cells["order"]):
                fact: Fact = _checked(FACT, _fact_fields(kind, row), row)
                # Against the facts before it alone, so that of two equal ids the second is the one that is reported.
                _refuse(fact_misfits(fact, self._text(key), facts[key]), row)
                facts[key].append(fact)
        return facts

    def _labels(self, facts: dict[ArticleKey, list[Fact]]) -> dict[ArticleKey, dict[str, LabelledSummary]]:
        rows: dict[tuple[str, str, str], ReadRow] = {}
        labels: dict[tuple[str, str, str], dict[str, Verdict]] = {}
        flags: dict[tuple[str, str, str], list[LabelledFlag]] = {}
        for row in self._tables["summaries"]:
            key = (*self._key(row), row.cells["id"])
            if key in rows:
                raise _error(row, Mistake("id", f"a second summary '{key[2]}' of article '{key[1]}'"))
            # Also for a summary without labels or flags, so that its key is known to the rows below.
            rows[key], labels[key], flags[key] = row, {}, []
        for row in self._tables["labels"]:
            key, id_ = self._summary(row, rows), row.cells["fact"]
            if id_ not in {fact.id for fact in facts.get(key[:2], ())}:
                raise _error(row, Mistake("fact", f"no fact '{id_}' in article '{key[1]}'"))
            if id_ in labels[key]:
                raise _error(row, Mistake("fact", f"a second label of '{id_}' in summary '{key[2]}'"))
            labels[key][id_] = _checked(VERDICT, row.cells["verdict"], row, "verdict")
        for row in self._tables["flags"]:
            flag = {name: row.cells[name] for name in ("code", "text")}
            flags[self._summary(row, rows)].append(_checked(FLAG, flag, row))
        made: dict[ArticleKey, dict[str, LabelledSummary]] = {}
        for key, row in rows.items():
            fields = {name: row.cells[name] for name in ("id", "model", "text", "origin", "note")}
            summary = _checked(LABELLED, {**fields, "labels": labels[key], "flags": flags[key]}, row)
            made.setdefault(key[:2], {})[summary.id] = summary
        return made

    def _summary(self, row: ReadRow, rows: dict[tuple[str, str, str], ReadRow]) -> tuple[str, str, str]:
        key = (*self._key(row), row.cells["summary"])
        if key not in rows:
            raise _error(
                row, Mistake("summary", f"no summary '{key[2]}' of article '{key[1]}' in the table of summaries")
            )
        return key


def _fact_fields(kind: Kind, row: ReadRow) -> dict[str, Any]:
    fields = {key: cell for key, cell in row.cells.items() if key not in ("set", "article", "order")}
    try:
        return {"kind": kind, **joined_value(FACT_KINDS[kind], fields)}
    except ValueError as error:
        # Which of the two columns is wrong cannot be told; the message names both.
        raise _error(row, Mistake("value_number", str(error))) from None


def _checked(schema: TypeAdapter[T], value: object, row: ReadRow, field: str | None = None) -> T:
    try:
        return schema.validate_python(value)
    except ValidationError as error:
        mistake = next(mistakes(error))
        named = COLUMN_OF.get(mistake.field or "", mistake.field)
        raise _error(row, Mistake(field or named, mistake.message)) from None


def _refuse(mistakes_found: Iterable[Mistake], row: ReadRow) -> None:
    for mistake in mistakes_found:
        raise _error(row, mistake)


def _error(row: ReadRow, mistake: Mistake) -> InputError:
    return InputError(mistake.message, file=row.file, line=row.line, field=mistake.field)
