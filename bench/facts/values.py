"""The forms that a value may have that is no plain number: dates, times, weekdays and scores."""

from __future__ import annotations

import re
from datetime import date, time

from bench.records.statement import WEEKDAYS

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
    """The form of a value: "day of a year" for 2025-11-24; None where it has none."""
    if text.lower() in WEEKDAYS:
        return "weekday"
    form = next((name for name, form in _FORMS.items() if re.fullmatch(form, text, re.ASCII)), None)
    match form:
        case "time":
            return form if _is_iso(time, text) else None
        case "day of a year" | "month of a year" | "year":
            return form if _is_iso(date, text + "-01" * (2 - text.count("-"))) else None
        case "day" | "month":
            return form if _is_iso(date, LEAP_YEAR + text[1:] + "-01" * (3 - text.count("-"))) else None
        case "fiscal year":
            return form if int(text[-2:]) == (int(text[2:4]) + 1) % 100 else None
    return form


def is_value(text: str) -> bool:
    """Whether a text has one of the forms of a value."""
    return form_of(text) is not None


def is_range(low: str, high: str) -> bool:
    """Whether two values are the ends of a range: of one form, the second the later one where that can be told."""
    form = form_of(low)
    return form is not None and form == form_of(high) and (form not in _ORDERED or low < high)


def _is_iso(type_: type[date] | type[time], text: str) -> bool:
    try:
        type_.fromisoformat(text)
    except ValueError:
        return False
    return True
