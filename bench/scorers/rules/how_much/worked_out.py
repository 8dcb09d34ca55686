"""Whether a number can be worked out of two others of the article: added, taken away, divided, or counted in time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

from bench.records import Quantity
from bench.scorers.rules.how_much.bearer import ANYTHING
from bench.scorers.rules.how_much.implied_date import is_length_between_dates, is_length_between_years
from bench.scorers.rules.how_much.kinds import as_share
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext
from bench.scorers.rules.matching.terms import likeness

_CLOSE = 1e-6
"""Relative tolerance of floats: an exact sum has to be exact."""
_LEAST_SUM = 1e-9
"""Stands for a difference of nothing, which no relative tolerance can be taken of."""

_MANY = 200
"""Numbers of an article; what has more is a table."""


def is_worked_out(quantity: Quantity, article_quantities: Sequence[Quantity], article: ArticleContext) -> bool:
    """Whether two numbers of an article make a number, or two of its dates a length of time."""
    # Of so many, some two make any number; and to try all pairs of a table, for each number, would take minutes.
    if len(article_quantities) > _MANY:
        return True
    return (
        _is_sum_or_difference(quantity, article_quantities)
        or _is_remaining_share(quantity, article_quantities)
        or _is_ratio(quantity, article_quantities)
        or is_length_between_dates(quantity, article_quantities)
        or is_length_between_years(quantity, article_quantities, article)
    )


def _is_sum_or_difference(quantity: Quantity, article_quantities: Sequence[Quantity]) -> bool:
    """Whether it is the sum or difference of two numbers that count one thing: 75 passengers of 84 with nine crew."""
    assert isinstance(quantity.value, float)
    summands = [
        (stated, value)
        for stated in article_quantities
        if isinstance(stated.value, float)
        # "from 410 to 500 million dollars" leaves the first without its unit; dollars and percent are never added
        and ("" in (stated.unit, quantity.unit) or stated.unit == quantity.unit)
        and _may_count_the_same(stated, quantity)
        # of "between 30 and 40" either end may be what is reckoned with
        for value in (stated.value, stated.value_high)
        if isinstance(value, float)
    ]
    tolerance = _CLOSE if quantity.comparator == "exactly" else settings()["worked_out_about"]
    return any(
        (_may_count_the_same(stated, other_stated) or _is_part(stated, other_stated))
        and any(
            abs(quantity.value - result) <= tolerance * max(abs(result), _LEAST_SUM)
            for result in (value + other_value, abs(value - other_value))
        )
        for (stated, value), (other_stated, other_value) in combinations(summands, 2)
    )


def _is_remaining_share(quantity: Quantity, article_quantities: Sequence[Quantity]) -> bool:
    """Whether it is what a percentage of the article leaves of a hundred: 62% against, where 38% were for it."""
    assert isinstance(quantity.value, float)
    return quantity.unit == "%" and any(
        stated.unit == "%" and stated.value == 100 - quantity.value for stated in article_quantities
    )


def _is_ratio(quantity: Quantity, article_quantities: Sequence[Quantity]) -> bool:
    """Whether it is one number of the article as a share or multiple of another: a quarter for 5 of 20."""
    assert isinstance(quantity.value, float)
    share = as_share(quantity)
    if share is None and quantity.counted != "time":  # a plain count is no ratio, even if two numbers make it
        return False
    target = quantity.value if share is None else share
    # A share told as an exact one is still in whole percent; any other ratio is as rough as news tells it.
    is_exact_share = share is not None and quantity.comparator == "exactly"
    numbers = [stated.value for stated in article_quantities if isinstance(stated.value, float)]
    return any(
        abs(target - part / whole)
        <= (settings()["share_rounding"] if is_exact_share else settings()["worked_out_about"] * (part / whole))
        for part, whole in permutations(numbers, 2)
        # a number through itself is 1, which says nothing of the article
        if whole and part != whole
    )


def _may_count_the_same(quantity: Quantity, counterpart: Quantity) -> bool:
    """Whether two numbers can be added up: nothing tells that they count different things."""
    # What has a unit was compared by it before, and "people" may be whatever the other one counts.
    if quantity.unit or counterpart.unit or {quantity.counted, counterpart.counted} & ANYTHING:
        return True
    return bool(likeness(quantity.counted, counterpart.counted))


def _is_part(whole: Quantity, part: Quantity) -> bool:
    """Whether two numbers stand close together, as a whole and its part do: '84 passengers, including nine crew'."""
    return 0 < part.span[0] - whole.span[1] <= settings()["part_reach"]
