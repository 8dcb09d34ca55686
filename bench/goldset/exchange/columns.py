"""The tables that sets are exported as: one for each kind of record, the same in every tabular format."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Cell = Literal["text", "number", "whole", "yesno", "texts", "sources"]
"""`texts` is a list of texts, `sources` a list of names with their aliases."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    cell: Cell = "text"
    may_be_null: bool = False


class Row(NamedTuple):
    """A row as it was read."""

    file: str
    """Where it stands, for messages."""
    line: int | None
    cells: dict[str, Any]


Tables = dict[str, list[dict[str, Any]]]
"""Rows by table, as they are written."""
ReadTables = dict[str, list[Row]]
"""Rows by table, as they were read; every table is there."""

_PLACE = (Column("set"), Column("article"))
_FACT = (*_PLACE, Column("order", "whole"), Column("id"), Column("quote"), Column("claim"))
_ANY = (Column("occurrence", "whole"), Column("draft", "yesno"), Column("note"))
TABLES: dict[str, tuple[Column, ...]] = {
    "sets": (
        *(Column(name) for name in ("set", "version", "description", "language", "license")),
        Column("annotators", "texts"),
        Column("guide"),
        Column("readme", may_be_null=True),
        Column("versions", may_be_null=True),
    ),
    "articles": (
        *_PLACE,
        Column("title"),
        Column("date", may_be_null=True),
        Column("publisher", may_be_null=True),
        Column("text"),
    ),
    "attribution": (*_FACT, Column("cue"), Column("stance"), Column("sources", "sources"), *_ANY),
    "hedge": (*_FACT, Column("cue"), Column("strength"), Column("sources", "sources"), *_ANY),
    "number": (
        *_FACT,
        Column("text"),
        Column("value_number", "number", may_be_null=True),
        Column("value_text", may_be_null=True),
        Column("value_high", "number", may_be_null=True),
        Column("comparator"),
        Column("unit"),
        *_ANY,
    ),
    "summaries": (*_PLACE, *(Column(name) for name in ("id", "model", "text", "note"))),
    "labels": (*_PLACE, *(Column(name) for name in ("summary", "fact", "verdict"))),
    "flags": (*_PLACE, *(Column(name) for name in ("summary", "code", "text"))),
}
"""The columns of each table. `order` is a fact's place among all facts of its article, whatever their kind; of
`value_number` and `value_text` one is null."""
