"""How much: quantities with their value, bound and unit, and what is counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.how_much.amounts_in_words import is_multiple, read_magnitude, read_multiple, read_unit_alone
from bench.reading.how_much.bound_words import bound_beside
from bench.reading.how_much.calendar import read_moment
from bench.reading.how_much.counted import counted_noun, parsed_words
from bench.reading.how_much.joined_numbers import complete_each_other, join_measures, range_end
from bench.reading.how_much.numerals import Numeral, Token, is_joined, read_numeral, text_at, tokenize
from bench.reading.how_much.openings import may_open
from bench.reading.how_much.scores import SCORE, read_score
from bench.reading.how_much.units import read_base, read_unit
from bench.reading.lexicon import mapping, measures, numerals, words
from bench.reading.parsing.sentences import Sentence
from bench.records import Quantity
from bench.records.statement import Comparator

_LETTER_BEFORE = re.compile(r"[A-Za-z][-–]?$")
"""What stands right before a number that is part of a name: MS-13, F-16, G20."""
_NAME_BEFORE = re.compile(r"[A-Za-z]+[-–]?$")
_NO_NAMES = words("numerals", "symbol", "no_name")
_DOLLARS = mapping("numerals", "dollar")
_CODES = mapping("numerals", "currency_code")
_BEFORE_ONE_POINT = words("numerals", "one_point", "before")
_AFTER_ONE_POINT = words("numerals", "one_point", "after")
_BEFORE_NUMBERED = words("numerals", "numbered", "before")
_HOURS = re.compile(r"(\d{1,3}) ?h ?([0-5]?\d) ?m(?:in)?\b|(\d):([0-5]\d):([0-5]\d)\b")
"""'1h 30m', and '2:19:42' as a length of time."""
_CURRENCIES = numerals("currency")
_BEFORE_ONE = words("numerals", "one", "before")
_AFTER_ONE = words("numerals", "one", "after")
_BEFORE_FIRST = words("numerals", "first", "before")
_AFTER_FIRST = words("numerals", "first", "after")


class _Reading(NamedTuple):
    """A quantity read from tokens, before its bound and what it counts are looked for; names as in `Quantity`."""

    start: int
    """Index of its first token."""
    end: int
    """Index of the token after it."""
    value: float | str
    value_high: float | str | None = None
    unit: str = ""
    counted: str = ""
    per: float | None = None


def find_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in their order; none overlap."""
    text = sentence.parsed.text
    shift = sentence.parsed.start_char
    tokens = tokenize(text)
    quantities: list[Quantity] = []
    index = 0
    while index < len(tokens):
        if not may_open(tokens[index].text, text_at(tokens, index + 1)):
            index += 1
            continue
        # The narrower form goes first: "3-1" is a score before it is a range, "2:19:42" a length of time before a time
        # of day, "2024" a year before a count.
        reading = (
            _score(tokens, index)
            or _hours(tokens, index, text)
            or _moment(tokens, index, text)
            or _in_words(tokens, index, sentence, text)
            or _amount(tokens, index, text)
        )
        if reading is None or _is_nobody(sentence, reading, shift + tokens[reading.start].start):
            index += 1
            continue
        # What a reading has taken is not read again: the "10" of "between 5 and 10" starts no number of its own.
        quantities.append(_located(reading, tokens, sentence, text))
        index = reading.end
    sentence_start = sentence.span(shift, shift)[0]
    return tuple(join_measures(complete_each_other(quantities, text, sentence_start), text, sentence_start))


def _located(reading: _Reading, tokens: list[Token], sentence: Sentence, text: str) -> Quantity:
    """The quantity of a reading, with its position, its bound and what it counts."""
    # Tokens count from the sentence's start, the parse from its block's.
    shift = sentence.parsed.start_char
    start, end = tokens[reading.start].start, tokens[reading.end - 1].end
    is_date = reading.unit in ("date", "time")
    bound = bound_beside(tokens, reading.start, reading.end, text, is_date=is_date)
    # "about 5 to 10" stays a range.
    comparator: Comparator = (
        "between" if reading.value_high is not None else "exactly" if bound is None else bound.comparator
    )
    return Quantity(
        text=text[start:end],
        span=sentence.span(shift + start, shift + end),
        value=reading.value,
        value_high=reading.value_high,
        comparator=comparator,
        bound_span=sentence.span(shift + bound.start, shift + bound.end) if bound is not None else None,
        unit=reading.unit,
        counted=reading.counted or counted_noun(sentence, shift + start, shift + end),
        per=reading.per,
    )


