"""Years, decades, fiscal years and dates in digits: '2013', 'the 1990s', '2014-15', '3.5.2026'."""

from __future__ import annotations

import re

from bench.reading.how_much.moment import Moment
from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.lexicon import mapping, words

# 1500 to 2099: other numbers of four digits are rather counts.
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
# The same sign twice ("3.5.2026", "5/3/26"), and no figure beside it, so that a version like "1.2.3.45" is no date.
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


def read_date_in_digits(tokens: list[Token], index: int, text: str) -> Moment | None:
    """A date that is all digits and signs, or two years as one; None if none starts at this token."""
    start = tokens[index].start
    if not tokens[index].text[0].isdigit():
        return None
    # "9/11" would be read as a fraction.
    for name, value in _DAY_NAMES.items():
        if text.startswith(name, start) and not text[start + len(name) :][:1].isalnum():
            return Moment(value, _index_at(tokens, index, start + len(name)))
    # "2013-07" has the look of both: as two years it is refused, and read as a month below.
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
    earlier, digits = int(years.group(1)), years.group(2)
    later = int(digits) if len(digits) == 4 else earlier // 100 * 100 + int(digits)
    # "1999-00" has its second year in the next century.
    if later % 100 == (earlier + 1) % 100 and later - earlier in (1, -99):
        return Moment(f"{earlier}/{(earlier + 1) % 100:02}", end)
    # Two digits up to 12 are rather a month.
    is_range = later > earlier and (len(digits) == 4 or int(digits) > 12)
    return Moment(str(earlier), end, str(later)) if is_range else None


def _numeric_date(numeric: re.Match[str], end: int) -> Moment | None:
    """'3.5.2026' has the day first, '5/3/2026' the month unless that cannot be."""
    leading, middle, year = int(numeric.group(1)), int(numeric.group(3)), full_year(numeric.group(4))
    day, month = (leading, middle) if numeric.group(2) == "." or leading > 12 else (middle, leading)
    return Moment(f"{year}-{month:02}-{day:02}", end) if 1 <= month <= 12 and 1 <= day <= 31 else None


def full_year(digits: str) -> int:
    """The year that two or four digits stand for."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year <= _LATEST_SHORT_YEAR else 1900)


def read_decade(tokens: list[Token], index: int) -> Moment | None:
    """The decade at a token: 'the 1990s', "the '90s", 'the nineties'; None if there is none."""
    word, preceding = tokens[index].text, tokens[index - 1].text if index else ""
    # "the nineties", but "in her nineties" is an age.
    if word in _DECADES and preceding in _BEFORE_DECADE:
        return Moment(_DECADES[word], index + 1)
    if text_at(tokens, index + 1) != "s" or not is_joined(tokens, index + 1):
        return None
    if YEAR.fullmatch(word) and word.endswith("0"):
        return Moment(f"{word}s", index + 2)
    if _SHORT_DECADE.fullmatch(word) and preceding in _BEFORE_DECADE:
        # "the 00s" and "the 10s" are of this century, all others are taken for the last one.
        century = 2000 if word in ("00", "10") else 1900
        return Moment(f"{century + int(word)}s", index + 2)
    return None


def read_year(tokens: list[Token], index: int) -> Moment | None:
    """A year that stands alone, unless it counts something; None if there is none."""
    if not YEAR.fullmatch(tokens[index].text):
        return None
    preceding = tokens[index - 1].text if index else ""
    # "$1999", "about 2000"
    if preceding in _BEFORE_COUNT:
        return None
    following = text_at(tokens, index + 1)
    if following.isalpha() and preceding not in _BEFORE_YEAR and following not in _AFTER_YEAR:
        # "2024 people" is a count; "the 2024 vote" and "2024 and" are years.
        return None
    return Moment(tokens[index].text, index + 1)
