"""A set's name and articles, also where its set.toml is broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bench.editing.line_file import read
from bench.errors import AllegedlyError
from bench.goldset.files import decode
from bench.goldset.loading import NAME, read_card
from bench.goldset.set_toml import parse_set_toml
from bench.records import Record


class ArticleTitle(Record):
    """What set.toml says of an article."""

    title: str
    date: str | None = None
    publisher: str | None = None


class Titles(Record):
    """A set's name and articles."""

    name: str
    description: str = ""
    articles: dict[str, ArticleTitle]
    problem: str = ""
    """What is wrong with set.toml, in a line."""


def read_titles(folder: Path) -> Titles:
    """Read set.toml as far as possible; if it lists no articles, the texts in the folder are listed.

    Raises:
        InputError: it cannot be read at all.
    """
    path = folder / "set.toml"
    try:
        card = read_card(path)
    except AllegedlyError as error:
        return _as_far_as_it_goes(folder, str(error))
    articles = {
        id_: ArticleTitle(title=about.title, date=about.date, publisher=about.publisher)
        for id_, about in card.articles.items()
    }
    return Titles(name=card.name, description=card.description, articles=articles)


def _as_far_as_it_goes(folder: Path, problem: str) -> Titles:
    try:
        card: dict[str, Any] = parse_set_toml(decode(read(folder / "set.toml")).text)
    # Half-typed TOML: nothing in it can be relied on.
    except ValueError:
        card = {}
    listed = card.get("articles")
    # Annotating goes on while set.toml is being mended.
    entries = listed if isinstance(listed, dict) else {path.stem: {} for path in sorted(folder.glob("*.txt"))}
    articles = {
        id_: ArticleTitle(title=_text(about, "title") or id_, publisher=_text(about, "publisher") or None)
        for id_, about in entries.items()
        # These ids become names of files that are written to.
        if re.fullmatch(NAME, id_)
    }
    return Titles(name=_text(card, "name") or folder.name, articles=articles, problem=problem)


def _text(table: object, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, str) else ""
