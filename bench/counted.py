"""Numbers of things in sentences: "1 claim", "1,200 claims"."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun in the right form.

    Args:
        number: how many there are.
        noun: one of them, with whatever stands between: "labelled summary".
        plural: several of them; if None, the noun with an s.
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
