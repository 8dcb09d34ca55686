"""What a fact's fields are called in Label Studio, and how they are written in its text areas."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, get_args

from bench.goldset.writing import plain_number
from bench.records.statement import Comparator, Stance, Strength

TEXTAREAS = {
    "fact_id": "id",
    "claim": "claim",
    "cue": "cue",
    "number_text": "text",
    "value": "value",
    "value_high": "value_high",
    "unit": "unit",
    "sources": "sources",
    "note": "note",
}
"""The fact's field by the name of its text area."""
CHOICES: dict[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "strength": get_args(Strength),
    "comparator": get_args(Comparator),
    "status": ("confirmed", "draft"),
}
"""What can be chosen, by the name of the choice."""
OF_KIND = {
    "attribution": ("claim", "cue", "stance", "sources", "note", "status", "fact_id"),
    "hedge": ("claim", "cue", "strength", "sources", "note", "status", "fact_id"),
    "number": (
        *("claim", "number_text", "value", "value_high", "comparator", "unit"),
        *("note", "status", "fact_id"),
    ),
}
"""What is asked of each kind of fact, in this order."""


def write_value(value: float | str) -> str:
    """A number as such; a text too, but in quotation marks if it would else be read as a number."""
    if not isinstance(value, str):
        return json.dumps(plain_number(value))
    return value if read_value(value) == value else json.dumps(value, ensure_ascii=False)


def read_value(text: str) -> float | str:
    """What `write_value` wrote, or a person."""
    if text.startswith('"'):
        try:
            quoted = json.loads(text)
        except ValueError:
            return text
        return quoted if isinstance(quoted, str) else text
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def write_source(source: dict[str, Any]) -> str:
    """A source on one line: `Marco Rubio | Rubio | Secretary of State`; as JSON if that would say something else."""
    source = {"name": source["name"], "aliases": list(source.get("aliases", ()))}
    line = " | ".join((source["name"], *source["aliases"]))
    says_the_same = not {"{", "\n"} & set(line) and read_sources([line]) == [source]
    return line if says_the_same else json.dumps(source, ensure_ascii=False)


def read_sources(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The sources in a text area, one a line.

    Raises:
        ValueError: a line that begins like JSON is none.
    """
    sources = []
    for line in (line.strip() for text in texts for line in text.split("\n")):
        if line.startswith("{"):
            sources.append(json.loads(line))
        elif names := [name for part in line.split("|") if (name := part.strip())]:
            sources.append({"name": names[0], "aliases": names[1:]})
    return sources
