"""Numbers as written: digits, words, scales, fractions and ordinals, read from a list of tokens."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.lexicon import numerals, words

_NUMBER = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[,']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.,])\.\d+"
"""With the thousands parted or not, in the Indian way too ("5,00,000"), or as a share alone (".519")."""
# "a.m." and "U.S." stay whole, since a letter behind a full stop goes on with the word; "5m" is parted into number and
# letter.
_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+(?:\.[^\W\d_]\b\.?)*|[^\w\s]", re.UNICODE)
_DIGITS = re.compile(_NUMBER)
_THOUSANDS = re.compile(r"\d{3}")
_LEADING = re.compile(r"\d{1,3}")
_DECIMALS = re.compile(r"\d{1,2}")
_CARDINALS = numerals("cardinal")
_MULTIPLIERS = numerals("multiplier")
_ORDINALS = numerals("ordinal")
_MONTHS = numerals("month")
_FRACTIONS = numerals("fraction")
_OPENINGS = words("numerals", "spelling", "opening")
_SCALES = words("numerals", "spelling", "scale")
_HYPHENATED_SCALES = words("numerals", "spelling", "hyphenated_scale")
_DIGITS_HYPHENATED_SCALES = words("numerals", "spelling", "digits_hyphenated_scale")
_DETACHED_SCALES = words("numerals", "spelling", "detached_scale")
_LONE_FRACTIONS = words("numerals", "spelling", "lone_fraction")
_ADDED_FRACTIONS = words("numerals", "spelling", "added_fraction")
_FRACTION_COUNTS = words("numerals", "spelling", "fraction_count")
_AFTER_FRACTION = words("numerals", "spelling", "after_fraction")
_ORDINAL_ENDINGS = words("numerals", "spelling", "ordinal_ending")


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


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, thousands that a space parts taken together: '934 000'."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = Token(match.group().lower(), *match.span())
        # With a comma in place of the space, the joined token reads like "934,000" from here on.
        if len(token.text) == 3 and token.text.isdecimal() and tokens and _goes_on_with_thousands(tokens, token):
            token = Token(tokens[-1].text + "," + token.text, tokens.pop().start, token.end)
        tokens.append(token)
    return tokens


def _goes_on_with_thousands(tokens: list[Token], token: Token) -> bool:
    """Whether three digits belong to the number before a space: not in 'on May 12 300 people', a date and a number."""
    leading, _, groups = tokens[-1].text.partition(",")
    if token.start != tokens[-1].end + 1 or not _LEADING.fullmatch(leading) or leading == "0":
        return False
    # "1 234 567": what was joined so far must itself be parted into thousands.
    if not all(_THOUSANDS.fullmatch(group) for group in groups.split(",")) and groups:
        return False
    # In "A1 234" the 1 touches a letter and is part of a name.
    return len(tokens) < 2 or (tokens[-2].text.rstrip(".") not in _MONTHS and tokens[-2].end != tokens[-1].start)


def read_numeral(tokens: list[Token], index: int) -> Numeral | None:
    """The number that starts at a token, as far as it goes; None if none does."""
    if index >= len(tokens):
        return None
    if _DIGITS.fullmatch(tokens[index].text):
        return _from_digits(tokens, index)
    return _from_words(tokens, index)


def is_joined(tokens: list[Token], index: int) -> bool:
    """Whether a token stands right behind the one before it, with no space between."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def text_at(tokens: list[Token], index: int) -> str:
    """The text of a token; empty beyond the last."""
    return tokens[index].text if index < len(tokens) else ""


def _has_decimal_comma(tokens: list[Token], index: int) -> bool:
    """Whether a comma begins decimals ('51,9%'): only where a percent sign or a scale follows them."""
    if text_at(tokens, index) != "," or not (is_joined(tokens, index) and is_joined(tokens, index + 1)):
        return False
    following = text_at(tokens, index + 2)
    # "dozen" and "score" are no scales that decimals go with.
    is_scaled = following == "%" or _MULTIPLIERS.get(following, 0) >= 1000
    return (
        is_scaled and _DECIMALS.fullmatch(text_at(tokens, index + 1)) is not None and tokens[index - 1].text.isdigit()
    )


