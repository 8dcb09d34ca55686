"""What kind of amount a quantity is, which says what it can be compared with at all."""

from __future__ import annotations

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.records import Quantity
from bench.scorers.rules.lexicon import settings


def as_share(quantity: Quantity) -> float | None:
    """A quantity as a share of one: percent, points, fractions and rates alike; None for anything else."""
    if not isinstance(quantity.value, float):
        return None
    if quantity.unit in ("%", "pp", "pt"):
        return quantity.value / 100
    if quantity.unit == "bp":
        return quantity.value / 10_000
    if quantity.unit == "fraction":
        return quantity.value
    return quantity.value / quantity.per if quantity.per else None


def family(quantity: Quantity) -> str:
    """What kind of amount it is: date, time, ordinal, score, order of magnitude, share, points, money, or count."""
    if quantity.unit in ("date", "time", "ordinal", SCORE, VAGUE, TIMES):
        return quantity.unit
    # Points are kept apart from shares although both are parts of a hundred: "7 percent" for "7 percentage points"
    # is a wrong number.
    if quantity.unit in ("pp", "bp", "pt"):
        return "points"
    if as_share(quantity) is not None:
        return "share"
    return "money" if quantity.unit else "count"


def is_of_same_kind(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two quantities can be values of one thing; '412 million', with nothing counted, can be money."""
    # "three" without a currency is hardly an amount of money, and "412 million people" are none
    families = {family(quantity), family(counterpart)}
    bare = quantity if family(quantity) == "count" else counterpart
    is_large = isinstance(bare.value, float) and bare.value >= settings()["large_number"]
    return len(families) == 1 or (families == {"money", "count"} and is_large and not bare.counted)


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
