"""Text from servers, programs and other packages, made fit to be printed and written to a file."""

from __future__ import annotations


def bounded_line(text: str, limit: int = 300) -> str:
    """A foreign text as one printable line of at most `limit` characters."""
    start = text[: 4 * limit]  # white space shrinks; nobody needs all of a megabyte for that
    line = " ".join("".join(char if char.isprintable() else " " for char in start).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
