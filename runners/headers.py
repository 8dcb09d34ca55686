"""Headers of the user's own, which may hold secrets: `Name: value` as written on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import SecretStr

from bench.errors import UsageError

NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
VALUE = re.compile(r"[\x20-\x7e]+")
OURS = frozenset(
    {"host", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding", "connection"}
)
"""Without these as they are, no answer could be read."""

SHORTEST_SECRET = 8
"""Characters."""
LONGEST_WORD = 15
"""Letters; what is longer, or holds anything but letters, may be a secret."""


def parse_headers(lines: Iterable[str]) -> dict[str, SecretStr]:
    """Headers by name, in small letters.

    Raises:
        UsageError: a line is no header, or is one that is not the user's to set. The message repeats no value.
    """
    headers: dict[str, SecretStr] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if not colon or not NAME.fullmatch(name):
            raise UsageError("--header: a header looks like 'Name: value'")
        if not VALUE.fullmatch(value):
            raise UsageError(f"--header {name}: no value, or one with a sign that no header can hold")
        if name.lower() in OURS:
            raise UsageError(f"--header {name}: this one is set by the benchmark")
        if name.lower() in headers:
            raise UsageError(f"--header {name}: given twice")
        headers[name.lower()] = SecretStr(value)
    return headers


def secrets_in(headers: Mapping[str, SecretStr]) -> tuple[str, ...]:
    """What must not come back in an answer: values that may be secrets, whole and without a scheme before them.

    A value of plain words is none: taking 'benchmark' out of what a model says would change its summary.
    """
    values = [header.get_secret_value() for header in headers.values()]
    tokens = [value.partition(" ")[2].strip() for value in values]
    return tuple(sorted({one for one in values + tokens if _may_be_secret(one)}, key=len, reverse=True))


def _may_be_secret(value: str) -> bool:
    is_plain = all(word.isalpha() and len(word) <= LONGEST_WORD for word in value.split())
    return len(value) >= SHORTEST_SECRET and not is_plain
