"""Numbers as written: digits, words, scales, fractions and ordinals, read from a row of tokens."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.lexicon import numerals

_TOKEN = re.compile(r"\d+(?:[,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:\.[^\W\d_]\b\.?)*|[^\w\s]", re.UNICODE)
_DIGITS = re.compile(r"\d+(?:[,']\d{3})*(?:\.\d+)?")


class Token(NamedTuple):
    """A word, number or sign; `text` is in lower case."""

    text: str
    start: int
    end: int


class Numeral(NamedTuple):
    """A number that was read."""

    value: float
    end: int
    """Index of the token after it."""
    scale: float = 1.0
    """The multiplier word it ends with (million: 1e6), which a range or a share may lend to another number."""
    is_fraction: bool = False
    is_ordinal: bool = False
    in_digits: bool = False


def tokens(text: str) -> list[Token]:
    """The tokens of a text."""
    return [Token(match.group().lower(), *match.span()) for match in _TOKEN.finditer(text)]


def numeral(row: list[Token], at: int) -> Numeral | None:
    """The number that starts at a token, as far as it goes; None if none does."""
    if at >= len(row):
        return None
    if _DIGITS.fullmatch(row[at].text):
        return _from_digits(row, at)
    return _from_words(row, at)


def _touches(row: list[Token], at: int) -> bool:
    """Whether a token stands right behind the one before it."""
    return 0 < at < len(row) and row[at - 1].end == row[at].start


def _word(row: list[Token], at: int) -> str:
    return row[at].text if at < len(row) else ""


def _from_digits(row: list[Token], at: int) -> Numeral | None:
    value = float(re.sub(r"[,']", "", row[at].text)[:40])
    end = at + 1
    if _touches(row, end) and _word(row, end) in ("st", "nd", "rd", "th"):
        return Numeral(value, end + 1, is_ordinal=True, in_digits=True)
    if _word(row, end) == "/" and _touches(row, end) and _touches(row, end + 1):  # 3/4
        below = _word(row, end + 1)
        if _DIGITS.fullmatch(below) and 0 < float(below.replace(",", "")) <= 100 and value < 100:
            return Numeral(value / float(below.replace(",", "")), end + 2, is_fraction=True, in_digits=True)
    if _word(row, end) == "-" and _touches(row, end) and _word(row, end + 1) in ("million", "billion", "thousand"):
        end += 1
    scale = 1.0
    multiplier = numerals("multiplier").get(_word(row, end))
    short = len(_word(row, end)) <= 2
    if (
        multiplier
        and _word(row, end) != "score"
        and (not short or _touches(row, end) or _word(row, end) in ("bn", "mn", "tn"))
    ):
        scale, end = multiplier, end + 1
    return Numeral(value * scale, end, scale, in_digits=True)


def _from_words(row: list[Token], at: int) -> Numeral | None:
    cardinals, multipliers, ordinals = numerals("cardinal"), numerals("multiplier"), numerals("ordinal")
    total, current, scale, end, seen = 0.0, 0.0, 1.0, at, False
    i = at
    if _word(row, i) in ("a", "an", "half") and _word(row, i + 1) in (
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "dozen",
        "score",
    ):
        current, seen, i = (0.5 if _word(row, i) == "half" else 1.0), True, i + 1
    elif _word(row, i) == "half" and _word(row, i + 1) == "a" and multipliers.get(_word(row, i + 2)):
        current, seen, i = 0.5, True, i + 2
    while i < len(row):
        word = row[i].text
        if word in cardinals and not (seen and current % 10 and cardinals[word] < 10):
            if seen and scale == 1.0 and current and current % 100 and not (current % 10 == 0 and cardinals[word] < 10):
                break  # "nine eleven" is no sum
            current, seen, scale = current + cardinals[word], True, 1.0
        elif seen and len(word) > 2 and word in multipliers and word != "score":
            scale = multipliers[word]
            if scale == 100:
                current = (current or 1.0) * 100
            else:
                total, current = total + (current or 1.0) * scale, 0.0
        elif seen and word in ordinals and current % 10 == 0 and current > 0 and ordinals[word] < 10:
            return Numeral(total + current + ordinals[word], i + 1, is_ordinal=True)
        elif not (seen and _joins(row, i, current, scale)):
            break
        i += 1
        end = i
    if not seen or end == at:
        return _fraction(row, at, 1.0) or _ordinal(row, at)
    value = total + current
    if [token.text for token in row[end : end + 3]] in (["and", "a", "half"], ["and", "a", "quarter"]):
        share = numerals("fraction")[row[end + 2].text]
        more = numerals("multiplier").get(_word(row, end + 3), 0) if len(_word(row, end + 3)) > 2 else 0
        return Numeral((value + share) * (more or 1), end + 3 + bool(more), more or scale)  # five and a half million
    return (_fraction(row, end, value) if value < 20 else None) or Numeral(value, end, scale)


def _joins(row: list[Token], at: int, current: float, scale: float) -> bool:
    """Whether a hyphen or 'and' goes on with the number: twenty-one, twenty-first, three hundred and eighteen."""
    follows = _word(row, at + 1)
    if row[at].text == "-":
        digit = numerals("cardinal").get(follows) or numerals("ordinal").get(follows) or 0
        return (current % 10 == 0 and current > 0 and 0 < digit < 10) or follows in (
            "hundred",
            "thousand",
            "million",
            "billion",
        )
    return row[at].text == "and" and follows in numerals("cardinal") and scale > 1


def _fraction(row: list[Token], at: int, count: float) -> Numeral | None:
    """'fifths' behind a count, 'a third of', 'half'."""
    start = at
    if _word(row, at) in ("a", "one", "-", "an"):
        at += 1
    word = _word(row, at)
    share = numerals("fraction").get(word)
    if share is None:
        return None
    is_plural = word.endswith("s")
    lone = word in ("half", "halves")
    of_follows = _word(row, at + 1) == "of" or (_word(row, at + 1) == "the")
    named = start != at or is_plural
    if is_plural and count == 1.0:
        return None
    if lone or (
        named
        and (
            is_plural or of_follows or _word(row, at + 1) in ("more", "less", "fewer", "higher", "lower", "bigger", "")
        )
    ):
        return Numeral(count * share, at + 1, is_fraction=True)
    return None


def _ordinal(row: list[Token], at: int) -> Numeral | None:
    value = numerals("ordinal").get(_word(row, at))
    return None if value is None else Numeral(float(value), at + 1, is_ordinal=True)
