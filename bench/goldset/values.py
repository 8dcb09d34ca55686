"""The forms that the value of a number fact may have."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, time

from bench.facts import NumberFact
from bench.goldset.mistakes import Mistake

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAP_YEAR = "2000"
"""Stands in where a date has no year, so that --02-29 is one."""


def number_mistakes(fact: NumberFact) -> Iterator[Mistake]:
    """What is wrong with a number fact's value and bounds."""
    value, high = fact.value, fact.value_high
    if isinstance(value, str):
        if not is_value(value):
            yield Mistake(
                "value",
                f"'{value[:60]}' is no value: write a number without quotation marks, an ISO date "
                "(2025-11-24), month (2013-07), year (2005) or time (09:00), --11-24 for a date without "
                "a year, or a weekday",
            )
    elif not math.isfinite(value):
        yield Mistake("value", f"{value} is no number")
    if fact.comparator == "between" and high is None:
        yield Mistake("value_high", "missing although the comparator is 'between'; add the range's upper end")
    if high is None:
        return
    if fact.comparator != "between":
        yield Mistake(
            "comparator",
            f"'{fact.comparator}' although there is a value_high; make it 'between', or remove value_high",
        )
    if isinstance(value, str):
        yield Mistake("value_high", f"a range needs a number as its value, not '{value[:60]}'")
    elif not high > value:
        yield Mistake("value_high", f"{high:g} is not above the value {value:g}; put the lower end in value")


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
