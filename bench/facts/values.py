"""The forms of values that are not plain numbers: dates, times, weekdays and scores."""

from __future__ import annotations

import re
from datetime import date, time

from bench.records.statement import WEEKDAYS

SIZES = (1e-30, 1e30)
"""What a number other than zero may be; beyond them, sums and products of two of them would soon be no numbers."""
LEAP_YEAR = "2000"
"""Stands in where a date has no year, so that --02-29 is one."""
_FORMS = {
    "time": r"\d{2}:\d{2}(:\d{2})?",
    "day of a year": r"\d{4}-\d{2}-\d{2}",
    "month of a year": r"\d{4}-\d{2}",
    "year": r"\d{4}",
    "day": r"--\d{2}-\d{2}",
    "month": r"--\d{2}",
    "decade": r"\d{3}0s",
    "fiscal year": r"\d{4}/\d{2}",
    "score": r"\d{1,3}-\d{1,3}",
}
_ORDERED = ("day of a year", "month of a year", "year", "decade", "fiscal year")
"""Forms in which what sorts later is later; a time may be on the next day, a date without a year in the next one."""


def form_of(text: str) -> str | None:
    """Return the form of a value: "day of a year" for 2025-11-24; None if it has none."""
    if text.lower() in WEEKDAYS:
        return "weekday"
    # ASCII, since `\d` matches the digits of other scripts too.
    form = next((name for name, form in _FORMS.items() if re.fullmatch(form, text, re.ASCII)), None)
    # The patterns let 25:70 and 2025-02-30 pass; the calendar does not. A month or a year counts as its first day.
    match form:
        case "time":
            return form if _is_iso(time, text) else None
        case "day of a year" | "month of a year" | "year":
            # "2013" becomes 2013-01-01 and "2013-07" 2013-07-01.
            return form if _is_iso(date, text + "-01" * (2 - text.count("-"))) else None
        case "day" | "month":
            # "--11-24" becomes 2000-11-24: the first hyphen goes, and the second parts year and month.
            return form if _is_iso(date, LEAP_YEAR + text[1:] + "-01" * (3 - text.count("-"))) else None
        # 2014/15 and 1999/00, but not 2014/16, which is a range of years or a misprint.
        case "fiscal year":
            return form if int(text[-2:]) == (int(text[2:4]) + 1) % 100 else None
    return form


def is_value(text: str) -> bool:
    """Whether a text has one of the forms of a value."""
    return form_of(text) is not None


def is_amount(number: float) -> bool:
    """Whether a number can be one of an article: finite, of a size that is met with, and no negative zero."""
    smallest, largest = SIZES
    # NaN is between no two numbers.
    return smallest <= abs(number) <= largest or str(number) == "0.0"


def is_range(low: str, high: str) -> bool:
    """Whether two values are the ends of a range: of one form, and the second later where the form can show it."""
    form = form_of(low)
    # "From 22:00 to 06:00" and "from 20 December to 3 January" are ranges although the second value sorts first.
    return form is not None and form == form_of(high) and (form not in _ORDERED or low < high)


def _is_iso(type_: type[date] | type[time], text: str) -> bool:
    try:
        type_.fromisoformat(text)
    except ValueError:
        return False
    return True
