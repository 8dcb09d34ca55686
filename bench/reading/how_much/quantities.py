"""How much: quantities with their value, bound and unit, and what is counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bench.reading.how_much.bound_words import bound_beside
from bench.reading.how_much.calendar import read_moment
from bench.reading.how_much.joined_numbers import complete_each_other, range_end
from bench.reading.how_much.numerals import Numeral, Token, read_numeral, text_at, tokenize
from bench.reading.how_much.units import read_base, read_unit
from bench.reading.lexicon import numerals, words
from bench.reading.parsing.sentences import Sentence
from bench.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

_LETTER_BEFORE = re.compile(r"[A-Za-z][-–]?$")
"""What stands right before a number that is part of a name: MS-13, F-16, G20."""
_NAME_BEFORE = re.compile(r"[A-Za-z]+[-–]?$")
_NO_NAMES = words("numerals", "symbol", "no_name")
_DOLLAR_COUNTRIES = words("numerals", "symbol", "dollar_country")
_CURRENCIES = numerals("currency")
_MULTIPLIERS = numerals("multiplier")
_BEFORE_ONE = words("numerals", "one", "before")
_AFTER_ONE = words("numerals", "one", "after")
_BEFORE_FIRST = words("numerals", "first", "before")
_AFTER_FIRST = words("numerals", "first", "after")


class _Reading(NamedTuple):
    """A quantity read from tokens, before its bound and what it counts are looked for."""

    quantity: Quantity
    start: int
    """Index of its first token."""
    end: int
    """Index of the token after it."""


def find_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in their order."""
    text = sentence.parsed.text
    shift = sentence.parsed.start_char
    tokens = tokenize(text)
    quantities: list[Quantity] = []
    index = 0
    while index < len(tokens):
        reading = _moment(tokens, index, text) or _amount(tokens, index, text)
        if reading is None or _is_nobody(sentence, reading, shift + tokens[reading.start].start):
            index += 1
            continue
        quantities.append(_located(reading, tokens, sentence))
        index = reading.end
    return tuple(complete_each_other(quantities, text, sentence.span(shift, shift)[0]))


def _located(reading: _Reading, tokens: list[Token], sentence: Sentence) -> Quantity:
    """A quantity with its position, its bound and what it counts."""
    quantity, text, shift = reading.quantity, sentence.parsed.text, sentence.parsed.start_char
    start, end = tokens[reading.start].start, tokens[reading.end - 1].end
    is_date = quantity.unit in ("date", "time")
    bound = bound_beside(tokens, reading.start, reading.end, text, is_date=is_date)
    comparator = quantity.comparator
    if bound is not None and comparator != "between":  # "about 5 to 10" stays a range
        comparator = bound.comparator
    return quantity.model_copy(
        update={
            "text": text[start:end],
            "span": sentence.span(shift + start, shift + end),
            "comparator": comparator,
            "bound_span": sentence.span(shift + bound.start, shift + bound.end) if bound is not None else None,
            "counted": _counted(sentence, shift + start, shift + end),
        }
    )


def _is_nobody(sentence: Sentence, reading: _Reading, start: int) -> bool:
    """'one asks', 'if one believes': a pronoun, not a number."""
    if reading.end != reading.start + 1:
        return False
    token = _parsed_words(sentence, start, start + 1)[0]
    return token.lower_ == "one" and (token.pos_ == "PRON" or token.dep_ in ("nsubj", "nsubjpass"))


def _moment(tokens: list[Token], index: int, text: str) -> _Reading | None:
    moment = read_moment(tokens, index, text)
    if moment is None or _is_part_of_name(tokens, index, text):
        return None
    unit = "time" if ":" in moment.value else "date"
    return _Reading(Quantity(text="", span=(0, 0), value=moment.value, unit=unit), index, moment.end)


