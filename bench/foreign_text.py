"""Text from servers, programs and other packages, made fit to be printed and written to a file."""

from __future__ import annotations

from bench.redaction import redacted

FILLERS = "\u115f\u1160\u3164\uffa0"
"""Korean letters by name, and blank."""


def bounded_line(text: str, limit: int = 300) -> str:
    """A foreign text as one printable line of at most `limit` characters, without secrets."""
    # Before anything is cut off: half a key is one too.
    start = redacted(text)[: 4 * limit]  # white space shrinks; nobody needs all of a megabyte for that
    line = " ".join("".join(char if char.isprintable() else " " for char in start).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def has_words(text: str) -> bool:
    """Whether there is anything to read: white space, zero-width signs, NULs and dots alone are no text."""
    return any(char.isalnum() and char not in FILLERS for char in text)
