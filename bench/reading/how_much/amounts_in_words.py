"""Amounts without a number word: 'dozens', 'tens of thousands', 'doubled', 'twice', 'an hour and a half'."""

from __future__ import annotations

from typing import NamedTuple

from bench.reading.how_much.numerals import Token, text_at
from bench.reading.lexicon import measures, numerals, words

VAGUE = "magnitude"
"""Unit of an order of magnitude ("dozens"), which stands for no number in particular."""
TIMES = "x"
"""Unit of what a change multiplies by ("doubled")."""
_MAGNITUDES = numerals("magnitude")
_FEW = numerals("few")
_DURATIONS = numerals("duration")
_MULTIPLES = numerals("multiple")
_FOLDS = numerals("fold")
_TIMES = numerals("times")
_FRACTIONS = numerals("fraction")
_CARDINALS = numerals("cardinal")
_ADDED_FRACTIONS = words("numerals", "spelling", "added_fraction")
_ARTICLES = words("numerals", "unit_alone", "article")
_LONG = words("numerals", "unit_alone", "long")


class AmountInWords(NamedTuple):
    """An amount that was read."""

    value: float
    end: int
    """Index of the token after it."""
    unit: str = ""
    counted: str = ""


def read_magnitude(tokens: list[Token], index: int) -> AmountInWords | None:
    """An order of magnitude: 'dozens', 'hundreds of thousands', 'a few years'; None if there is none."""
    # "a few years", but "a few" people are no amount of time.
    few = index + 1 if text_at(tokens, index) in _ARTICLES else index
    # Units are listed in the singular.
    unit = text_at(tokens, few + 1).removesuffix("s")
    if text_at(tokens, few) in _FEW and unit in _DURATIONS:
        # The quantity ends before its unit, as that of any number ends before what it counts.
        return AmountInWords(float(_FEW[text_at(tokens, few)]), few + 1, VAGUE, unit)
    size = _MAGNITUDES.get(text_at(tokens, index))
    if size is None:
        return None
    is_parted = text_at(tokens, index + 1) == "of"
    of_what = _MAGNITUDES.get(text_at(tokens, index + 2), 0) if is_parted else 0
    # "tens of thousands"
    if of_what >= 1000:
        return AmountInWords(size * of_what, index + 3, VAGUE)
    # "tens" needs its "of thousands"; "scores" without "of" are rather results or points.
    if text_at(tokens, index) == "tens" or (size == _MAGNITUDES["scores"] and not is_parted):
        return None
    return AmountInWords(size, index + 1, VAGUE)


def is_multiple(word: str) -> bool:
    """Whether a word can begin what a change multiplies by: worth a look at how it is parsed."""
    return word in _MULTIPLES or word in _FOLDS or word in _TIMES or word in _CARDINALS


def read_multiple(tokens: list[Token], index: int, *, is_verb: bool) -> AmountInWords | None:
    """What a change multiplies by: 'doubled' as a verb, 'threefold', 'three-fold', 'twice'; None without one."""
    word = text_at(tokens, index)
    if word in _MULTIPLES:
        return AmountInWords(float(_MULTIPLES[word]), index + 1, TIMES) if is_verb else None
    if word in _FOLDS:
        return AmountInWords(float(_FOLDS[word]), index + 1, TIMES)
    # The tokeniser parts "three-fold" at its hyphen, and the list has it as one word.
    if text_at(tokens, index + 1) == "-" and f"{word}{text_at(tokens, index + 2)}" in _FOLDS:
        return AmountInWords(float(_FOLDS[word + text_at(tokens, index + 2)]), index + 3, TIMES)
    # "twice" counts times: "was held twice" has 2 of them.
    if word in _TIMES:
        return AmountInWords(float(_TIMES[word]), index + 1, counted="time")
    return None


def read_unit_alone(tokens: list[Token], index: int, *, is_bounded: bool) -> AmountInWords | None:
    """An amount of one unit without a number; None if there is none.

    'an hour and a half', 'half an hour', 'month-long', and 'at least a decade', where a bound makes it an amount.
    """
    if text_at(tokens, index) == "half" and text_at(tokens, index + 1) in _ARTICLES:
        unit = text_at(tokens, index + 2)
        return AmountInWords(0.5, index + 3, counted=unit) if unit in measures() else None
    long_unit = next((unit for long in _LONG if (unit := _before_long(tokens, index, long))), None)
    if long_unit is not None:
        # "monthlong" is one token and differs from its unit; "month-long" is three, of which the first is the unit.
        return AmountInWords(1.0, index + (1 if text_at(tokens, index) != long_unit else 3), counted=long_unit)
    unit = text_at(tokens, index + 1)
    if text_at(tokens, index) not in _ARTICLES or unit not in measures():
        return None
    fraction = added_fraction(tokens, index + 2)
    if fraction:
        # Five tokens: "an hour and a half".
        return AmountInWords(1.0 + fraction, index + 5, counted=unit)
    # "a second" is an ordinal as well.
    is_duration = measures()[unit][0] == "duration" and unit not in numerals("ordinal")
    return AmountInWords(1.0, index + 2, counted=unit) if is_bounded and is_duration else None


def added_fraction(tokens: list[Token], index: int) -> float:
    """What "and a half" adds to the unit before it ("an hour and a half"); 0 where nothing is added."""
    if text_at(tokens, index) != "and" or text_at(tokens, index + 1) not in _ARTICLES:
        return 0.0
    fraction = text_at(tokens, index + 2)
    return float(_FRACTIONS[fraction]) if fraction in _ADDED_FRACTIONS else 0.0


def _before_long(tokens: list[Token], index: int, long: str) -> str:
    """The unit of 'monthlong' or 'month-long'; empty where it is none, or a number stands before it."""
    word = text_at(tokens, index)
    # "monthlong", then "month-long"
    if word.endswith(long) and word.removesuffix(long) in measures():
        return word.removesuffix(long)
    is_hyphenated = text_at(tokens, index + 1) == "-" and text_at(tokens, index + 2) == long
    # "two-month-long" has a number, and is read from there.
    is_numbered = index > 0 and tokens[index - 1].text == "-"
    return word if is_hyphenated and not is_numbered and word in measures() else ""
