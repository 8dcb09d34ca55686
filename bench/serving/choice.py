"""One of several things that a page lets a person choose."""

from __future__ import annotations

from bench.records import Record


class Choice(Record):
    """One thing to choose."""

    value: str
    name: str
    meaning: str
