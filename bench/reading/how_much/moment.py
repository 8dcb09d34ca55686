"""A date or time as it is read."""

from __future__ import annotations

from typing import NamedTuple


class Moment(NamedTuple):
    """A date or time that was read."""

    value: str
    """2025-11-24, 2013-07, 2013, --11-24, --11 (a month alone), 1990s, 2014/15, 04:12, or a weekday's name."""
    end: int
    """Index of the token after it."""
    value_high: str | None = None
    """The later end of a range ("2010-2013", "3-7 May")."""
