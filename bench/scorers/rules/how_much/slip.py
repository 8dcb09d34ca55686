"""A fact's own digits with something else about them wrong: the unit, the scale, the currency or an end of the range.

What keeps the digits is hardly another number of the article, so that it needs less evidence to be called wrong.
"""

from __future__ import annotations

import math
import re

from bench.reading.lexicon import measures
from bench.records import Quantity
from bench.scorers.rules.how_much.kinds import family, is_of_same_kind
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings

_SWAPPED = {"points", "share", "money"}
"""Kinds of amounts that are taken for one another."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def is_slip(figure: Quantity, quantity: Quantity) -> bool:
    """The figure's own digits with another unit, scale or end: 38% as 38 points, 412 million as 412 billion."""
    if has_swapped_unit(figure, quantity) or _has_one_end_moved(figure, quantity):
        return True
    if isinstance(figure.value, str) or isinstance(quantity.value, str) or not is_of_same_kind(figure, quantity):
        return False
    if figure.value == quantity.value and {family(figure), family(quantity)} == {"money"}:
        return True  # of another currency, or they would be equal
    # 30 is no slip of 3: only large numbers have a scale word that can be mistaken. But "under fifty" may mean fifty
    # million, where the text has said before what is counted.
    large = settings()["large_number"]
    if figure.value < large or quantity.value <= 0 or (not quantity.unit and quantity.value < large):
        return False
    power = math.log10(quantity.value / figure.value)
    # The tolerance is that of the logarithm: the digits have to be the same.
    return abs(power) >= 1 and math.isclose(power, round(power), abs_tol=1e-9)


def has_swapped_unit(figure: Quantity, quantity: Quantity) -> bool:
    """The same figure in points for percent, or in percent for points; or in gigabytes for terabytes.

    The same digits as money and as a share ("$35 million", "35%") are such a slip too.
    """
    if figure.value == quantity.value and not figure.unit and not quantity.unit:
        measure, other_measure = measures().get(figure.counted), measures().get(quantity.counted)
        return (
            measure is not None
            and other_measure is not None
            and measure[0] == other_measure[0]
            and measure[1] != other_measure[1]
        )
    family_of_figure, family_of_quantity = family(figure), family(quantity)
    if family_of_figure == family_of_quantity or not {family_of_figure, family_of_quantity} <= _SWAPPED:
        return False  # "nine points" are no "nine people"
    return figure.value == quantity.value or _DIGITS.findall(figure.text) == _DIGITS.findall(quantity.text) != []


def _has_one_end_moved(figure: Quantity, quantity: Quantity) -> bool:
    """A range with one end right: '510 to 650' for '510 to 560'."""
    if not figure.value_high or not quantity.value_high:
        return False
    ends = zip(_ends(figure), _ends(quantity), strict=True)
    is_low_kept, is_high_kept = (same_value(figure_end, end) for figure_end, end in ends)
    return is_low_kept != is_high_kept


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The two ends of a range, each by itself."""
    low, high = (
        quantity.model_copy(update={"value": end, "value_high": None}) for end in (quantity.value, quantity.value_high)
    )
    return low, high
