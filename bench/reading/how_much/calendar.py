"""Dates, months, years, weekdays and times of day, in the forms that gold facts use."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.how_much.numerals import Token
from bench.reading.lexicon import numerals

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = {day[:3]: day for day in WEEKDAYS} | {
    "tues": "tuesday",
    "thurs": "thursday",
    "wednes": "wednesday",
}
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]|0[1-9]")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")


class Moment(NamedTuple):
    """A date or time that was read."""

    value: str
    """2025-11-24, 2013-07, 2013, --11-24, --11 (a month alone), 04:12, or a weekday's name."""
    end: int
    """Index of the token after it."""


def moment(row: list[Token], at: int, text: str) -> Moment | None:
    """The date or time that starts at a token; None if none does."""
    word = row[at].text
    iso = _ISO.match(text, row[at].start)
    if iso:
        end = at
        while end < len(row) and row[end].start < iso.end():
            end += 1
        return Moment(iso.group(), end)
    if word in WEEKDAYS:
        return Moment(word.capitalize(), at + 1)
    if word.rstrip(".") in _SHORT_DAYS and text[row[at].start].isupper() and word != "sun":
        return Moment(_SHORT_DAYS[word.rstrip(".")].capitalize(), at + 1)
    return _month_first(row, at, text) or _day_first(row, at, text) or _time(row, at) or _year(row, at)


def _is_month(row: list[Token], at: int, text: str) -> bool:
    if at >= len(row) or row[at].text.rstrip(".") not in numerals("month"):
        return False
    # "may" and "march" are months only with a capital or a number beside them.
    if row[at].text in ("may", "march", "mar", "dec", "sep", "jan", "jun", "second"):
        beside = [row[i].text for i in (at - 1, at + 1) if 0 <= i < len(row)]
        return any(_DAY.fullmatch(w) or _YEAR.fullmatch(w) for w in beside) or (
            text[row[at].start].isupper()
            and at > 0
            and row[at - 1].text in ("in", "since", "last", "until", "by", "of", "early", "late", "from")
        )
    return True


def _month_first(row: list[Token], at: int, text: str) -> Moment | None:
    if not _is_month(row, at, text):
        return None
    month = numerals("month")[row[at].text.rstrip(".")]
    i = at + 1
    if i < len(row) and row[i].text == ".":
        i += 1
    if i < len(row) and _DAY.fullmatch(row[i].text):
        day = int(row[i].text)
        i += 1
        if i < len(row) and row[i].text in ("st", "nd", "rd", "th") and row[i].start == row[i - 1].end:
            i += 1
        j = i + 1 if i < len(row) and row[i].text == "," else i
        if j < len(row) and _YEAR.fullmatch(row[j].text):
            return Moment(f"{row[j].text}-{month:02}-{day:02}", j + 1)
        return Moment(f"--{month:02}-{day:02}", i)
    j = i + 1 if i < len(row) and row[i].text in (",", "of") else i
    if j < len(row) and _YEAR.fullmatch(row[j].text):
        return Moment(f"{row[j].text}-{month:02}", j + 1)
    return Moment(f"--{month:02}", at + 1)


def _day_first(row: list[Token], at: int, text: str) -> Moment | None:
    """24 November, the 24th of November, the twelfth of the month."""
    word = row[at].text
    day = int(word) if _DAY.fullmatch(word) else numerals("ordinal").get(word)
    if day is None or not 1 <= day <= 31:
        return None
    i = at + 1
    if i < len(row) and row[i].text in ("st", "nd", "rd", "th") and row[i].start == row[i - 1].end:
        i += 1
    if i < len(row) and row[i].text == "of":
        i += 1
        if [token.text for token in row[i : i + 2]] in (["the", "month"], ["this", "month"]):
            return Moment(f"-----{day:02}", i + 2)
    if not _is_month(row, i, text):
        return None
    month = numerals("month")[row[i].text.rstrip(".")]
    i += 1
    j = i + 1 if i < len(row) and row[i].text == "," else i
    if j < len(row) and _YEAR.fullmatch(row[j].text):
        return Moment(f"{row[j].text}-{month:02}-{day:02}", j + 1)
    return Moment(f"--{month:02}-{day:02}", i)


def _time(row: list[Token], at: int) -> Moment | None:
    """4:12 a.m., 16:12, 9 p.m., at 10.05."""
    dotted = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", row[at].text)
    if (
        dotted
        and at
        and row[at - 1].text in ("at", "by", "from", "until", "around", "since", "before", "after", "till")
    ):
        follows = row[at + 1].text if at + 1 < len(row) else ""
        if follows not in ("%", "million", "billion", "percent", "per", "percentage"):
            end = at + 2 if follows.replace(".", "") in ("am", "pm") else at + 1
            hour = int(dotted.group(1)) % 12 + 12 if follows.startswith("p") and end > at + 1 else int(dotted.group(1))
            return Moment(f"{hour:02}:{dotted.group(2)}", end)
    if not row[at].text.isdecimal() or int(row[at].text[:3]) > 24:
        return None
    hour, minute, i = int(row[at].text), 0, at + 1
    has_minutes = i + 1 < len(row) and row[i].text in (":", ".") and re.fullmatch(r"[0-5]\d", row[i + 1].text)
    if has_minutes and row[i].start == row[i - 1].end and row[i + 1].start == row[i].end:
        minute, i = int(row[i + 1].text), i + 2
    else:
        has_minutes = None
    half = row[i].text.replace(".", "") if i < len(row) else ""
    if half in ("am", "pm") and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        return Moment(f"{hour:02}:{minute:02}", i + 1)
    return Moment(f"{hour:02}:{minute:02}", i) if has_minutes and row[at + 1].text == ":" and hour < 24 else None


def _year(row: list[Token], at: int) -> Moment | None:
    """A year standing alone, where nothing is counted with it."""
    if not _YEAR.fullmatch(row[at].text):
        return None
    before = row[at - 1].text if at else ""
    if before in ("$", "€", "£", "#", "about", "than", "some", "over", "nearly", "almost", "least"):
        return None
    follows = row[at + 1].text if at + 1 < len(row) else ""
    words = numerals("year")
    if follows.isalpha() and before not in words["before"] and follows not in words["after"]:
        return None  # "2024 people" is a count; "the 2024 vote" and "2024 and" are years
    return Moment(row[at].text, at + 1)
