"""Dates, months, years, weekdays and times of day, in the forms that gold facts use."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.lexicon import mapping, numerals, words

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]|0[1-9]")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
_DOTTED_TIME = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
_MINUTES = re.compile(r"[0-5]\d")
_WEEKDAYS = mapping("numerals", "weekday")
_SHORT_WEEKDAYS = mapping("numerals", "short_weekday")
_MONTHS = numerals("month")
_AMBIGUOUS_MONTHS = words("numerals", "calendar", "ambiguous_month")
_BEFORE_MONTH = words("numerals", "calendar", "before_month")
_THIS_MONTH = words("numerals", "calendar", "this_month")
_BEFORE_TIME = words("numerals", "calendar", "before_time")
_AFTER_NUMBER = words("numerals", "calendar", "after_number")
_HALVES_OF_DAY = words("numerals", "calendar", "half_of_day")
_BEFORE_COUNT = words("numerals", "calendar", "before_count")
_BEFORE_YEAR = words("numerals", "year", "before")
_AFTER_YEAR = words("numerals", "year", "after")
_ORDINAL_ENDINGS = words("numerals", "spelling", "ordinal_ending")


class Moment(NamedTuple):
    """A date or time that was read."""

    value: str
    """2025-11-24, 2013-07, 2013, --11-24, --11 (a month alone), 04:12, or a weekday's name."""
    end: int
    """Index of the token after it."""


def read_moment(tokens: list[Token], index: int, text: str) -> Moment | None:
    """The date or time that starts at a token; None if none does."""
    token = tokens[index]
    iso = _ISO.match(text, token.start)
    if iso:
        end = index
        while end < len(tokens) and tokens[end].start < iso.end():
            end += 1
        return Moment(iso.group(), end)
    if token.text in _WEEKDAYS:
        return Moment(_WEEKDAYS[token.text], index + 1)
    short = token.text.rstrip(".")
    if short in _SHORT_WEEKDAYS and text[token.start].isupper() and token.text != "sun":  # "The Sun reported"
        return Moment(_SHORT_WEEKDAYS[short], index + 1)
    return (
        _month_first(tokens, index, text)
        or _day_first(tokens, index, text)
        or _time(tokens, index)
        or _year(tokens, index)
    )


def _is_month(tokens: list[Token], index: int, text: str) -> bool:
    if index >= len(tokens) or tokens[index].text.rstrip(".") not in _MONTHS:
        return False
    if tokens[index].text not in _AMBIGUOUS_MONTHS:
        return True
    # "may" and "march" are months only with a number beside them ("3 May"), or with a capital after "in May".
    beside = [tokens[i].text for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    return any(_DAY.fullmatch(word) or _YEAR.fullmatch(word) for word in beside) or (
        text[tokens[index].start].isupper() and index > 0 and tokens[index - 1].text in _BEFORE_MONTH
    )


def _month_first(tokens: list[Token], index: int, text: str) -> Moment | None:
    """November 24, Nov. 24th, 2025, November 2025, November."""
    if not _is_month(tokens, index, text):
        return None
    month = _MONTHS[tokens[index].text.rstrip(".")]
    next_index = index + 1
    if text_at(tokens, next_index) == ".":
        next_index += 1
    if _DAY.fullmatch(text_at(tokens, next_index)):
        day = int(tokens[next_index].text)
        return _with_year(tokens, _past_ordinal_ending(tokens, next_index + 1), month, day)
    year_index = next_index + 1 if text_at(tokens, next_index) in (",", "of") else next_index
    if _YEAR.fullmatch(text_at(tokens, year_index)):
        return Moment(f"{tokens[year_index].text}-{month:02}", year_index + 1)
    return Moment(f"--{month:02}", index + 1)


def _day_first(tokens: list[Token], index: int, text: str) -> Moment | None:
    """24 November, the 24th of November, the twelfth of the month."""
    word = tokens[index].text
    day = int(word) if _DAY.fullmatch(word) else numerals("ordinal").get(word)
    if day is None or not 1 <= day <= 31:
        return None
    month_index = _past_ordinal_ending(tokens, index + 1)
    if text_at(tokens, month_index) == "of":
        month_index += 1
        if text_at(tokens, month_index) in _THIS_MONTH and text_at(tokens, month_index + 1) == "month":
            return Moment(f"-----{day:02}", month_index + 2)
    if not _is_month(tokens, month_index, text):
        return None
    return _with_year(tokens, month_index + 1, _MONTHS[tokens[month_index].text.rstrip(".")], day)


def _past_ordinal_ending(tokens: list[Token], index: int) -> int:
    """The index behind the ending of an ordinal in digits: '24th'."""
    return index + 1 if text_at(tokens, index) in _ORDINAL_ENDINGS and is_joined(tokens, index) else index


def _with_year(tokens: list[Token], index: int, month: int, day: int) -> Moment:
    """A day of a month, with the year if one follows: 'November 24, 2025'."""
    year_index = index + 1 if text_at(tokens, index) == "," else index
    if _YEAR.fullmatch(text_at(tokens, year_index)):
        return Moment(f"{tokens[year_index].text}-{month:02}-{day:02}", year_index + 1)
    return Moment(f"--{month:02}-{day:02}", index)


def _time(tokens: list[Token], index: int) -> Moment | None:
    """4:12 a.m., 16:12, 9 p.m., at 10.05."""
    dotted = _DOTTED_TIME.fullmatch(tokens[index].text)
    if dotted and index and tokens[index - 1].text in _BEFORE_TIME:
        following = text_at(tokens, index + 1)
        if following not in _AFTER_NUMBER:
            has_half = following.replace(".", "") in _HALVES_OF_DAY
            is_afternoon = has_half and following.startswith("p")
            hour = int(dotted.group(1)) % 12 + 12 if is_afternoon else int(dotted.group(1))
            return Moment(f"{hour:02}:{dotted.group(2)}", index + 1 + has_half)
    if not tokens[index].text.isdecimal() or int(tokens[index].text[:3]) > 24:
        return None
    hour, minute, end = int(tokens[index].text), 0, index + 1
    has_minutes = (
        text_at(tokens, end) in (":", ".")
        and _MINUTES.fullmatch(text_at(tokens, end + 1)) is not None
        and is_joined(tokens, end)
        and is_joined(tokens, end + 1)
    )
    if has_minutes:
        minute, end = int(tokens[end + 1].text), end + 2
    half = text_at(tokens, end).replace(".", "")
    if half in _HALVES_OF_DAY and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        return Moment(f"{hour:02}:{minute:02}", end + 1)
    is_clock = has_minutes and tokens[index + 1].text == ":" and hour < 24
    return Moment(f"{hour:02}:{minute:02}", end) if is_clock else None


def _year(tokens: list[Token], index: int) -> Moment | None:
    """A year standing alone, where nothing is counted with it."""
    if not _YEAR.fullmatch(tokens[index].text):
        return None
    preceding = tokens[index - 1].text if index else ""
    if preceding in _BEFORE_COUNT:
        return None
    following = text_at(tokens, index + 1)
    if following.isalpha() and preceding not in _BEFORE_YEAR and following not in _AFTER_YEAR:
        return None  # "2024 people" is a count; "the 2024 vote" and "2024 and" are years
    return Moment(tokens[index].text, index + 1)
