"""Days as other people write them down."""

from __future__ import annotations

from datetime import date, datetime


def iso_day(value: object) -> str | None:
    """A date, a time or an ISO 8601 text as an ISO date; None for anything else: no date beats a guess."""
    # Asked first, since a datetime is a date to Python too.
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat()
    except ValueError:
        return None
