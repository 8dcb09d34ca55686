"""What stands behind a number: its unit of measure, and the base of a rate."""

from __future__ import annotations

from typing import NamedTuple

from bench.reading.how_much.numerals import Numeral, Token, read_numeral, text_at
from bench.reading.lexicon import numerals, words

_CURRENCIES = numerals("currency")
_PERCENTAGES = numerals("percent")
_MULTIPLIERS = numerals("multiplier")
_ADDED_FRACTIONS = words("numerals", "spelling", "added_fraction")
_BASE_SCALES = words("numerals", "spelling", "base_scale")
_RATE_PREPOSITIONS = words("numerals", "rate", "preposition")
_RATE_FILLERS = words("numerals", "rate", "filler")
_DISTRIBUTIVES = words("numerals", "rate", "distributive")
_NO_RATE = words("numerals", "rate", "no_rate")
_TIMES = words("numerals", "rate", "time")


class Unit(NamedTuple):
    """A unit of measure that was read."""

    name: str
    end: int
    """Index of the token after it."""


class Base(NamedTuple):
    """The base of a rate that was read: 10,000 of 'per 10,000'."""

    value: float
    end: int
    """Index of the token after it."""


def read_unit(tokens: list[Token], index: int) -> Unit | None:
    """A unit of measure right behind a number."""
    # "a five-dollar note", "a 5-percent rise".
    if text_at(tokens, index) == "-":
        index += 1
    if text_at(tokens, index) == "of" and text_at(tokens, index + 1) == "a":
        # "four-fifths of a percentage point"
        index += 2
    elif text_at(tokens, index) == "a" and tokens[index - 1].text in _ADDED_FRACTIONS:
        # "half a percentage point"
        index += 1
    word = text_at(tokens, index)
    two_words = " ".join(token.text for token in tokens[index : index + 2])
    for names in (_PERCENTAGES, _CURRENCIES):
        # "Hong Kong dollars" and "per cent" go before "dollars" and "cent".
        for count in (3, 2):
            several = " ".join(token.text for token in tokens[index : index + count])
            if several.count(" ") == count - 1 and several in names:
                return Unit(names[several], index + count)
        # A "$" behind a number belongs to the next one: "5 $10 notes".
        if word in names and (word.isalpha() or word == "%"):
            # "5 percent points"
            is_points = names is _PERCENTAGES and two_words == f"{word} points"
            return Unit("pp", index + 2) if is_points else Unit(names[word], index + 1)
    is_hyphenated = text_at(tokens, index + 1) == "-" and text_at(tokens, index + 2).startswith("point")
    return Unit("pp", index + 3) if word == "percentage" and is_hyphenated else None


def read_base(tokens: list[Token], index: int, numerator: float) -> Base | None:
    """The base of a rate behind a number: 'per 10,000', 'in (every) five', 'out of 100', 'deaths per 10,000'."""
    # "21 recorded deaths per 10,000": up to two words may stand between.
    for skipped in range(3):
        word = text_at(tokens, index + skipped)
        if not (word.isalpha() or word == "-"):
            return None
        # "5 and in 2024": what follows belongs to something else.
        if skipped and word in _NO_RATE:
            return None
        if not skipped and word == "-" and text_at(tokens, index + 1) == "in":  # "one-in-five"
            return _base_behind(tokens, index + 1, numerator=numerator, is_adjacent=True)
        if word in _RATE_PREPOSITIONS:
            return _base_behind(tokens, index + skipped, numerator=numerator, is_adjacent=skipped == 0)
    return None


def _base_behind(tokens: list[Token], index: int, *, numerator: float, is_adjacent: bool) -> Base | None:
    """The base behind a preposition, which stands right behind the number or not."""
    preposition = tokens[index].text
    is_distributive = preposition == "per"
    base_index = index + 1
    while text_at(tokens, base_index) in _RATE_FILLERS or (text_at(tokens, base_index) == "-" and is_adjacent):
        # "one in every 200": what is distributive needs no small base to be a rate.
        is_distributive = is_distributive or tokens[base_index].text in _DISTRIBUTIVES
        base_index += 1
    base = read_numeral(tokens, base_index)
    # "5 deaths in a thousand" has a scale for its base, which is no numeral by itself.
    if base is None and text_at(tokens, base_index) in _BASE_SCALES:
        base = Numeral(_MULTIPLIERS[tokens[base_index].text], base_index + 1)
    # "in the third", "in half": no base can be less than two things.
    if base is None or base.is_ordinal or base.is_fraction or base.value < 2:
        return None
    is_time = text_at(tokens, base.end).rstrip("s") in _TIMES
    # "one in five" and "1 in 5" are rates; "5 in 2024", "one in five years" and "14 in 3 towns" are none.
    is_share = base.value <= 100 and (not base.in_digits or 0 < numerator < base.value)
    is_plain = preposition == "in" and is_adjacent and is_share and not is_time
    is_out_of = preposition == "out" and tokens[index + 1].text == "of"
    return Base(base.value, base.end) if is_distributive or is_plain or is_out_of else None
