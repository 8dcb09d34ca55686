"""Dates, months and weekdays, in the forms that gold facts use; years and times of day are read beside this."""

from __future__ import annotations

import re

from bench.reading.how_much.moment import Moment
from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.how_much.times_of_day import read_time
from bench.reading.how_much.years import YEAR, full_year, read_date_in_digits, read_decade, read_year
from bench.reading.lexicon import mapping, numerals, words
from bench.records.statement import WEEKDAYS

_DAY = re.compile(r"[1-9]|[12]\d|3[01]|0[1-9]")
_SHORT_YEAR = re.compile(r"\d{2}")
_SHORT_WEEKDAYS = mapping("numerals", "short_weekday")
_MONTHS = numerals("month")
_AMBIGUOUS_MONTHS = words("numerals", "calendar", "ambiguous_month")
_BEFORE_MONTH = words("numerals", "calendar", "before_month")
_THIS_MONTH = words("numerals", "calendar", "this_month")
_ORDINAL_ENDINGS = words("numerals", "spelling", "ordinal_ending")
_DASHES = ("-", "–", "—")


def read_moment(tokens: list[Token], index: int, text: str) -> Moment | None:
    """The date or time that starts at a token of a sentence; None if none does."""
    token = tokens[index]
    # Digits first: "2013-07" is a month before it is a year.
    moment = read_date_in_digits(tokens, index, text)
    if moment is not None:
        return moment
    if token.text in WEEKDAYS:
        return Moment(token.text.capitalize(), index + 1)
    short = token.text.rstrip(".")
    # "on Fri", but "the sun", "he sat" and, with a capital too, "The Sun reported" are other words.
    if short in _SHORT_WEEKDAYS and text[token.start].isupper() and token.text != "sun":
        return Moment(_SHORT_WEEKDAYS[short], index + 1)
    return (
        _month_first(tokens, index, text)
        or _day_first(tokens, index, text)
        or read_decade(tokens, index)
        or read_time(tokens, index)
        or read_year(tokens, index)
    )


def _is_month(tokens: list[Token], index: int, text: str) -> bool:
    if index >= len(tokens) or tokens[index].text.rstrip(".") not in _MONTHS:
        return False
    if tokens[index].text not in _AMBIGUOUS_MONTHS:
        return True
    # "may" and "march" are months only with a number beside them ("3 May"), or with a capital behind "in" ("in May").
    beside = [tokens[i].text for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    is_numbered = any(_DAY.fullmatch(word) or YEAR.fullmatch(word) for word in beside)
    return (
        is_numbered
        or (index > 0 and tokens[index - 1].text in _ORDINAL_ENDINGS)
        or (text[tokens[index].start].isupper() and index > 0 and tokens[index - 1].text in _BEFORE_MONTH)
    )


def _month_first(tokens: list[Token], index: int, text: str) -> Moment | None:
    """A date that begins with its month: November 24, Nov. 24th, 2025, November 24-26, November, July-September."""
    if not _is_month(tokens, index, text):
        return None
    month = _MONTHS[tokens[index].text.rstrip(".")]
    next_index = index + 1
    # The tokeniser may part an abbreviation from its full stop: "Nov. 24".
    if text_at(tokens, next_index) == ".":
        next_index += 1
    if _DAY.fullmatch(text_at(tokens, next_index)):
        day = int(tokens[next_index].text)
        day_end = _past_ordinal_ending(tokens, next_index + 1)
        last_day = text_at(tokens, day_end + 1) if text_at(tokens, day_end) in _DASHES else ""
        # "November 24-26, 2025": the year behind is that of both days.
        if _DAY.fullmatch(last_day) and int(last_day) > day:
            start = _with_year(tokens, day_end + 2, month, day)
            end = _with_year(tokens, day_end + 2, month, int(last_day))
            return start._replace(value_high=end.value)
        return _with_year(tokens, day_end, month, day)
    # "July-September 2025": the first month takes the year of the last.
    if text_at(tokens, next_index) in _DASHES and text_at(tokens, next_index + 1).rstrip(".") in _MONTHS:
        last = _month_alone(tokens, next_index + 1)
        # Without its month "2025-09" is "2025", and "--09" is "-": with the first month behind they are "2025-07" and
        # "--07".
        return Moment(last.value[: -len("-MM")] + f"-{month:02}", last.end, last.value)
    return _month_alone(tokens, index)


def _month_alone(tokens: list[Token], index: int) -> Moment:
    """A month without a day: November, November 2025, November of 2025."""
    month = _MONTHS[tokens[index].text.rstrip(".")]
    next_index = index + 2 if text_at(tokens, index + 1) == "." else index + 1
    year_index = next_index + 1 if text_at(tokens, next_index) in (",", "of") else next_index
    if YEAR.fullmatch(text_at(tokens, year_index)):
        return Moment(f"{tokens[year_index].text}-{month:02}", year_index + 1)
    return Moment(f"--{month:02}", index + 1)


def _day_first(tokens: list[Token], index: int, text: str) -> Moment | None:
    """A date that begins with its day: 24 November, 24-26 November, the 24th of November, the twelfth of the month."""
    word = tokens[index].text
    # "the twelfth of May": in words there is no day after the thirtieth.
    day = int(word) if _DAY.fullmatch(word) else numerals("ordinal").get(word)
    if day is None or not 1 <= day <= 31:
        return None
    month_index = _past_ordinal_ending(tokens, index + 1)
    last_day = text_at(tokens, month_index + 1) if text_at(tokens, month_index) in _DASHES else ""
    if _DAY.fullmatch(last_day) and int(last_day) > day:
        last = _day_first(tokens, month_index + 1, text)
        # "24-26 November": the later day is read with month and year, which are the earlier one's too.
        return last and last._replace(value=f"{last.value[:-2]}{day:02}", value_high=last.value)
    if text_at(tokens, month_index) == "of":
        month_index += 1
        # "the 12th of this month" is a day without a month.
        if text_at(tokens, month_index) in _THIS_MONTH and text_at(tokens, month_index + 1) == "month":
            return Moment(f"-----{day:02}", month_index + 2)
    if not _is_month(tokens, month_index, text):
        return None
    return _with_year(tokens, month_index + 1, _MONTHS[tokens[month_index].text.rstrip(".")], day)


def _past_ordinal_ending(tokens: list[Token], index: int) -> int:
    """The index behind the ending of an ordinal in digits: '24th'."""
    return index + 1 if text_at(tokens, index) in _ORDINAL_ENDINGS and is_joined(tokens, index) else index


def _with_year(tokens: list[Token], index: int, month: int, day: int) -> Moment:
    """A day of a month, with the year if one follows: 'November 24, 2025', "3 May '26"."""
    year_index = index + 1 if text_at(tokens, index) in (",", "'") else index
    year = text_at(tokens, year_index)
    # A short year needs its apostrophe: "3 May '26", while "3 May 26 people" has a count.
    is_short = text_at(tokens, index) == "'" and _SHORT_YEAR.fullmatch(year) and is_joined(tokens, year_index)
    if YEAR.fullmatch(year) or is_short:
        return Moment(f"{full_year(year)}-{month:02}-{day:02}", year_index + 1)
    return Moment(f"--{month:02}-{day:02}", index)