def _from_digits(tokens: list[Token], index: int) -> Numeral | None:
    # Forty digits are more than any amount has, and no text can make the conversion slow.
    value = float(re.sub(r"[,']", "", tokens[index].text)[:40])
    end = index + 1
    # "24th"; in "24 st" the letters stand apart and are a weight.
    if is_joined(tokens, end) and text_at(tokens, end) in _ORDINAL_ENDINGS:
        return Numeral(value, end + 1, is_ordinal=True, in_digits=True)
    # "3/4 of the stock"; larger numbers on both sides of a stroke are rather a date or a reference.
    if text_at(tokens, end) == "/" and is_joined(tokens, end) and is_joined(tokens, end + 1):
        denominator = text_at(tokens, end + 1)
        if _DIGITS.fullmatch(denominator) and 0 < float(denominator.replace(",", "")) <= 100 and value < 100:
            return Numeral(value / float(denominator.replace(",", "")), end + 2, is_fraction=True, in_digits=True)
    # ".519 of the vote" is a share, a batting average of ".519" a plain number.
    if tokens[index].text.startswith("."):
        return Numeral(value, end, is_fraction=text_at(tokens, end) == "of", in_digits=True)
    # "51,9%" and "1,2 million" have decimals behind the comma.
    if _has_decimal_comma(tokens, end):
        value, end = float(f"{tokens[index].text}.{tokens[end + 1].text}"), end + 2
    is_hyphenated = text_at(tokens, end) == "-" and is_joined(tokens, end)
    # "a 5-million fund"
    if is_hyphenated and text_at(tokens, end + 1) in _DIGITS_HYPHENATED_SCALES:
        end += 1
    word = text_at(tokens, end)
    multiplier = _MULTIPLIERS.get(word)
    # "5m" is five million, "5 m" five metres: a short scale must touch its digits, unless it can be nothing else.
    is_scale = len(word) > 2 or is_joined(tokens, end) or word in _DETACHED_SCALES
    if multiplier and word != "score" and is_scale:
        return Numeral(value * multiplier, end + 1, multiplier, in_digits=True)
    return Numeral(value, end, in_digits=True)


def _from_words(tokens: list[Token], index: int) -> Numeral | None:
    total, current, scale, end, has_begun = 0.0, 0.0, 1.0, index, False
    i = index
    if text_at(tokens, i) in _OPENINGS and text_at(tokens, i + 1) in _SCALES:
        # "a hundred", "half million"
        current, has_begun, i = (0.5 if text_at(tokens, i) == "half" else 1.0), True, i + 1
    elif text_at(tokens, i) == "half" and text_at(tokens, i + 1) == "a" and _MULTIPLIERS.get(text_at(tokens, i + 2)):
        # "half a million"
        current, has_begun, i = 0.5, True, i + 2
    # Sums up what is below the next thousand in `current`, and what has been scaled in `total`: "two million three
    # hundred".
    while i < len(tokens):
        word = tokens[i].text
        # A unit never follows a unit: in "twenty-one three" the number ends at "one".
        if word in _CARDINALS and not (has_begun and current % 10 and _CARDINALS[word] < 10):
            # Only round numbers take more: after "hundred" anything below it, after "twenty" a unit.
            is_sum = current % 100 == 0 or (current % 10 == 0 and _CARDINALS[word] < 10)
            if has_begun and scale == 1.0 and current and not is_sum:
                # "nine eleven" is no sum, "three hundred eighteen" and "twenty one" are.
                break
            current, has_begun, scale = current + _CARDINALS[word], True, 1.0
        # Short scales ("m", "bn") stand behind digits only, and "score" alone is rather a result.
        elif has_begun and len(word) > 2 and word in _MULTIPLIERS and word != "score":
            scale = _MULTIPLIERS[word]
            # "two hundred thousand": a hundred scales what is to be scaled again.
            if scale == 100:
                current = (current or 1.0) * 100
            else:
                # "two million three hundred": two million goes into the total, and "three" begins anew.
                total, current = total + (current or 1.0) * scale, 0.0
        elif has_begun and word in _ORDINALS and current % 10 == 0 and current > 0 and _ORDINALS[word] < 10:
            # "twenty-first"
            return Numeral(total + current + _ORDINALS[word], i + 1, is_ordinal=True)
        elif not (has_begun and _continues(tokens, i, current, scale)):
            break
        i += 1
        end = i
    # No whole number: "a third of", "half", "third".
    if not has_begun or end == index:
        return _fraction(tokens, index, 1.0) or _ordinal(tokens, index)
    value = total + current
    with_fraction = _with_added_fraction(tokens, end, value, scale)
    if with_fraction is not None:
        return with_fraction
    # "two fifths", "three-quarters": nobody counts fractions beyond these.
    return (_fraction(tokens, end, value) if value < 20 else None) or Numeral(value, end, scale)


