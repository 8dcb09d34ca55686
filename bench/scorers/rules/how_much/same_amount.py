"""When two quantities are the same amount, in whatever form, or one is a marked rounding of the other."""

from __future__ import annotations

import math

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures, numerals
from bench.records import Quantity
from bench.scorers.rules.how_much.kinds import as_share, family, upper_end
from bench.scorers.rules.how_much.same_moment import is_same_moment
from bench.scorers.rules.lexicon import settings

_CLOSE = 1e-6
"""Relative tolerance of floats that were read from the same digits."""
_CLOSE_SHARE = 1e-3
"""The same for shares, which may be written in digits that never end: 66.7% and two-thirds."""
_COUNTED_POINT = "point"
_ALONE = ("ordinal", VAGUE)
"""Units that are comparable with nothing but themselves: "third" is no three, and "dozens" is no twelve."""
_MEASURES = measures()
_MARKS_NOTHING = ("exactly", "between")
"""Comparators that mark no rounding."""


def same_value(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two quantities are equal, the bound words aside."""
    unit, counter_unit = quantity.unit, counterpart.unit
    if SCORE in (unit, counter_unit):
        return _is_same_score(quantity, counterpart)
    if isinstance(quantity.value, str) or isinstance(counterpart.value, str):
        return is_same_moment(quantity, counterpart)
    # Two plain numbers, the usual case: nothing of what units need asks for a look.
    if not unit and not counter_unit and quantity.per is None and counterpart.per is None:
        return _is_same_count(quantity, counterpart)
    if unit != counter_unit:
        if unit in _ALONE or counter_unit in _ALONE:
            return False
        # "all 11 points" of a plan are no share, and "all 11" says the same
        if {unit, counter_unit} == {"pt", ""} and _COUNTED_POINT in (quantity.counted, counterpart.counted):
            return math.isclose(quantity.value, counterpart.value, rel_tol=_CLOSE)
    # "doubled" is "up 100%" and "two times", each of which has another value
    if TIMES in (unit, counter_unit):
        return math.isclose(_multiple(quantity), _multiple(counterpart), rel_tol=_CLOSE_SHARE)
    share, counter_share = as_share(quantity), as_share(counterpart)
    if share is None and counter_share is None:
        return _is_same_count(quantity, counterpart)
    if share is None:
        return _is_same_rate_or_times(counterpart, quantity)
    if counter_share is None:
        return _is_same_rate_or_times(quantity, counterpart)
    return _is_same_share(quantity, share, counterpart, counter_share)


def _is_same_share(quantity: Quantity, share: float, counterpart: Quantity, counter_share: float) -> bool:
    """Whether two quantities that are shares are equal."""
    if family(quantity) == family(counterpart):
        is_same = math.isclose(share, counter_share, rel_tol=_CLOSE_SHARE) or _is_whole_percent(quantity, counterpart)
        return is_same and _has_same_upper_end(quantity, counterpart)
    # 0.8 points of a rate are eight in a thousand, but 38 points are no 38 %
    by_rate = quantity.per is not None or counterpart.per is not None
    return by_rate and math.isclose(share, counter_share, rel_tol=_CLOSE_SHARE)


def _is_same_count(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two counts, measures or amounts of money are equal."""
    assert isinstance(quantity.value, float)
    assert isinstance(counterpart.value, float)
    measure, counter_measure = _MEASURES.get(quantity.counted), _MEASURES.get(counterpart.counted)
    is_close = math.isclose(quantity.value, counterpart.value, rel_tol=_CLOSE)
    # The usual case: two numbers that no other unit could make equal.
    if not (is_close or (measure and counter_measure) or quantity.text.endswith("m") or counterpart.text.endswith("m")):
        return False
    # "€410 million" is no "$410 million"; one without a currency may be either
    if (
        quantity.unit
        and counterpart.unit
        and quantity.unit != counterpart.unit
        and not _may_be_same_currency(quantity.unit, counterpart.unit)
    ):
        return False
    # money may lack its currency ("412 million" for "$412 million"), but not be a number of things
    has_unit = quantity.unit or counterpart.unit
    if has_unit and "money" in (family(quantity), family(counterpart)):
        without_unit = quantity if not quantity.unit else counterpart
        if _counts_things(without_unit):
            return False
    # "90 minutes" for "an hour and a half": two measures of one dimension are compared in its base unit
    if measure and counter_measure and measure[0] == counter_measure[0] and measure[1] != counter_measure[1]:
        return math.isclose(
            quantity.value * measure[1], counterpart.value * counter_measure[1], rel_tol=settings()["converted"]
        )
    if is_close:
        return _has_same_upper_end(quantity, counterpart)
    return _is_same_in_metres(quantity, counterpart.value) or _is_same_in_metres(counterpart, quantity.value)


def _is_same_score(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two scores are one, or a number is one side's: the 3 goals of '3-1'."""
    if quantity.unit == counterpart.unit:
        return quantity.value == counterpart.value
    score, count = (quantity, counterpart) if quantity.unit == SCORE else (counterpart, quantity)
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


def _is_whole_percent(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether a percentage is a fraction or rate in whole percent: 67% for two-thirds."""
    share, percent = (quantity, counterpart) if counterpart.unit == "%" else (counterpart, quantity)
    exact = as_share(share)
    if percent.unit != "%" or share.unit == "%" or exact is None or not isinstance(percent.value, float):
        return False
    return percent.value.is_integer() and round(100 * exact) == percent.value


def _may_be_same_currency(currency: str, counterpart: str) -> bool:
    """Whether a currency's general name may stand for its own: francs for Swiss francs."""
    general = numerals("general_currency")
    return general.get(currency.lower()) == counterpart or general.get(counterpart.lower()) == currency


def _counts_things(quantity: Quantity) -> bool:
    """Whether a number without a unit is one of things, which no amount of money is: 'three' in 'three years'."""
    return not quantity.unit and bool(quantity.counted) and quantity.counted not in numerals("currency")


def _is_same_in_metres(quantity: Quantity, value: float) -> bool:
    """Whether a quantity has a value if its "m" are metres: '5.68m' is read as millions."""
    assert isinstance(quantity.value, float)
    may_be_metres = quantity.text.endswith("m") and not quantity.unit
    return may_be_metres and math.isclose(quantity.value / 1e6, value, rel_tol=_CLOSE)


def _has_same_upper_end(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two quantities are no ranges, or ranges with the same upper end: '12 to 16' is no '12 to 18'."""
    if quantity.value_high is None or counterpart.value_high is None:
        return quantity.value_high == counterpart.value_high
    return math.isclose(upper_end(quantity), upper_end(counterpart), rel_tol=_CLOSE)


def _is_same_rate_or_times(share: Quantity, count: Quantity) -> bool:
    """A count against a share: '48 per 1,000' as '48'; 'up 38%' as '1.38 times'."""
    assert isinstance(share.value, float)
    assert isinstance(count.value, float)
    # "2" may be short for 2%, but "two" of something is none
    if not count.unit and (share.per is not None or (not count.counted and any(sign.isdigit() for sign in count.text))):
        return math.isclose(share.value, count.value, rel_tol=_CLOSE)
    if count.counted == "time" and share.unit == "%":
        return math.isclose(count.value, 1 + share.value / 100, rel_tol=_CLOSE_SHARE)
    return False


def is_marked_rounding(figure: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is a plainly marked rounding of a figure: 'over a third' for 38%, 'nearly 50' for 48."""
    if quantity.comparator in _MARKS_NOTHING or isinstance(figure.value, str) or isinstance(quantity.value, str):
        return False
    exact_share, rounded_share = as_share(figure), as_share(quantity)
    exact, rounded = (
        (exact_share, rounded_share)
        if exact_share is not None and rounded_share is not None
        else (figure.value, quantity.value)
    )
    # "30 to 40" around a 38 marks no rounding of it, and "about 40" points are none of 38 per cent
    if (
        (exact_share is None) != (rounded_share is None)
        or family(figure) != family(quantity)
        or not exact
        or quantity.value_high is not None
    ):
        return False
    measure, rounded_measure = _MEASURES.get(figure.counted), _MEASURES.get(quantity.counted)
    if measure and rounded_measure and measure[0] == rounded_measure[0]:  # 7,900 acres are no 7,900 hectares
        rounded *= rounded_measure[1] / measure[1]
    deviation = (rounded - exact) / abs(exact)
    rounding = settings()["rounding"]
    if quantity.comparator == "about":
        return abs(deviation) <= rounding
    # The word has to point to the side on which the figure lies: "over 50" is false of 48. Fractions are coarse:
    # "over a third" lies an eighth below 38%.
    if quantity.comparator in ("more_than", "at_least"):
        return -(1 + settings()["rounding_below"]) * rounding <= deviation < 0
    # "under 60" has to be true of the whole of "50 to 56"
    if quantity.comparator in ("less_than", "at_most"):
        high = upper_end(figure) / figure.value * exact
        return 0 < (rounded - high) / abs(high) <= rounding
    return False
