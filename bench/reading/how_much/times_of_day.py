"""Times of day: '4:12 a.m.', '16:12', 'at 10.05', "five o'clock", 'five in the evening', 'noon'."""

from __future__ import annotations

import re

from bench.reading.how_much.moment import Moment
from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.lexicon import mapping, numerals, words

_DOTTED_TIME = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
_MINUTES = re.compile(r"[0-5]\d")
_HOUR = re.compile(r"\d|1[0-2]")
_BEFORE_TIME = words("numerals", "calendar", "before_time")
_AFTER_NUMBER = words("numerals", "calendar", "after_number")
_HALVES_OF_DAY = words("numerals", "calendar", "half_of_day")
_CARDINALS = numerals("cardinal")
_TIME_NAMES = mapping("numerals", "time_name")
_CLOCK = words("numerals", "clock", "after")
_PARTS_OF_DAY = words("numerals", "clock", "part_of_day")
_PAST = words("numerals", "clock", "past")
_FRACTIONS = numerals("fraction")
_ADDED_FRACTIONS = words("numerals", "spelling", "added_fraction")
_AFTERNOONS = words("numerals", "clock", "afternoon")


def read_time(tokens: list[Token], index: int) -> Moment | None:
    """The time of day that starts at a token; None if none does."""
    if tokens[index].text in _TIME_NAMES:
        return Moment(_TIME_NAMES[tokens[index].text], index + 1)
    return _in_words(tokens, index) or _dotted(tokens, index) or _in_digits(tokens, index)


def _in_words(tokens: list[Token], index: int) -> Moment | None:
    """A time in words: 'half past five' and "five o'clock", whichever half of the day, and 'five in the evening'."""
    minute, hour_index = _minutes_past(tokens, index)
    hour, end = _hour(tokens, hour_index), hour_index + 1
    # Words tell twelve hours only; which half of the day it is stands behind them, if anywhere.
    if not 1 <= hour <= 12:
        return None
    # The tokens of "o'clock" are three.
    has_clock = text_at(tokens, end) in _CLOCK or "".join(token.text for token in tokens[end : end + 3]) in _CLOCK
    if has_clock:
        end += 1 if text_at(tokens, end) in _CLOCK else 3
    is_parted = text_at(tokens, end) == "in" and text_at(tokens, end + 1) == "the"
    # "five in the evening" is 17:00; "five o'clock" alone stays as said.
    part = text_at(tokens, end + 2) if is_parted else ""
    if part in _PARTS_OF_DAY:
        return Moment(f"{hour % 12 + 12 * (part in _AFTERNOONS):02}:{minute:02}", end + 3)
    # A bare "five" is a number.
    return Moment(f"{hour:02}:{minute:02}", end) if has_clock or minute else None


def _hour(tokens: list[Token], index: int) -> int:
    """The number up to 12 at a token; 0 where there is none."""
    word = text_at(tokens, index)
    return int(word) if _HOUR.fullmatch(word) else int(_CARDINALS.get(word, 0))


def _minutes_past(tokens: list[Token], index: int) -> tuple[int, int]:
    """The minutes of 'twenty past three' or 'half past three', and the index of its hour; 0 where it has none."""
    if text_at(tokens, index + 1) not in _PAST:
        return 0, index
    word = tokens[index].text
    minutes = int(60 * _FRACTIONS[word]) if word in _ADDED_FRACTIONS else int(_CARDINALS.get(word, 0))
    return (minutes, index + 2) if 0 < minutes < 60 else (0, index)


def _dotted(tokens: list[Token], index: int) -> Moment | None:
    """A time with a dot: 'at 10.05', but not 'at 10.05 million'."""
    dotted = _DOTTED_TIME.fullmatch(tokens[index].text)
    # Any decimal looks like a time; only a word such as "at" tells.
    if not dotted or not index or tokens[index - 1].text not in _BEFORE_TIME:
        return None
    following = text_at(tokens, index + 1)
    if following in _AFTER_NUMBER:
        return None
    has_half = following.replace(".", "") in _HALVES_OF_DAY
    is_afternoon = has_half and following.startswith("p")
    # 12.05 p.m. is five past noon: the remainder by 12 keeps it from becoming 24:05.
    hour = int(dotted.group(1)) % 12 + 12 if is_afternoon else int(dotted.group(1))
    return Moment(f"{hour:02}:{dotted.group(2)}", index + 1 + has_half)


def _in_digits(tokens: list[Token], index: int) -> Moment | None:
    """A time in digits: '4:12 a.m.', '16:12', '9 p.m.'."""
    # Of a long number the beginning is enough to refuse it.
    if not tokens[index].text.isdecimal() or int(tokens[index].text[:3]) > 24:
        return None
    hour, minute, end = int(tokens[index].text), 0, index + 1
    has_minutes = (
        text_at(tokens, end) in (":", ".")
        and _MINUTES.fullmatch(text_at(tokens, end + 1)) is not None
        # "at 4. 12 people came" has a full stop, and a space behind it.
        and is_joined(tokens, end)
        and is_joined(tokens, end + 1)
    )
    if has_minutes:
        minute, end = int(tokens[end + 1].text), end + 2
    half = text_at(tokens, end).replace(".", "")
    # 12 a.m. is midnight, 12 p.m. noon.
    if half in _HALVES_OF_DAY and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        return Moment(f"{hour:02}:{minute:02}", end + 1)
    # "16:12" is a time by itself, "16.12" is a number.
    is_clock = has_minutes and tokens[index + 1].text == ":" and hour < 24
    return Moment(f"{hour:02}:{minute:02}", end) if is_clock else None