def _is_part_of_name(tokens: list[Token], index: int, text: str) -> bool:
    """Whether letters stand right before digits: MS-13, but not US$5 or mid-2024."""
    if not tokens[index].text[0].isdigit():
        return False
    before = text[: tokens[index].start]
    name = _NAME_BEFORE.search(before) if _LETTER_BEFORE.search(before) else None
    return name is not None and name.group().lower() not in _NO_NAMES


def _amount(tokens: list[Token], index: int, text: str) -> _Reading | None:
    """A number with its currency or unit, the upper number of a range and the base of a rate."""
    start = index
    currency = ""
    has_country = tokens[index].text in _DOLLAR_COUNTRIES and text_at(tokens, index + 1) == "$"  # US$5
    if has_country:
        index += 1
    if tokens[index].text in _CURRENCIES and not tokens[index].text.isalpha():
        currency, index = _CURRENCIES[tokens[index].text], index + 1
    elif has_country:
        return None
    low = read_numeral(tokens, index)
    if low is None or _is_part_of_name(tokens, index, text) or _counts_nothing(tokens, index, low):
        return None
    if low.is_ordinal:
        return _Reading(Quantity(text="", span=(0, 0), value=low.value, unit="ordinal"), start, low.end)
    end = low.end
    unit = read_unit(tokens, end)
    value, value_high = low.value, None
    high = range_end(tokens, start, unit.end if unit else end)
    if high is not None:
        if _lends_scale(low, high):
            value *= high.scale  # "four to seven thousand"
        if value < high.value:
            value_high, end = high.value, high.end
            unit = read_unit(tokens, end) or unit
    unit_name = unit.name if unit else ""
    end = max(end, unit.end) if unit else end
    if low.is_fraction:
        unit_name = unit_name or "fraction"
    per = None
    base = read_base(tokens, end)
    if base is not None and not currency and unit_name != "pp":
        per, end = base
    return _Reading(
        Quantity(
            text="", span=(0, 0), value=value, value_high=value_high, unit=currency or unit_name, per=per,
            comparator="between" if value_high is not None else "exactly",
        ),
        start,
        end,
    )  # fmt: skip


def _lends_scale(low: Numeral, high: Numeral) -> bool:
    """Whether the lower number of a range means the upper one's scale too: 'four to seven thousand'."""
    return (
        high.scale > 1
        and low.scale == 1
        and low.value < high.value / high.scale * 1000
        and low.value * high.scale < high.value
    )


def _counts_nothing(tokens: list[Token], index: int, numeral: Numeral) -> bool:
    """'one', 'no one', 'one of', 'first' as an adverb: words that count nothing here."""
    word = tokens[index].text
    preceding = tokens[index - 1].text if index else ""
    following = text_at(tokens, numeral.end)
    if word == "one" and numeral.end == index + 1 and numeral.value == 1:
        return preceding in _BEFORE_ONE or following in _AFTER_ONE
    if numeral.is_ordinal and not numeral.in_digits:
        return word == "first" and preceding in _BEFORE_FIRST and following in _AFTER_FIRST
    return False


def _parsed_words(sentence: Sentence, start: int, end: int) -> list[SpacyToken]:
    """The parsed words that a stretch of the block touches."""
    return list(sentence.parsed.doc.char_span(start, end, alignment_mode="expand"))


def _counted(sentence: Sentence, start: int, end: int) -> str:
    """Lemma of the noun that is counted: the number's syntactic head, or '' where it stands alone."""
    doc = sentence.parsed.doc
    number_words = _parsed_words(sentence, start, end)
    indices = {token.i for token in number_words}
    for token in number_words:
        head = token.head
        if (
            head.i not in indices
            and head.pos_ in ("NOUN", "PROPN")
            and token.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod", "npadvmod")
        ):
            return str(head.lemma_.lower())
    last = number_words[-1]
    if last.pos_ == "NOUN" and last.lemma_.isalpha() and last.lemma_.lower() not in _MULTIPLIERS:
        return str(last.lemma_.lower())
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if following is None or following.pos_ != "NOUN" or following.sent.start != sentence.parsed.start:
        return ""
    return str(following.lemma_.lower())
