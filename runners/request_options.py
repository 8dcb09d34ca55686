"""Headers and body fields of the user's own, as `--header 'Name: value'` and `--body key=json` give them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from typing import Any

from pydantic import SecretStr

from bench.errors import UsageError
from bench.storage import HALF_CHARACTER, has_lone_surrogate

HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
HEADER_VALUE = re.compile(r"[\x20-\x7e]+")
FROM_ENVIRONMENT = re.compile(r"(?P<scheme>[A-Za-z-]+ +)?env:(?P<variable>.*)")
"""As in `X-Key: env:MY_KEY` or `Authorization: Token env:MY_KEY`. Not `$MY_KEY`, for which a shell would put the value
itself on the command line, which everybody on the machine can read; and from the environment, as all keys here are."""
RESERVED_HEADERS = frozenset(
    {"host", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding", "connection"}
)
"""Without these as they are, no answer could be read."""

OPTIONS = {
    "temperature": "--temperature",
    "max_tokens": "--max-tokens",
    "thinking_tokens": "--thinking-tokens",
    "seed": "--seed",
}
"""Fields of the body that have an option of their own."""


def parse_headers(lines: Iterable[str]) -> dict[str, SecretStr]:
    """Headers by name, in small letters; a value `env:VAR` is taken from the environment.

    Raises:
        UsageError: a line is no header, or is one that the user may not set. The message repeats no value: it may be
            a key.
    """
    headers: dict[str, SecretStr] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        # A line break in a name or value would begin a header of its own.
        if not colon or not HEADER_NAME.fullmatch(name):
            raise UsageError("--header: a header looks like 'Name: value'")
        value = _from_environment(name, value)
        if not HEADER_VALUE.fullmatch(value):
            raise UsageError(f"--header {name}: no value, or one with a sign that no header can hold")
        if name.lower() in RESERVED_HEADERS:
            raise UsageError(f"--header {name}: this one is set by the benchmark")
        if name.lower() in headers:
            raise UsageError(f"--header {name}: given twice")
        headers[name.lower()] = SecretStr(value)
    return headers


def _from_environment(name: str, value: str) -> str:
    if not (named := FROM_ENVIRONMENT.fullmatch(value)):
        return value
    variable = named["variable"]
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
        raise UsageError(f"--header {name}: after env: stands the name of a variable, such as env:MY_KEY")
    if not (held := os.environ.get(variable, "").strip()):
        raise UsageError(f"--header {name}: set the variable that stands after env: to its value")
    return (named["scheme"] or "") + held


def parse_body(fields: Iterable[str]) -> dict[str, Any]:
    """Fields by name; null as a value leaves a default out.

    Raises:
        UsageError: a field cannot be read, is given twice, or has an option of its own.
    """
    body: dict[str, Any] = {}
    for field in fields:
        name, equals, text = field.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"--body {field[:60]}: a field looks like top_p=0.9")
        try:
            value = json.loads(text, parse_constant=_reject_constant)
            # A name of the list of arguments may hold one too.
            if has_lone_surrogate([name, value]):
                raise UsageError(f"--body {field[:60]}: {HALF_CHARACTER}")
        except (ValueError, RecursionError):
            # The usual slip: in `--body effort="low"` the shell takes the quotes away.
            example = json.dumps(text.strip().strip("'\""), ensure_ascii=False)[:60]
            raise UsageError(
                f"--body {name}: the value is not JSON; a text needs quotes of its own, '{name}={example}'"
            ) from None
        if name in body:
            raise UsageError(f"--body {name}: given twice")
        # Null is let through: it leaves out a default, for which the option has no way.
        if name in OPTIONS and value is not None:
            raise UsageError(f"--body {name}: there is {OPTIONS[name]} for that")
        body[name] = value
    return body


def _reject_constant(name: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(name)
