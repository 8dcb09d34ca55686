"""Numbers of things in sentences: "1 claim", "1,200 summaries"."""

from __future__ import annotations

import re


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun in the right form.

    Args:
        number: how many there are.
        noun: one of them, with whatever stands before it: "labelled summary".
        plural: several of them, where that is neither the noun with an s nor "summaries" for "summary".
    """
    return f"{number:,} {noun if number == 1 else plural or _plural(noun)}"


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s"
