"""When two quantities are the same amount, in whatever form."""

from __future__ import annotations

import math

from bench.reading.lexicon import measures, numerals
from bench.records import Quantity

LARGE = 1000
"""From here on a number can have slipped by a scale, and can be money though its currency is not said."""
_CLOSE = 1e-6
_ROUNDED = 0.1
"""How far a marked rounding ('about', 'over', 'nearly') may lie from its figure."""


def ratio(quantity: Quantity) -> float | None:
    """A share of one: percent, points, fractions and rates alike; None for anything else."""
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
    """What kind of amount it is: date, time, ordinal, share, points, money, or count."""
    if quantity.unit in ("date", "time", "ordinal"):
        return quantity.unit
    if quantity.unit in ("pp", "bp", "pt"):
        return "points"
    if ratio(quantity) is not None:
        return "share"
    return "money" if quantity.unit else "count"


def is_of_kind(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be values of one thing; '412 million', with nothing counted, can be money."""
    families = {family(one), family(other)}
    bare = one if family(one) == "count" else other
    is_large = isinstance(bare.value, float) and bare.value >= LARGE
    return len(families) == 1 or (families == {"money", "count"} and is_large and not bare.counted)


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal, the bound words aside."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return _same_moment(one, other)
    if (one.unit == "ordinal") != (other.unit == "ordinal"):
        return False
    first, second = ratio(one), ratio(other)
    if first is not None and second is not None and family(one) == family(other):
        return math.isclose(first, second, rel_tol=1e-3) and _same_end(one, other)
    if first is not None and second is not None:  # 0.8 points are eight in a thousand, but 38 points are no 38 %
        by_rate = one.per is not None or other.per is not None
        return by_rate and math.isclose(first, second, rel_tol=1e-3)
    if (first is None) != (second is None):
        return _same_rate_or_times(one, other)
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if "money" in (family(one), family(other)) and _counts_things(one if not one.unit else other):
        return False
    mine, theirs = measures().get(one.counted), measures().get(other.counted)
    if mine and theirs and mine[0] == theirs[0] and mine[1] != theirs[1]:
        return math.isclose(one.value * mine[1], other.value * theirs[1], rel_tol=0.01)
    if math.isclose(one.value, other.value, rel_tol=_CLOSE):
        return _same_end(one, other)
    return math.isclose(_metres(one), other.value, rel_tol=_CLOSE) or math.isclose(
        one.value, _metres(other), rel_tol=_CLOSE
    )


def _counts_things(quantity: Quantity) -> bool:
    """Whether a number without a unit is one of things, which no amount of money is: 'three' in 'three years'."""
    return not quantity.unit and bool(quantity.counted) and quantity.counted not in numerals("currency")


def _metres(quantity: Quantity) -> float:
    """'5.68m' is read as millions, but it may be metres."""
    assert isinstance(quantity.value, float)
    return quantity.value / 1e6 if quantity.text.endswith("m") and not quantity.unit else quantity.value


def _same_end(one: Quantity, other: Quantity) -> bool:
    if one.value_high is None or other.value_high is None:
        return one.value_high == other.value_high
    return math.isclose(one.value_high, other.value_high, rel_tol=_CLOSE)


def _same_rate_or_times(one: Quantity, other: Quantity) -> bool:
    """A count against a share: '48 per 1,000' as '48'; 'up 38%' as '1.38 times'."""
    share, count = (one, other) if ratio(one) is not None else (other, one)
    assert isinstance(share.value, float)
    assert isinstance(count.value, float)
    if not count.unit and (share.per is not None or not count.counted):
        return math.isclose(share.value, count.value, rel_tol=_CLOSE)
    if count.counted == "time" and share.unit == "%":
        return math.isclose(count.value, 1 + share.value / 100, rel_tol=1e-3)
    return False


def is_marked_rounding(figure: Quantity, given: Quantity) -> bool:
    """Whether `given` is a plainly marked rounding of an exact figure: 'over a third' for 38%, 'nearly 50' for 48."""
    if isinstance(figure.value, str) or isinstance(given.value, str):
        return False
    first, second = ratio(figure), ratio(given)
    exact, rounded = (first, second) if first is not None and second is not None else (figure.value, given.value)
    if (
        (first is None) != (second is None)
        or family(figure) != family(given)
        or not exact
        or given.value_high is not None
    ):
        return False
    mine, theirs = measures().get(figure.counted), measures().get(given.counted)
    if mine and theirs and mine[0] == theirs[0]:  # 7,900 acres are no 7,900 hectares
        rounded *= theirs[1] / mine[1]
    off = (rounded - exact) / abs(exact)
    high = figure.value_high / figure.value * exact if figure.value_high and figure.value else exact
    if given.comparator == "about":
        return abs(off) <= _ROUNDED
    if given.comparator in ("more_than", "at_least"):
        return -1.5 * _ROUNDED <= off < 0
    if given.comparator in ("less_than", "at_most"):
        return 0 < (rounded - high) / abs(high) <= _ROUNDED
    return False


def _same_moment(one: Quantity, other: Quantity) -> bool:
    """Whether two dates agree in every part that both state; a year may also be written as a plain number."""
    first, second = _parts(one), _parts(other)
    if first is None or second is None:
        return False
    if isinstance(first, str) or isinstance(second, str):
        return first == second
    shared = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
    return bool(shared) and all(a == b for a, b in shared)


def _parts(quantity: Quantity) -> tuple[str, str, str] | str | None:
    """Year, month and day, '' for what is not stated; or a weekday or time as it is."""
    value = quantity.value
    if isinstance(value, float):
        return (f"{value:.0f}", "", "") if 1000 <= value <= 2100 and value.is_integer() else None
    if ":" in value or value.isalpha():
        return value.lower()
    if value.startswith("-----"):
        return ("", "", value[5:])
    if value.startswith("--"):
        month, _, day = value[2:].partition("-")
        return ("", month, day)
    year, _, rest = value.partition("-")
    month, _, day = rest.partition("-")
    return (year, month, day)


def as_specific(one: Quantity, other: Quantity) -> bool:
    """Whether the first states every part of a date that the second does: 'December' does not state 'December 15'."""
    first, second = _parts(one), _parts(other)
    if not isinstance(first, tuple) or not isinstance(second, tuple):
        return True
    return all(a or not b for a, b in zip(first[1:], second[1:], strict=True))