def _is_nobody(sentence: Sentence, reading: _Reading, start: int) -> bool:
    """Whether a number is the pronoun 'one': 'one asks', 'if one believes'."""
    if reading.end != reading.start + 1:
        return False
    token = parsed_words(sentence, start, start + 1)[0]
    return token.lower_ == "one" and (token.pos_ == "PRON" or token.dep_ in ("nsubj", "nsubjpass"))


def _moment(tokens: list[Token], index: int, text: str) -> _Reading | None:
    moment = read_moment(tokens, index, text)
    # "F-16", "G20"
    if moment is None or _is_part_of_name(tokens, index, text):
        return None
    # Of all forms of a moment only a time of day holds a colon.
    unit = "time" if ":" in moment.value else "date"
    return _Reading(index, moment.end, moment.value, moment.value_high, unit)


def _score(tokens: list[Token], index: int) -> _Reading | None:
    score = read_score(tokens, index)
    return score and _Reading(index, score.end, score.value, unit=SCORE)


def _hours(tokens: list[Token], index: int, text: str) -> _Reading | None:
    """'1h 30m' and '2:19:42'."""
    # Matched on the text, since the tokeniser would part "1h" and "2:19:42" in ways of its own.
    hours = _HOURS.match(text, tokens[index].start) if tokens[index].text.isdigit() else None
    if hours is None:
        return None
    # Two groups where "1h 30m" has matched, three where "2:19:42" has.
    hour, minute, *seconds = (int(part) for part in hours.groups() if part is not None)
    value, end = hour + minute / 60 + sum(seconds) / 3600, index
    while end < len(tokens) and tokens[end].start < hours.end():
        end += 1
    return _Reading(index, end, value, counted="hour")


def _in_words(tokens: list[Token], index: int, sentence: Sentence, text: str) -> _Reading | None:
    """'dozens', 'doubled', 'at least a decade'."""
    if not tokens[index].text.isalpha():
        return None
    start = tokens[index].start
    amount = read_magnitude(tokens, index)
    if amount is None and is_multiple(tokens[index].text):
        # "doubled" counts as a verb, in "a doubled effort" it does not.
        word = parsed_words(sentence, sentence.parsed.start_char + start, sentence.parsed.start_char + start + 1)[0]
        amount = read_multiple(tokens, index, is_verb=word.pos_ == "VERB")
    if amount is None:
        # As if there were a bound: whatever is no amount even so needs no look for one.
        amount = read_unit_alone(tokens, index, is_bounded=True)
        if amount is not None:
            # Looked at last: a bound is dear to look for, and few words can be such an amount.
            is_bounded = bound_beside(tokens, index, index + 2, text, is_date=False) is not None
            amount = read_unit_alone(tokens, index, is_bounded=is_bounded)
    if amount is None:
        return None
    reading = _Reading(index, amount.end, amount.value, unit=amount.unit, counted=amount.counted)
    high = range_end(tokens, index, amount.end) if amount.counted in measures() else None
    # "a tonne and a half to two tonnes"
    if high is not None and high.value > amount.value:
        reading = reading._replace(end=high.end, value_high=high.value)
    return reading


def _is_part_of_name(tokens: list[Token], index: int, text: str) -> bool:
    """Whether letters stand right before digits: MS-13, but not US$5 or mid-2024."""
    if not tokens[index].text[0].isdigit():
        return False
    before = text[: tokens[index].start]
    name = _NAME_BEFORE.search(before) if _LETTER_BEFORE.search(before) else None
    # "MS-" of "MS-13" is a name; "US" of "US$5", "mid-" of "mid-2024" are listed as none.
    return name is not None and name.group().lower() not in _NO_NAMES


