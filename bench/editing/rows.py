"""Facts and labelled summaries as they are written on a line: their keys in order, defaults left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

FACT_KEYS = (
    "id",
    "kind",
    "quote",
    "claim",
    "cue",
    "stance",
    "strength",
    "sources",
    "text",
    "value",
    "value_high",
    "comparator",
    "unit",
    "occurrence",
    "note",
    "draft",
)
SUMMARY_KEYS = ("id", "model", "text", "labels", "flags", "note")
DEFAULTS: Row = {"sources": [], "aliases": [], "value_high": None, "note": "", "draft": False, "flags": []}


def fact_line(row: Row) -> str:
    """A fact as a line of JSON.

    Raises:
        ValueError: it holds what JSON has no words for.
    """
    return _line(row, FACT_KEYS)


def summary_line(row: Row, fact_ids: Iterable[str]) -> str:
    """A labelled summary as a line of JSON, its labels in the order of the facts.

    Raises:
        ValueError: it holds what JSON has no words for.
    """
    labels = row.get("labels")
    if isinstance(labels, dict):
        order = dict.fromkeys((*(id_ for id_ in fact_ids if id_ in labels), *labels))
        row = row | {"labels": {id_: labels[id_] for id_ in order}}
    return _line(row, SUMMARY_KEYS)


def _line(row: Row, keys: tuple[str, ...]) -> str:
    order = dict.fromkeys((*(key for key in keys if key in row), *row))
    return json.dumps(_without_defaults({key: row[key] for key in order}), ensure_ascii=False, allow_nan=False)


def _without_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_defaults(one) for one in value]
    if isinstance(value, dict):
        return {
            key: _without_defaults(one)
            for key, one in value.items()
            if key not in DEFAULTS or one != DEFAULTS[key] or type(one) is not type(DEFAULTS[key])
        }
    return value
