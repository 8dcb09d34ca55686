"""The controls in which Label Studio asks for a fact's fields, and how a field is written in a text area."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from bench.facts import FACT_KINDS, FactField
from bench.goldset.writing import plain_number

STATUS = ("confirmed", "draft")

FIELDS: dict[str, FactField] = {
    field.control_name: field for kind in FACT_KINDS.values() for field in kind.fields if field.holds != "choice"
}
"""The fields that only some kinds have and that are typed in, by the name of their text area."""
TEXTAREAS: dict[str, str] = {
    "fact_id": "id",
    "claim": "claim",
    **{control: field.name for control, field in FIELDS.items()},
    "note": "note",
}
"""The fact's field by the name of its text area."""
HINTS: dict[str, str] = {
    "claim": "the bare claim: no source, no hedge",
    **{control: field.hint for control, field in FIELDS.items()},
    "note": "",
    "fact_id": "leave a new one empty",
}
"""What an empty text area shows."""
CHOICES: dict[str, tuple[str, ...]] = {
    **{kind.trait.field: kind.trait.names for kind in FACT_KINDS.values() if kind.trait is not None},
    "status": STATUS,
}
"""What can be chosen, by the name of the choice."""
OF_KIND: dict[str, tuple[str, ...]] = {
    kind.kind: ("claim", *(field.control_name for field in kind.fields), "note", "status", "fact_id")
    for kind in FACT_KINDS.values()
}
"""What is asked of each kind of fact, in this order."""


def write_value(value: float | str) -> str:
    """A value as text; a text that looks like a number is quoted, so that it is read as a text again."""
    if not isinstance(value, str):
        return json.dumps(plain_number(value))
    # "2005" as a text, for a year: unquoted it would come back as a number.
    return value if read_value(value) == value else json.dumps(value, ensure_ascii=False)


def read_value(text: str) -> float | str:
    """The value that `write_value` or a person wrote."""
    # A person may begin a value with a quotation mark without meaning JSON; it then stays as written.
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
    # "nan" and "inf" are words, not numbers, if somebody types them.
    return number if math.isfinite(number) else text


def write_source(source: dict[str, Any]) -> str:
    """A source on one line: `Marco Rubio | Rubio | Secretary of State`; as JSON if that would be read differently."""
    source = {"name": source["name"], "aliases": list(source.get("aliases", ()))}
    line = " | ".join((source["name"], *source["aliases"]))
    # A name may hold the " | " that separates names, or a brace that looks like JSON.
    says_the_same = not {"{", "\n"} & set(line) and read_sources([line]) == [source]
    return line if says_the_same else json.dumps(source, ensure_ascii=False)


def read_sources(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The sources in a text area, one on each line.

    Raises:
        ValueError: a line begins like JSON but is not valid JSON.
    """
    sources = []
    for line in (line.strip() for text in texts for line in text.split("\n")):
        if line.startswith("{"):
            sources.append(json.loads(line))
        elif names := [name for part in line.split("|") if (name := part.strip())]:
            sources.append({"name": names[0], "aliases": names[1:]})
    return sources
