"""What a schema finds wrong with a record, in words with which its author can correct it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from bench.facts import Mistake
from bench.records import KINDS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


NEAR = 75
"""How alike a name has to be to a wrong one to be suggested, in percent: one or two slips in a short word."""
LONGEST_NAME = 200


def mistakes(error: ValidationError) -> Iterator[Mistake]:
    """All that a ValidationError holds, one by one."""
    seen = set()
    for details in error.errors(include_url=False):
        keys = [str(part) for part in details["loc"]]
        if len(keys) > 1 and keys[0] in KINDS:  # the fact union puts it there; it is no key of the file
            keys = keys[1:]
        if is_union := keys[-1:] in (["float"], ["str"]):  # a value may be either, and fails as both
            keys.pop()
        mistake = Mistake(
            ".".join(keys) or None,
            f"neither a number nor a text: {cut(details['input'])}" if is_union else _message(details),
        )
        if mistake not in seen:
            seen.add(mistake)
            yield mistake


def _message(details: ErrorDetails) -> str:
    # pydantic's own words are for programmers ("Input should be a valid string"), and name no remedy.
    shown_value, context = cut(details["input"]), details.get("ctx", {})
    match details["type"]:
        case "missing":
            return "missing; add it"
        case "extra_forbidden":
            return "unknown key; remove it or correct its name"
        case "union_tag_not_found":
            return f"no 'kind'; add one of {', '.join(KINDS)}"
        case "union_tag_invalid":
            return f"'{cut(context['tag'])}' is no kind of fact; take one of {', '.join(KINDS)}"
        case "literal_error":
            return f"'{shown_value}' is none of {str(context['expected']).replace(chr(39), '')}"
        case "string_too_long":
            return f"more than {context['max_length']:,} characters; shorten it"
        case "too_long":
            return f"more than {context['max_length']:,} entries; leave some out"
        case "string_too_short" | "too_short":
            return "empty; fill it in"
        case "string_pattern_mismatch":
            return f"'{shown_value}' holds more than letters, digits, '-', '_' and '.'; rename it"
        case "value_error":
            return str(details["msg"]).removeprefix("Value error, ")
        case _:
            return f"{str(details['msg']).removeprefix('Input ').lower()}, but is {shown_value}"


def cut(value: object, limit: int = 60) -> str:
    """A value for a message: on one line and no longer than the limit."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def closest(name: str, names: list[str]) -> str:
    """' (did you mean …?)' with the name that is most like a wrong one; nothing where none was nearly right."""
    match = process.extractOne(name[:LONGEST_NAME], names, scorer=fuzz.ratio, score_cutoff=NEAR)
    return f" (did you mean '{match[0]}'?)" if match else ""
