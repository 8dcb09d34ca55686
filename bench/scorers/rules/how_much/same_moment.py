"""When two dates or times are the same, whichever of their parts each states."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bench.reading.lexicon import words
from bench.records import Quantity
from bench.scorers.rules.lexicon import settings

_CLOCK = words("numerals", "clock", "after")
_PAST = words("numerals", "clock", "past")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d+")
_DECADE = 3
"""Digits that name a decade: the "199" of "1990s"."""


class Day(NamedTuple):
    """A date's parts, '' for what is not stated; the year of a decade is '199', that of 2014/15 as it is."""

    year: str
    month: str
    day: str


def is_same_moment(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two dates agree in every part that both state; a year may also be written as a plain number."""
    # "3 May" is one end of "from 3 May to 9 May", which is for bound_change.py to say, and not the same
    if (quantity.value_high is None) != (counterpart.value_high is None):
        return False
    if isinstance(quantity.value_high, str) and isinstance(counterpart.value_high, str):
        ends = (
            quantity.model_copy(update={"value": quantity.value_high}),
            counterpart.model_copy(update={"value": counterpart.value_high}),
        )
        return _has_same_start(quantity, counterpart) and _has_same_start(*ends)
    return _has_same_start(quantity, counterpart)


def _has_same_start(quantity: Quantity, counterpart: Quantity) -> bool:
    moment = _parts(quantity.value)
    if moment is None:
        return False
    counter_moment = _parts(counterpart.value)
    if counter_moment is None:
        return False
    # A weekday or a time has no parts of which one could be left out: "Friday" is "Friday" or another day.
    if isinstance(moment, str) or isinstance(counter_moment, str):
        return moment == counter_moment or _is_same_by_clock(quantity, counterpart)
    # "3/6/2026" agrees with whichever of its two readings the other date has
    return (
        _agree(moment, counter_moment)
        or any(_agree(moment, day) for day in _other_order(counterpart))
        or any(_agree(day, counter_moment) for day in _other_order(quantity))
    )


def _agree(day: Day, counter_day: Day) -> bool:
    """Whether two dates have a part in common and contradict each other in none: "November" and "November 24"."""
    have_part_in_common = False
    for part, counter_part in zip(day, counter_day, strict=True):
        if part and counter_part:
            if part != counter_part and not _is_same_year(part, counter_part):
                return False
            have_part_in_common = True
    return have_part_in_common


def _is_same_year(year: str, counter_year: str) -> bool:
    """Whether a year lies in a decade ("199"), or is either calendar year of a fiscal one ("2014/15")."""
    short, long = sorted((year, counter_year), key=len)
    if "/" in long:
        return short in (long[:4], long[:2] + long[-2:])
    return len(short) == _DECADE and long.startswith(short)


def _other_order(quantity: Quantity) -> list[Day]:
    """A date in digits with day and month the other way round: 5/3/2026 is the fifth of March or the third of May."""
    if "/" not in quantity.text or not _SLASHED.fullmatch(quantity.text):
        return []
    day = date_parts(quantity)
    return [Day(day.year, day.day, day.month)] if isinstance(day, Day) else []


def _is_same_by_clock(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two times are the same where one is told by the clock, which leaves the half of the day open."""
    if not all(isinstance(time.value, str) and ":" in time.value for time in (quantity, counterpart)):
        return False
    # "seven in the morning" is no "7pm": where both tell the half of the day, they have to agree in it.
    if all(_tells_half_of_day(time.text.lower()) for time in (quantity, counterpart)):
        return False
    (hour, minute), (counter_hour, counter_minute) = (
        str(time.value).split(":")[:2] for time in (quantity, counterpart)
    )
    return int(hour) % 12 == int(counter_hour) % 12 and minute == counter_minute


def _tells_half_of_day(text: str) -> bool:
    """Whether a time is written so that it can only be one: not "five o'clock" or 'half past five'."""
    return not (text.endswith(tuple(_CLOCK)) or any(f" {word} " in text and " in " not in text for word in _PAST))


def date_parts(quantity: Quantity) -> Day | str | None:
    """Year, month and day; or a weekday or time as it is; None for a number that is no year."""
    return _parts(quantity.value)


@lru_cache(maxsize=10_000)
def _parts(value: float | str) -> Day | str | None:
    # a gold fact may hold a year as a plain number: `value = 1987`
    if isinstance(value, float):
        could_be_year = settings()["first_year"] <= value <= settings()["last_year"] and value.is_integer()
        return Day(f"{value:.0f}", "", "") if could_be_year else None
    if ":" in value or value.isalpha():
        return value.lower()
    if value.startswith("-----"):  # "the 24th", with neither year nor month
        return Day("", "", value[5:])
    if value.startswith("--"):  # "November 24" or "November", without a year
        month, _, day = value[2:].partition("-")
        return Day("", month, day)
    if value.endswith("s"):  # "the 1990s"
        return Day(value[:_DECADE], "", "")
    year, _, month_and_day = value.partition("-")
    month, _, day = month_and_day.partition("-")
    return Day(year, month, day)


def is_as_specific(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether a date states every part that another one does: 'December' does not state 'December 15'."""
    day = date_parts(quantity)
    if not isinstance(day, Day):
        return True
    counter_day = date_parts(counterpart)
    if not isinstance(counter_day, Day):
        return True
    if len(day.year) == _DECADE and len(counter_day.year) > _DECADE:
        return False  # the 1990s do not tell 1994
    # The year is left aside: a text of 2026 need not say of which year its "3 May" is.
    return all(part or not counter_part for part, counter_part in zip(day[1:], counter_day[1:], strict=True))
