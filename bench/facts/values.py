"""The forms that a value may have that is no plain number: dates, times and weekdays."""

from __future__ import annotations

import re
from datetime import date, time

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAP_YEAR = "2000"
"""Stands in where a date has no year, so that --02-29 is one."""


def is_value(text: str) -> bool:
    """Whether a text is an ISO date, month, year or time, a date without a year, or a weekday."""
    if text.lower() in WEEKDAYS:
        return True
    if re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", text, re.ASCII):
        return _is_iso(time, text)
    if re.fullmatch(r"--\d{2}-\d{2}", text, re.ASCII):
        return _is_iso(date, LEAP_YEAR + text[1:])
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        return _is_iso(date, text + "-01" * (2 - text.count("-")))
    return False


def _is_iso(type_: type[date] | type[time], text: str) -> bool:
    try:
        type_.fromisoformat(text)
    except ValueError:
        return False
    return True
