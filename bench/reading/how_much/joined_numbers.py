"""Numbers that stand together: ranges, changes from one to another, and what one leaves to the other to say."""

from __future__ import annotations

import math
import re

from bench.reading.how_much.numerals import Numeral, Token, numeral
from bench.reading.lexicon import numerals
from bench.records import Quantity

_RANGE = ("to", "-", "–", "—", "and", "or")
_BEFORE = 8
"""Words before "from 5 to 10" among which one tells that it is a change and no range."""
_JOINED = re.compile(r"(?: [a-z]+)? to (?:[$€£])?")


def range_end(row: list[Token], start: int, at: int) -> Numeral | None:
    """The upper number of '510 to 560', 'between 510 and 560', '4,000-7,000'."""
    if at >= len(row) or row[at].text not in _RANGE:
        return None
    joint = row[at].text
    before = row[start - 1].text if start else ""
    if joint in ("and", "or") and before != "between" and joint == "and":
        return None
    if joint == "to" and _is_change(row, start):
        return None
    i = at + 1
    while i < len(row) and row[i].text in ("$", "€", "£", "-", "+"):
        i += 1
    second = numeral(row, i)
    if second is None or second.is_ordinal or second.is_fraction:
        return None
    if joint == "or" and not second.in_digits and second.value > 20:
        return None
    return second


def _is_change(row: list[Token], start: int) -> bool:
    """Whether what stands before a number makes "to" lead on to where it is now: 'up 2 to 5', 'rose from 12 to 15'."""
    before = row[start - 1].text if start else ""
    if before != "from":
        return before in numerals("to")["beside"]
    return any(token.text in numerals("to")["change"] for token in row[max(0, start - 1 - _BEFORE) : start - 1])


def share(found: list[Quantity], text: str, shift: int) -> list[Quantity]:
    """What one of two numbers leaves to the other.

    '35 of the 240 million dollars': the first has the second's scale and unit. 'From six days to two', 'from 310
    million crowns to 412 million': the second has the first's unit, and is of the same things.
    """
    for i in range(len(found) - 1):
        first, second = found[i], found[i + 1]
        if not isinstance(first.value, float) or not isinstance(second.value, float):
            continue
        if _JOINED.fullmatch(text[first.span[1] - shift : second.span[0] - shift]) and "ordinal" not in (
            first.unit,
            second.unit,
        ):
            left = {"unit": second.unit or first.unit, "counted": second.counted or first.counted}
            found[i + 1] = second.model_copy(update=left)
            scale = max((numerals("multiplier").get(word, 1) for word in second.text.lower().split()), default=1)
            if scale > 1 and first.value < scale / 10 and not first.unit and not first.counted:
                found[i] = first.model_copy(update={"value": first.value * scale, "unit": second.unit})
            continue
        gap = second.span[0] - first.span[1]
        scale = 10 ** (math.floor(math.log10(second.value)) // 3 * 3) if second.value >= 1e6 else 1
        if scale > 1 and gap <= 10 and first.value < 1000 and not first.unit and second.unit and not first.counted:
            found[i] = first.model_copy(update={"value": first.value * scale, "unit": second.unit})
    return found