def _with_added_fraction(tokens: list[Token], end: int, value: float, scale: float) -> Numeral | None:
    """A whole number with its 'and a half', and the scale behind: 'five and a half million'; None without a half."""
    if text_at(tokens, end) != "and" or text_at(tokens, end + 1) != "a":
        return None
    fraction = text_at(tokens, end + 2)
    if fraction not in _ADDED_FRACTIONS:
        return None
    following = text_at(tokens, end + 3)
    # Short scales stand behind digits only: in "five and a half m" the letter may be metres.
    multiplier = _MULTIPLIERS.get(following, 0) if len(following) > 2 else 0
    # "a million and a half" adds half a million, "five and a half million" half of one before it is scaled.
    if not multiplier and scale > 1:
        return Numeral(value + _FRACTIONS[fraction] * scale, end + 3, scale)
    total = (value + _FRACTIONS[fraction]) * (multiplier or 1)
    return Numeral(total, end + 3 + bool(multiplier), multiplier or scale)


def _continues(tokens: list[Token], index: int, current: float, scale: float) -> bool:
    """Whether a hyphen or 'and' continues the number: twenty-one, twenty-first, three hundred and eighteen."""
    following = text_at(tokens, index + 1)
    if tokens[index].text == "-":
        digit = _CARDINALS.get(following) or _ORDINALS.get(following) or 0
        return (current % 10 == 0 and current > 0 and 0 < digit < 10) or following in _HYPHENATED_SCALES
    # "three hundred and eighteen" goes on; in "three and eighteen" there are two numbers.
    return tokens[index].text == "and" and following in _CARDINALS and scale > 1


def _fraction(tokens: list[Token], index: int, count: float) -> Numeral | None:
    """The fraction at a token, times its count: 'fifths' behind 'two', 'a third of', 'half'; None if there is none."""
    has_count = text_at(tokens, index) in _FRACTION_COUNTS
    if has_count:
        index += 1
    word = text_at(tokens, index)
    fraction = _FRACTIONS.get(word)
    if fraction is None:
        return None
    is_plural = word.endswith("s")
    # "thirds" needs a count, and "one thirds" is none.
    if is_plural and count == 1.0:
        return None
    following = text_at(tokens, index + 1)
    # "a third of the mill", "a third more", "a third" at the end; but "a third man" is an ordinal
    is_share = is_plural or not following or following in _AFTER_FRACTION
    if word in _LONE_FRACTIONS or ((has_count or is_plural) and is_share):
        return Numeral(count * fraction, index + 1, is_fraction=True)
    return None


def _ordinal(tokens: list[Token], index: int) -> Numeral | None:
    value = _ORDINALS.get(text_at(tokens, index))
    return None if value is None else Numeral(float(value), index + 1, is_ordinal=True)
