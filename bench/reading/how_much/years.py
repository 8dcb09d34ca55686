"""Years, decades, fiscal years and dates in digits: '2013', 'the 1990s', '2014-15', '3.5.2026'."""

from __future__ import annotations

import re

from bench.reading.how_much.moment import Moment
from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.lexicon import mapping, words

YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d)")
_TWO_YEARS = re.compile(r"(?<![\d-])(1[5-9]\d\d|20\d\d)[-–/](1[5-9]\d\d|20\d\d|\d{2})(?![\d-])")
_SHORT_DECADE = re.compile(r"[1-9]0|00")
_DECADES = mapping("numerals", "decade")
_DAY_NAMES = mapping("numerals", "day_name")
_BEFORE_DECADE = words("numerals", "decade_short", "before")
_BEFORE_COUNT = words("numerals", "calendar", "before_count")
_BEFORE_YEAR = words("numerals", "year", "before")
_AFTER_YEAR = words("numerals", "year", "after")
_LATEST_SHORT_YEAR = 49
"""Two digits up to here are of this century."""


def in_digits(tokens: list[Token], index: int, text: str) -> Moment | None:
    """A date that is all digits and signs, or two years as one; None if none starts at this token."""
    start = tokens[index].start
    if not tokens[index].text[0].isdigit():
        return None
    for name, value in _DAY_NAMES.items():
        if text.startswith(name, start) and not text[start + len(name) :][:1].isalnum():
            return Moment(value, _index_at(tokens, index, start + len(name)))
    if years := _TWO_YEARS.match(text, start):
        moment = _two_years(years, _index_at(tokens, index, years.end()))
        if moment is not None:
            return moment
    if iso := _ISO.match(text, start):
        return Moment(iso.group(), _index_at(tokens, index, iso.end()))
    numeric = _NUMERIC.match(text, start)
    return _numeric_date(numeric, _index_at(tokens, index, numeric.end())) if numeric else None


def _index_at(tokens: list[Token], index: int, offset: int) -> int:
    """The index of the first token at or behind an offset."""
    while index < len(tokens) and tokens[index].start < offset:
        index += 1
    return index


def _two_years(years: re.Match[str], end: int) -> Moment | None:
    """'2014-15' and '2014-2015' are a fiscal year or season, '2010-2013' is a range; None for '2013-07'."""
    first, second = int(years.group(1)), years.group(2)
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last % 100 == (first + 1) % 100 and last - first in (1, -99):
        return Moment(f"{first}/{(first + 1) % 100:02}", end)
    is_range = last > first and (len(second) == 4 or int(second) > 12)
    return Moment(str(first), end, str(last)) if is_range else None


def _numeric_date(numeric: re.Match[str], end: int) -> Moment | None:
    """'3.5.2026' has the day first, '5/3/2026' the month unless that cannot be."""
    first, second, year = int(numeric.group(1)), int(numeric.group(3)), full_year(numeric.group(4))
    day, month = (first, second) if numeric.group(2) == "." or first > 12 else (second, first)
    return Moment(f"{year}-{month:02}-{day:02}", end) if 1 <= month <= 12 and 1 <= day <= 31 else None


def full_year(digits: str) -> int:
    """The year that two or four digits stand for."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year <= _LATEST_SHORT_YEAR else 1900)


def decade(tokens: list[Token], index: int) -> Moment | None:
    """'the 1990s', "the '90s", 'the nineties'."""
    word, preceding = tokens[index].text, tokens[index - 1].text if index else ""
    if word in _DECADES and preceding in _BEFORE_DECADE:
        return Moment(_DECADES[word], index + 1)
    if text_at(tokens, index + 1) != "s" or not is_joined(tokens, index + 1):
        return None
    if YEAR.fullmatch(word) and word.endswith("0"):
        return Moment(f"{word}s", index + 2)
    if _SHORT_DECADE.fullmatch(word) and preceding in _BEFORE_DECADE:
        century = 2000 if word in ("00", "10") else 1900
        return Moment(f"{century + int(word)}s", index + 2)
    return None


def single_year(tokens: list[Token], index: int) -> Moment | None:
    """A year standing alone, where nothing is counted with it."""
    if not YEAR.fullmatch(tokens[index].text):
        return None
    preceding = tokens[index - 1].text if index else ""
    if preceding in _BEFORE_COUNT:
        return None
    following = text_at(tokens, index + 1)
    if following.isalpha() and preceding not in _BEFORE_YEAR and following not in _AFTER_YEAR:
        return None  # "2024 people" is a count; "the 2024 vote" and "2024 and" are years
    return Moment(tokens[index].text, index + 1)
