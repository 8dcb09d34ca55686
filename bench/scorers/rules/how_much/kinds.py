"""What kind of amount a quantity is, which says what it can be compared with at all."""

from __future__ import annotations

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.records import Quantity
from bench.scorers.rules.lexicon import settings

_WHOLES = {"%": 100, "pp": 100, "pt": 100, "bp": 10_000, "fraction": 1}
"""How many of a unit make a whole, of units that are shares of one."""
# Points are kept apart from shares although both are parts of a hundred: "7 percent" for "7 percentage points" is a
# wrong number.
_FAMILY_OF_UNIT = dict.fromkeys(("pp", "bp", "pt"), "points")
_FAMILY_OF_UNIT |= {unit: unit for unit in ("date", "time", "ordinal", SCORE, VAGUE, TIMES)}


def as_share(quantity: Quantity) -> float | None:
    """A quantity as a share of one: percent, points, fractions and rates alike; None for anything else."""
    whole = _WHOLES.get(quantity.unit, quantity.per)
    return quantity.value / whole if whole and isinstance(quantity.value, float) else None


def family(quantity: Quantity) -> str:
    """What kind of amount it is: date, time, ordinal, score, order of magnitude, share, points, money, or count."""
    if quantity.unit in _FAMILY_OF_UNIT:
        return _FAMILY_OF_UNIT[quantity.unit]
    if not quantity.unit and quantity.per is None:  # the usual case
        return "count"
    if as_share(quantity) is not None:
        return "share"
    return "money" if quantity.unit else "count"


def is_of_same_kind(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two quantities can be values of one thing; '412 million', with nothing counted, can be money."""
    # "three" without a currency is hardly an amount of money, and "412 million people" are none
    family_of_quantity, family_of_counterpart = family(quantity), family(counterpart)
    if family_of_quantity == family_of_counterpart:
        return True
    if {family_of_quantity, family_of_counterpart} != {"money", "count"}:
        return False
    bare = quantity if family_of_quantity == "count" else counterpart
    is_large = isinstance(bare.value, float) and bare.value >= settings()["large_number"]
    return is_large and not bare.counted


def upper_end(quantity: Quantity) -> float:
    """The upper end of a number that is a range, else its value."""
    high = quantity.value if quantity.value_high is None else quantity.value_high
    if not isinstance(high, float):  # a gold set that was never checked may mix numbers with dates
        high = quantity.value
    assert isinstance(high, float)
    return high


def is_small_count(quantity: Quantity) -> bool:
    """Whether it is a count so small that texts are full of it: every one has a three somewhere."""
    return family(quantity) == "count" and upper_end(quantity) <= settings()["small_number"]
