"""Numbers that stand together: ranges, changes from one to another, and what one leaves to the other to say."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from bench.reading.how_much.numerals import Numeral, Token, read_numeral, text_at
from bench.reading.lexicon import measures, numerals, words
from bench.records import Quantity

_RANGE_JOINTS = words("numerals", "joint", "range")
_SIGNS = words("numerals", "joint", "sign")
_BESIDE_CHANGE = words("numerals", "to", "beside")
_CHANGES = words("numerals", "to", "change")
_MULTIPLIERS = numerals("multiplier")
_CHANGE_REACH = 8
"""Words before "from 5 to 10" among which one tells that it is a change and no range."""
_MEASURES_JOINED = re.compile(r"[ -]?[a-z]+,?(?: and)? ")
"""What stands between the two numbers of one measure: the larger unit."""
_JOINED = re.compile(r"(?: [a-z]+)? to (?:[$€£])?")
"""What stands between the two numbers of a change: 'six days to two', '$5 to $7'."""
_CLOSE = 10
"""Characters between two numbers of which the earlier one may take the later one's scale."""


def range_end(tokens: list[Token], start: int, index: int) -> Numeral | None:
    """The upper number of '510 to 560', 'between 510 and 560', '4,000-7,000'.

    Args:
        tokens: the tokens of the sentence.
        start: index of the first token of the lower number.
        index: index of the token behind it.
    """
    joint = text_at(tokens, index)
    if joint not in _RANGE_JOINTS:
        return None
    preceding = tokens[start - 1].text if start else ""
    # "3 killed and 5 hurt" are two numbers.
    if joint == "and" and preceding != "between":
        return None
    # "rose from 12 to 15": both are amounts of their own.
    if joint == "to" and _is_change(tokens, start):
        return None
    upper_index = index + 1
    # "$5 to $10": the upper number may have the sign of the currency again.
    while text_at(tokens, upper_index) in _SIGNS:
        upper_index += 1
    upper = read_numeral(tokens, upper_index)
    # "5 to third place", "two or half of it"
    if upper is None or upper.is_ordinal or upper.is_fraction:
        return None
    # "five or six" is a range, "five or a hundred" an alternative.
    if joint == "or" and not upper.in_digits and upper.value > 20:
        return None
    return upper


def _is_change(tokens: list[Token], start: int) -> bool:
    """Whether "to" behind a number leads on to where it is now: 'up 2 to 5', 'rose from 12 to 15'."""
    preceding = tokens[start - 1].text if start else ""
    if preceding != "from":
        return preceding in _BESIDE_CHANGE
    return any(token.text in _CHANGES for token in tokens[max(0, start - 1 - _CHANGE_REACH) : start - 1])


def complete_each_other(quantities: list[Quantity], text: str, shift: int) -> list[Quantity]:
    """Give each of two neighbouring numbers what it leaves to the other to say.

    '35 of the 240 million dollars': the earlier one has the later one's scale and unit. 'From six days to two', 'from
    310 million crowns to 412 million': the later one has the earlier one's unit, and is of the same things.

    Args:
        quantities: the quantities of a sentence, in their order.
        text: the sentence.
        shift: where the sentence starts in the text that the quantities' spans are of.
    """
    completed = list(quantities)
    for number, (_, later) in enumerate(pairwise(quantities)):
        earlier = completed[number]
        if not isinstance(earlier.value, float) or not isinstance(later.value, float):
            continue
        # Spans are offsets in the whole text, and `text` is one sentence of it.
        is_joined = _JOINED.fullmatch(text[earlier.span[1] - shift : later.span[0] - shift]) is not None
        if is_joined and "ordinal" not in (earlier.unit, later.unit):
            # "from six days to two": the later number is of days too.
            shared = {"unit": later.unit or earlier.unit, "counted": later.counted or earlier.counted}
            completed[number + 1] = later.model_copy(update=shared)
            # "rose from 310 to 412 million": millions both; "from 900 to 1 thousand" has 900.
            scale = max((_MULTIPLIERS.get(word, 1) for word in later.text.lower().split()), default=1)
            # A tenth of the scale is the limit: 310 is far below a million, while 900 before "1 thousand" is a number
            # as it stands.
            takes_scale = scale > 1 and earlier.value < scale / 10 and not earlier.unit
        else:
            # "35 of the 240 million dollars": close by, and nothing else that the earlier number could be of.
            # 240,000,000 has eight places behind its first, so its scale is 10 ** 6, the word "million".
            scale = 10 ** (math.floor(math.log10(later.value)) // 3 * 3) if later.value >= 1e6 else 1
            is_close = later.span[0] - earlier.span[1] <= _CLOSE
            takes_scale = scale > 1 and is_close and earlier.value < 1000 and not earlier.unit and bool(later.unit)
        # "from six people to 2 million dollars": what counts things of its own needs no scale.
        if takes_scale and not earlier.counted:
            completed[number] = earlier.model_copy(update={"value": earlier.value * scale, "unit": later.unit})
    return completed


def join_measures(quantities: list[Quantity], text: str, shift: int) -> list[Quantity]:
    """Two measures as one: 'two hours and 15 minutes' are 2.25 hours, 'six feet two inches' 6.17 feet.

    Args:
        quantities: the quantities of a sentence, in their order.
        text: the sentence.
        shift: where the sentence starts in the text that the quantities' spans are of.
    """
    joined: list[Quantity] = []
    for quantity in quantities:
        larger = joined[-1] if joined else None
        if larger is not None and (part := _part_of(larger, quantity, text, shift)):
            # `_part_of` has looked at both values.
            assert isinstance(larger.value, float)
            span = (larger.span[0], quantity.span[1])
            whole = {"value": larger.value + part, "span": span, "text": text[span[0] - shift : span[1] - shift]}
            joined[-1] = larger.model_copy(update=whole)
        else:
            joined.append(quantity)
    return joined


def _part_of(larger: Quantity, smaller: Quantity, text: str, shift: int) -> float:
    """What a smaller measure adds to a larger one, in the larger one's unit; 0 where they are not one amount."""
    # "two dollars and 15 cents" are no measures; "two percent and 15 minutes" have a unit of another sort, and stay
    # apart.
    large_measure, small_measure = measures().get(larger.counted), measures().get(smaller.counted)
    if large_measure is None or small_measure is None or larger.unit or smaller.unit:
        return 0.0
    if not isinstance(larger.value, float) or not isinstance(smaller.value, float):
        return 0.0
    (dimension, large), (small_dimension, small) = large_measure, small_measure
    if dimension != small_dimension or larger.value_high or smaller.value_high:
        return 0.0
    # "two hours and 15 minutes" are one amount, "two hours and 90 minutes" are two.
    is_part = small < large and smaller.value < large / small
    between = text[larger.span[1] - shift : smaller.span[0] - shift].lower()
    # 15 minutes of 60 seconds are 0.25 of an hour of 3,600.
    return smaller.value * small / large if is_part and _MEASURES_JOINED.fullmatch(between) else 0.0
