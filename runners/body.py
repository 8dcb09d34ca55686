"""Fields of the user's own for the body of each request: `key=json` as written on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bench.errors import UsageError

OPTIONS = {
    "temperature": "--temperature",
    "max_tokens": "--max-tokens",
    "thinking_tokens": "--thinking-tokens",
    "seed": "--seed",
}


def parse_body(fields: Iterable[str]) -> dict[str, Any]:
    """Fields by name; null as a value leaves a default out.

    Raises:
        UsageError: a field is none, is given twice, or has an option of its own.
    """
    body: dict[str, Any] = {}
    for field in fields:
        name, equals, text = field.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"--body {field[:60]}: a field looks like top_p=0.9")
        try:
            value = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError):
            example = json.dumps(text.strip().strip("'\""), ensure_ascii=False)[:60]
            raise UsageError(
                f"--body {name}: the value is no JSON; a text has quotes of its own, '{name}={example}'"
            ) from None
        if name in body:
            raise UsageError(f"--body {name}: given twice")
        if name in OPTIONS and value is not None:
            raise UsageError(f"--body {name}: there is {OPTIONS[name]} for that")
        body[name] = value
    return body


def _no_number(name: str) -> None:
    raise ValueError(name)
