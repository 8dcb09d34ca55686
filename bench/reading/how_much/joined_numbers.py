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
"""What stands between the two numbers of one measure: the first one's unit."""
_JOINED = re.compile(r"(?: [a-z]+)? to (?:[$€£])?")


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
    if joint == "and" and preceding != "between":
        return None
    if joint == "to" and _is_change(tokens, start):
        return None
    upper_index = index + 1
    while text_at(tokens, upper_index) in _SIGNS:
        upper_index += 1
    upper = read_numeral(tokens, upper_index)
    if upper is None or upper.is_ordinal or upper.is_fraction:
        return None
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

    '35 of the 240 million dollars': the first has the second's scale and unit. 'From six days to two', 'from 310
    million crowns to 412 million': the second has the first's unit, and is of the same things.

    Args:
        quantities: the quantities of a sentence, in their order.
        text: the sentence.
        shift: where the sentence starts in the text that the quantities' spans are of.
    """
    completed = list(quantities)
    for number, (_, second) in enumerate(pairwise(quantities)):
        first = completed[number]
        if not isinstance(first.value, float) or not isinstance(second.value, float):
            continue
        is_joined = _JOINED.fullmatch(text[first.span[1] - shift : second.span[0] - shift]) is not None
        if is_joined and "ordinal" not in (first.unit, second.unit):
            shared = {"unit": second.unit or first.unit, "counted": second.counted or first.counted}
            completed[number + 1] = second.model_copy(update=shared)
            scale = max((_MULTIPLIERS.get(word, 1) for word in second.text.lower().split()), default=1)
            takes_scale = scale > 1 and first.value < scale / 10 and not first.unit
        else:
            scale = 10 ** (math.floor(math.log10(second.value)) // 3 * 3) if second.value >= 1e6 else 1
            is_close = second.span[0] - first.span[1] <= 10
            takes_scale = scale > 1 and is_close and first.value < 1000 and not first.unit and bool(second.unit)
        if takes_scale and not first.counted:
            completed[number] = first.model_copy(update={"value": first.value * scale, "unit": second.unit})
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
        first = joined[-1] if joined else None
        if first is not None and (part := _part_of(first, quantity, text, shift)):
            assert isinstance(first.value, float)
            span = (first.span[0], quantity.span[1])
            whole = {"value": first.value + part, "span": span, "text": text[span[0] - shift : span[1] - shift]}
            joined[-1] = first.model_copy(update=whole)
        else:
            joined.append(quantity)
    return joined


def _part_of(first: Quantity, second: Quantity, text: str, shift: int) -> float:
    """What a second measure adds to the first, in the first one's unit; 0 where they are not one amount."""
    large, small = measures().get(first.counted), measures().get(second.counted)
    if large is None or small is None or large[0] != small[0] or first.unit or second.unit:
        return 0.0
    if (
        not isinstance(first.value, float)
        or not isinstance(second.value, float)
        or first.value_high
        or second.value_high
    ):
        return 0.0
    is_smaller = small[1] < large[1] and second.value < large[1] / small[1]
    between = text[first.span[1] - shift : second.span[0] - shift].lower()
    return second.value * small[1] / large[1] if is_smaller and _MEASURES_JOINED.fullmatch(between) else 0.0
