"""When two quantities are the same amount, in whatever form."""

from __future__ import annotations

import math

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures, numerals
from bench.records import Quantity
from bench.scorers.rules.how_much.same_moment import is_same_moment
from bench.scorers.rules.lexicon import settings

SMALL = 12
"""Up to here a number needs its noun beside it: every text has a three somewhere."""
LARGE = 1000
"""From here on a number can have slipped by a scale, and can be money though its currency is not said."""
_CLOSE = 1e-6
_COUNTED_POINT = "point"


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
    """What kind of amount it is: date, time, ordinal, score, order of magnitude, share, points, money, or count."""
    if quantity.unit in ("date", "time", "ordinal", SCORE, VAGUE, TIMES):
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
    if SCORE in (one.unit, other.unit):
        return _same_score(one, other)
    if isinstance(one.value, str) or isinstance(other.value, str):
        return is_same_moment(one, other)
    if any((one.unit == unit) != (other.unit == unit) for unit in ("ordinal", VAGUE)):
        return False
    if TIMES in (one.unit, other.unit):
        return math.isclose(_multiple(one), _multiple(other), rel_tol=1e-3)
    if {one.unit, other.unit} == {"pt", ""} and _COUNTED_POINT in (one.counted, other.counted):
        return math.isclose(one.value, other.value, rel_tol=_CLOSE)  # "all 11 points" of a plan are no share
    if ratio(one) is not None or ratio(other) is not None:
        return _same_share(one, other)
    return _same_count(one, other)


def _same_share(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal of which one is a share."""
    first, second = ratio(one), ratio(other)
    if first is None or second is None:
        return _same_rate_or_times(one, other)
    if family(one) == family(other):
        is_same = math.isclose(first, second, rel_tol=1e-3) or _is_whole_percent(one, other)
        return is_same and _same_end(one, other)
    by_rate = one.per is not None or other.per is not None  # 0.8 points are eight in a thousand, 38 points no 38 %
    return by_rate and math.isclose(first, second, rel_tol=1e-3)


def _same_count(one: Quantity, other: Quantity) -> bool:
    """Whether two counts, measures or amounts of money are equal."""
    assert isinstance(one.value, float)
    assert isinstance(other.value, float)
    if one.unit and other.unit and one.unit != other.unit and not _may_be_same_currency(one.unit, other.unit):
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


def upper(quantity: Quantity) -> float:
    """The upper end of a number that is a range, else its value."""
    high = quantity.value if quantity.value_high is None else quantity.value_high
    if not isinstance(high, float):  # a gold set that was never checked may mix them
        high = quantity.value
    assert isinstance(high, float)
    return high


def _same_score(one: Quantity, other: Quantity) -> bool:
    """Whether two scores are one, or a number is one side's: the 3 goals of '3-1'."""
    if one.unit == other.unit:
        return one.value == other.value
    score, count = (one, other) if one.unit == SCORE else (other, one)
    return (
        family(count) == "count"
        and isinstance(count.value, float)
        and f"{count.value:g}" in str(score.value).split("-")
    )


def _multiple(quantity: Quantity) -> float:
    """What a change multiplies by: 2 for 'doubled', 'two times' and 'up 100%'; nan where it is no change."""
    assert isinstance(quantity.value, float)
    if quantity.unit == TIMES or (quantity.counted == "time" and not quantity.unit):
        return quantity.value
    return 1 + quantity.value / 100 if quantity.unit == "%" else math.nan


def _is_whole_percent(one: Quantity, other: Quantity) -> bool:
    """Whether a percentage is a fraction or rate in whole percent: 67% for two-thirds."""
    share, percent = (one, other) if other.unit == "%" else (other, one)
    exact = ratio(share)
    if percent.unit != "%" or share.unit == "%" or exact is None or not isinstance(percent.value, float):
        return False
    return percent.value.is_integer() and round(100 * exact) == percent.value


def _may_be_same_currency(one: str, other: str) -> bool:
    """Whether a currency's general name may stand for its own: francs for Swiss francs."""
    general = numerals("general_currency")
    return general.get(one.lower()) == other or general.get(other.lower()) == one


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
    return math.isclose(upper(one), upper(other), rel_tol=_CLOSE)


def _same_rate_or_times(one: Quantity, other: Quantity) -> bool:
    """A count against a share: '48 per 1,000' as '48'; 'up 38%' as '1.38 times'."""
    share, count = (one, other) if ratio(one) is not None else (other, one)
    assert isinstance(share.value, float)
    assert isinstance(count.value, float)
    in_digits = any(sign.isdigit() for sign in count.text)  # "2" may be short for 2%, but "two" of something is none
    if not count.unit and (share.per is not None or (in_digits and not count.counted)):
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
    high = upper(figure) / figure.value * exact
    if given.comparator == "about":
        return abs(off) <= settings()["rounding"]
    if given.comparator in ("more_than", "at_least"):
        return -1.5 * settings()["rounding"] <= off < 0
    if given.comparator in ("less_than", "at_most"):
        return 0 < (rounded - high) / abs(high) <= settings()["rounding"]
    return False
