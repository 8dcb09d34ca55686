"""Facts and labelled summaries as they are written on a line: their keys in order, defaults left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from bench.goldset.writing import FACT_KEYS

Row = dict[str, Any]

SUMMARY_KEYS = ("id", "model", "text", "labels", "flags", "origin", "note")
DEFAULTS: Row = {
    "sources": [],
    "aliases": [],
    "value_high": None,
    "note": "",
    "draft": False,
    "flags": [],
    "origin": "planted",
}


def is_spaced(lines: Iterable[str]) -> bool:
    """Whether a file's lines have a space after their colons and commas, going by the first that shows it."""
    first = next((line for line in lines if re.match(r'{"\w+":', line)), "")
    return re.match(r'{"\w+": ', first) is not None


def fact_line(row: Row, *, spaced: bool = False) -> str:
    """A fact as a line of JSON.

    Args:
        row: Its keys in any order.
        spaced: See `is_spaced`.

    Raises:
        ValueError: it holds a value that JSON cannot express.
    """
    return _line(row, FACT_KEYS, spaced)


def summary_line(row: Row, fact_ids: Iterable[str], *, spaced: bool = False) -> str:
    """A labelled summary as a line of JSON, its labels in the order of the facts.

    Args:
        row: Its keys in any order.
        fact_ids: The facts of the article, in their order.
        spaced: See `is_spaced`.

    Raises:
        ValueError: it holds a value that JSON cannot express.
    """
    labels = row.get("labels")
    if isinstance(labels, dict):
        order = dict.fromkeys((*(id_ for id_ in fact_ids if id_ in labels), *labels))
        row = row | {"labels": {id_: labels[id_] for id_ in order}}
    return _line(row, SUMMARY_KEYS, spaced)


def _line(row: Row, keys: tuple[str, ...], spaced: bool) -> str:
    order = dict.fromkeys((*(key for key in keys if key in row), *row))
    written = _without_defaults({key: row[key] for key in order})
    separators = None if spaced else (",", ":")
    return json.dumps(written, ensure_ascii=False, allow_nan=False, separators=separators)


def _without_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_defaults(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _without_defaults(item)
            for key, item in value.items()
            if key not in DEFAULTS or item != DEFAULTS[key] or type(item) is not type(DEFAULTS[key])
        }
    return value
