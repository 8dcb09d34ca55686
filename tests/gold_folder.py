"""A small gold set on disk, to be broken in every way."""

from __future__ import annotations

import json
from pathlib import Path

HEAD = """name = "harbour"
version = "1"
"""
ENTRY = """
[articles.ferry]
title = "A ferry is late"
date = 2025-11-24
"""
CARD = HEAD + ENTRY
ARTICLE = """The port authority claims that the ferry left on time. It allegedly carried over 20 cars.

The ferry was late, the mayor said. The ferry was late, the mayor said.
"""
FACTS = [
    {
        "id": "f01",
        "kind": "attribution",
        "quote": "The port authority claims that the ferry left on time.",
        "claim": "the ferry left on time",
        "cue": "claims",
        "stance": "claim",
        "sources": [{"name": "the port authority", "aliases": ["the authority"]}],
    },
    {
        "id": "f02",
        "kind": "hedge",
        "quote": "It allegedly carried over 20 cars.",
        "claim": "the ferry carried cars",
        "cue": "allegedly",
        "strength": "alleged",
    },
    {
        "id": "f03",
        "kind": "number",
        "quote": "carried over 20 cars",
        "claim": "the ferry carried more than 20 cars",
        "text": "over 20",
        "value": 20,
        "comparator": "more_than",
        "unit": "cars",
    },
]
LABELS = [
    {
        "id": "s01",
        "model": "editor",
        "text": "The ferry left on time, and 45 cars were on it, the mayor said.",
        "labels": {"f01": "dropped_attribution", "f03": "wrong_number"},
        "flags": [{"code": "unsupported_number", "text": "45 cars"}],
    },
    {"id": "s02", "model": "editor", "text": "A ferry ran.", "labels": {}},
]


def write_set(folder: Path, name: str = "harbour", articles: tuple[str, ...] = ("ferry",)) -> Path:
    """Write the set, whole and right, with the same article under every id."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = (ENTRY.replace("ferry", article) for article in articles)
    (folder / "set.toml").write_text(HEAD.replace("harbour", name) + "".join(entries), encoding="utf-8")
    for article in articles:
        (folder / f"{article}.txt").write_text(ARTICLE, encoding="utf-8")
        write_rows(folder / f"{article}.facts.jsonl", FACTS)
        write_rows(folder / f"{article}.labels.jsonl", LABELS)
        (folder / f"{article}.rejected.jsonl").unlink(missing_ok=True)
    return folder


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
