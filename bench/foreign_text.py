"""Text from servers, programs and other packages, made fit to be printed and written to a file."""

from __future__ import annotations

import re

SURROGATE = re.compile("[\ud800-\udfff]")


def bounded_line(text: str, limit: int = 300) -> str:
    """A foreign text as one printable line of at most `limit` characters."""
    start = text[: 4 * limit]  # white space shrinks; nobody needs all of a megabyte for that
    line = " ".join("".join(char if char.isprintable() else " " for char in start).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def encodable(text: str) -> str:
    """A text that UTF-8 can hold: JSON may contain halves of characters, and those cannot be written."""
    return SURROGATE.sub("\ufffd", text)
