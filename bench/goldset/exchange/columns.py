"""The tables in which sets are exported: one for each kind of record, the same in every tabular format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from bench.facts import FACT_KINDS, FactField, FactKind

Cell = Literal["text", "decimal", "whole", "yesno", "texts", "sources"]
"""`texts` is a list of texts, `sources` a list of names with their aliases."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    cell: Cell = "text"
    may_be_null: bool = False


class ReadRow(NamedTuple):
    """A row as it was read."""

    file: str
    """Where it stands, for messages."""
    line: int | None
    cells: dict[str, Any]


Tables = dict[str, list[dict[str, Any]]]
"""Rows by table, as they are written."""
ReadTables = dict[str, list[ReadRow]]
"""Rows by table, as they were read; every table is there."""

_ARTICLE = (Column("set"), Column("article"))
_FACT = (*_ARTICLE, Column("order", "whole"), Column("id"), Column("quote"), Column("claim"))
_ANY = (Column("occurrence", "whole"), Column("draft", "yesno"), Column("note"))


def _columns(field: FactField) -> Iterator[Column]:
    """The columns of a fact's field: two for a value, since a column holds either numbers or texts."""
    match field.holds:
        case "value":
            # Arrow and CSV columns have one type, and a value may be 20 or "monday".
            yield Column(f"{field.name}_number", "decimal", may_be_null=True)
            yield Column(f"{field.name}_text", may_be_null=True)
        case "decimal":
            yield Column(field.name, "decimal", may_be_null=True)
        case "sources":
            yield Column(field.name, "sources")
        case "words" | "choice":
            yield Column(field.name)


def _fact_table(kind: FactKind) -> tuple[Column, ...]:
    return (*_FACT, *(column for field in kind.fields for column in _columns(field)), *_ANY)


TABLES: dict[str, tuple[Column, ...]] = {
    "sets": (
        *(Column(name) for name in ("set", "version", "description", "language", "license")),
        Column("annotators", "texts"),
        Column("guide"),
        Column("readme", may_be_null=True),
        Column("versions", may_be_null=True),
    ),
    "articles": (
        *_ARTICLE,
        Column("title"),
        Column("date", may_be_null=True),
        Column("publisher", may_be_null=True),
        Column("text"),
    ),
    **{kind.kind: _fact_table(kind) for kind in FACT_KINDS.values()},
    "summaries": (*_ARTICLE, *(Column(name) for name in ("id", "model", "text", "origin", "note"))),
    "labels": (*_ARTICLE, *(Column(name) for name in ("summary", "fact", "verdict"))),
    "flags": (*_ARTICLE, *(Column(name) for name in ("summary", "code", "text"))),
}
"""The columns of each table; every kind of fact has a table of its own. `order` is a fact's place among all facts of
its article, whatever their kind; of `value_number` and `value_text` one is null, and one or both of the two for the
upper end of a range."""


def split_value(kind: FactKind, cells: dict[str, Any]) -> dict[str, Any]:
    """A fact's cells, with each of its values moved to the column for numbers or the one for texts."""
    split = dict(cells)
    for field in kind.value_fields:
        value = split.pop(field.name)
        split |= {value_column(field.name, 0): None, value_column(field.name, ""): None}
        split[value_column(field.name, value)] = value
    return split


def value_column(field: str, value: float | str | None) -> str:
    """The column that a value stands in."""
    return f"{field}_text" if isinstance(value, str) else f"{field}_number"


def joined_value(kind: FactKind, cells: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `split_value`.

    Raises:
        ValueError: neither column or both are filled in; its message says which they are.
    """
    joined = dict(cells)
    for field in kind.value_fields:
        number, text = value_column(field.name, 0), value_column(field.name, "")
        filled = [cell for cell in (joined.pop(number), joined.pop(text)) if cell is not None]
        # Only the upper end of a range may be missing altogether.
        if len(filled) > 1 or not (filled or field.only_with):
            raise ValueError(f"fill in either {number} or {text}")
        joined[field.name] = filled[0] if filled else None
    return joined
