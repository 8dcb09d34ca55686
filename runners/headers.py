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
SECRET_NAME = re.compile("auth|key|token|secret|pass|cookie|credential|session")
"""Headers whose values are secrets even if they look like words."""
FIGURES = re.compile(r"[\d.:-]{1,15}")
"""A date or a version, as in `anthropic-version: 2023-06-01`."""


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
    """What must not come back in an answer: values that may be secrets, whole, without a scheme, and of each cookie.

    A value of plain words is none, unless its header is for secrets: taking 'benchmark' out of what a model says would
    change its summary.
    """
    found = set()
    for name, header in headers.items():
        value = header.get_secret_value()
        fields = (field.partition("=")[2].strip(' "') for field in value.split(";"))
        for one in (value, value.partition(" ")[2].strip(), *fields):
            if len(one) >= SHORTEST_SECRET and (SECRET_NAME.search(name) or not _is_plain(one)):
                found.add(one)
    return tuple(sorted(found, key=len, reverse=True))


def _is_plain(value: str) -> bool:
    return all((word.isalpha() and len(word) <= LONGEST_WORD) or FIGURES.fullmatch(word) for word in value.split())
