"""An article as it is summarised."""

from __future__ import annotations

from bench.records.record import Record


class Article(Record):
    """One article of a gold set."""

    gold: str
    """Name of the gold set it belongs to."""
    id: str
    """Unique within the set; also its file's stem."""
    title: str
    date: str | None = None
    """ISO date of publication, where it is known: years and weekdays are worked out from it."""
    publisher: str | None = None
    text: str
    """Paragraphs separated by a blank line."""
