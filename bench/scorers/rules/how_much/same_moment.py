"""When two dates or times are the same, whichever of their parts each states."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.lexicon import words
from bench.records import Quantity

_CLOCK = words("numerals", "clock", "after")
_PAST = words("numerals", "clock", "past")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d+")


class Day(NamedTuple):
    """A date's parts, '' for what is not stated; the year of a decade is '199', that of 2014/15 as it is."""

    year: str
    month: str
    day: str


def is_same_moment(one: Quantity, other: Quantity) -> bool:
    """Whether two dates agree in every part that both state; a year may also be written as a plain number."""
    if (one.value_high is None) != (other.value_high is None):
        return False
    if isinstance(one.value_high, str) and isinstance(other.value_high, str):
        highs = (one.model_copy(update={"value": one.value_high}), other.model_copy(update={"value": other.value_high}))
        return _is_same_start(one, other) and _is_same_start(*highs)
    return _is_same_start(one, other)


def _is_same_start(one: Quantity, other: Quantity) -> bool:
    first, second = parts(one), parts(other)
    if first is None or second is None:
        return False
    if isinstance(first, str) or isinstance(second, str):
        return first == second or _is_same_hour(one, other)
    return (
        _agree(first, second)
        or any(_agree(first, day) for day in _other_order(other))
        or any(_agree(day, second) for day in _other_order(one))
    )


def _agree(first: Day, second: Day) -> bool:
    stated = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
    return bool(stated) and all(a == b or _is_same_year(a, b) for a, b in stated)


def _is_same_year(one: str, other: str) -> bool:
    """Whether a year lies in a decade ("199"), or is either calendar year of a fiscal one ("2014/15")."""
    short, long = sorted((one, other), key=len)
    if "/" in long:
        return short in (long[:4], long[:2] + long[-2:])
    return len(short) == 3 and long.startswith(short)


def _other_order(quantity: Quantity) -> list[Day]:
    """A date in digits with day and month the other way round: 5/3/2026 is the fifth of March or the third of May."""
    slashed = _SLASHED.fullmatch(quantity.text)
    day = parts(quantity)
    return [Day(day.year, day.day, day.month)] if slashed and isinstance(day, Day) else []


def _is_same_hour(one: Quantity, other: Quantity) -> bool:
    """Whether two times are the same where one is told by the clock, which leaves the half of the day open."""
    if not all(isinstance(row.value, str) and ":" in row.value for row in (one, other)):
        return False
    if all(_tells_half_of_day(row.text.lower()) for row in (one, other)):
        return False
    (hour, minute), (other_hour, other_minute) = (str(row.value).split(":")[:2] for row in (one, other))
    return int(hour) % 12 == int(other_hour) % 12 and minute == other_minute


def _tells_half_of_day(text: str) -> bool:
    """Whether a time is written so that it can only be one: not "five o'clock" or 'half past five'."""
    return not (text.endswith(tuple(_CLOCK)) or any(f" {word} " in text and " in " not in text for word in _PAST))


def parts(quantity: Quantity) -> Day | str | None:
    """Year, month and day; or a weekday or time as it is; None for a number that is no year."""
    value = quantity.value
    if isinstance(value, float):
        return Day(f"{value:.0f}", "", "") if 1000 <= value <= 2100 and value.is_integer() else None
    if ":" in value or value.isalpha():
        return value.lower()
    if value.startswith("-----"):
        return Day("", "", value[5:])
    if value.startswith("--"):
        month, _, day = value[2:].partition("-")
        return Day("", month, day)
    if value.endswith("s"):
        return Day(value[:3], "", "")
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    return Day(year, month, day)


def as_specific(one: Quantity, other: Quantity) -> bool:
    """Whether the first states every part of a date that the second does: 'December' does not state 'December 15'."""
    first, second = parts(one), parts(other)
    if not isinstance(first, Day) or not isinstance(second, Day):
        return True
    if len(first.year) == 3 and len(second.year) > 3:
        return False  # the 1990s do not tell 1994
    return all(a or not b for a, b in zip(first[1:], second[1:], strict=True))