def _amount(tokens: list[Token], index: int, text: str) -> _Reading | None:
    """A number with its currency or unit, the upper number of a range and the base of a rate."""
    start = index
    currency, index = _currency_before(tokens, index, text)
    low = read_numeral(tokens, index)
    if currency and (low is None or not low.in_digits) and index - start > 1:
        return None
    if low is None or _is_part_of_name(tokens, index, text) or _counts_nothing(tokens, index, low):
        return None
    # "the 24th", "No. 21"
    if low.is_ordinal or (low.in_digits and not currency and _is_numbered(tokens, start, text)):
        return _Reading(start, low.end, low.value, unit="ordinal")
    end = low.end
    # A unit may stand behind each number of a range ("5% to 10%") or behind the last one alone ("5 to 10%").
    unit = read_unit(tokens, end)
    value, value_high = low.value, None
    high = range_end(tokens, start, unit.end if unit else end)
    if high is not None:
        if _lends_scale(low, high):
            # "four to seven thousand"
            value *= high.scale
        # "20 to 15" is no range: the second number is read by itself.
        if value < high.value:
            value_high, end = high.value, high.end
            unit = read_unit(tokens, end) or unit
    unit_name = unit.name if unit else ""
    # "a range of 5% to 10": the unit was read behind the lower number, while the range ends behind the upper one.
    end = max(end, unit.end) if unit else end
    if low.is_fraction:
        unit_name = unit_name or "fraction"
    per = None
    base = read_base(tokens, end, value)
    # "$5 in 10 shops" is no rate, nor is a change in percentage points.
    if base is not None and not currency and unit_name != "pp":
        per, end = base
    return _Reading(start, end, value, value_high, currency or unit_name, per=per)


def _is_numbered(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a number is a place in a row: 'No. 21', 'number 21', but not 'no 21-year-old' or 'the number 7,000'."""
    has_stop = index > 1 and tokens[index - 1].text == "."
    sign_index = index - 2 if has_stop else index - 1
    if sign_index < 0 or tokens[sign_index].text not in _BEFORE_NUMBERED:
        return False
    # "No" without a full stop is a denial, unless it has a capital: "No 21".
    return has_stop or len(tokens[sign_index].text) > 2 or text[tokens[sign_index].start].isupper()


def _currency_before(tokens: list[Token], index: int, text: str) -> tuple[str, int]:
    """The currency before an amount, and the index of the amount: '$5', 'NZ$5', 'Rs. 5 crore', 'EUR 5'."""
    word, following = tokens[index].text, text_at(tokens, index + 1)
    # "US$5", "NZ$5": the letters touch the sign.
    if word in _DOLLARS and following == "$" and is_joined(tokens, index + 1) and text[tokens[index].start].isupper():
        return _DOLLARS[word], index + 2
    if word in _CURRENCIES and not word.isalpha():
        return _CURRENCIES[word], index + 1
    amount_index = index + 2 if following == "." else index + 1
    if word in _CODES and text_at(tokens, amount_index)[:1].isdigit():
        return _CODES[word], amount_index
    return "", index


def _lends_scale(low: Numeral, high: Numeral) -> bool:
    """Whether the lower number of a range means the upper one's scale too: 'four to seven thousand'."""
    return (
        high.scale > 1
        and low.scale == 1
        # 4 and 7 of "four to seven thousand" are of one size; "500 to 7 thousand" would be 500,000 to 7,000 otherwise.
        and low.value < high.value / high.scale * 1000
        and low.value * high.scale < high.value
    )


def _counts_nothing(tokens: list[Token], index: int, numeral: Numeral) -> bool:
    """Whether a number word counts nothing: 'no one', 'one of them', 'first' as an adverb."""
    word = tokens[index].text
    preceding = tokens[index - 1].text if index else ""
    following = text_at(tokens, numeral.end)
    if word == "one" and preceding in _BEFORE_ONE_POINT and following in _AFTER_ONE_POINT:
        # "at one point"
        return True
    # "one of them", "no one"; "one hundred" has more words than this one.
    if word == "one" and numeral.end == index + 1 and numeral.value == 1:
        return preceding in _BEFORE_ONE or following in _AFTER_ONE
    if numeral.is_ordinal and not numeral.in_digits:
        return word == "first" and preceding in _BEFORE_FIRST and following in _AFTER_FIRST
    return False
