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
    # The first line that shows it: a file may begin with a broken one.
    sample_line = next((line for line in lines if re.match(r'{"\w+":', line)), "")
    return re.match(r'{"\w+": ', sample_line) is not None


def fact_line(fact_row: Row, *, spaced: bool = False) -> str:
    """A fact as a line of JSON.

    Args:
        fact_row: Its keys in any order.
        spaced: See `is_spaced`.

    Raises:
        ValueError: it holds a value that JSON cannot express.
    """
    return _line(fact_row, FACT_KEYS, spaced)


def summary_line(summary_row: Row, fact_ids: Iterable[str], *, spaced: bool = False) -> str:
    """A labelled summary as a line of JSON, its labels in the order of the facts.

    Args:
        summary_row: Its keys in any order.
        fact_ids: The facts of the article, in their order.
        spaced: See `is_spaced`.

    Raises:
        ValueError: it holds a value that JSON cannot express.
    """
    labels = summary_row.get("labels")
    if isinstance(labels, dict):
        # Labels of facts that are gone stay, at the end: lint names them, and a person decides.
        order = dict.fromkeys((*(id_ for id_ in fact_ids if id_ in labels), *labels))
        summary_row = summary_row | {"labels": {id_: labels[id_] for id_ in order}}
    return _line(summary_row, SUMMARY_KEYS, spaced)


def _line(record: Row, keys: tuple[str, ...], spaced: bool) -> str:
    # Keys that are not known come last instead of getting lost.
    order = dict.fromkeys((*(key for key in keys if key in record), *record))
    written = _without_defaults({key: record[key] for key in order})
    # `None` is what `json` writes by itself: a space behind each comma and colon.
    separators = None if spaced else (",", ":")
    return json.dumps(written, ensure_ascii=False, allow_nan=False, separators=separators)


def _without_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_defaults(element) for element in value]
    if isinstance(value, dict):
        return {
            key: _without_defaults(element)
            for key, element in value.items()
            # `0 == False` to Python: a wrong value must not vanish because it equals the default.
            if key not in DEFAULTS or element != DEFAULTS[key] or type(element) is not type(DEFAULTS[key])
        }
    return value
