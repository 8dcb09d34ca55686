"""Whether the article states a number, or plainly implies it by rounding, adding, taking away, dividing or dating."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.records import Quantity
from bench.scorers.rules.how_much.bearer import ANYTHING
from bench.scorers.rules.how_much.implied_date import is_implied_date, is_quarter
from bench.scorers.rules.how_much.kinds import family
from bench.scorers.rules.how_much.same_amount import is_marked_rounding, same_value
from bench.scorers.rules.how_much.same_moment import is_as_specific
from bench.scorers.rules.how_much.worked_out import is_worked_out
from bench.scorers.rules.lexicon import settings, word_list
from bench.scorers.rules.matching.article_context import ArticleContext
from bench.scorers.rules.matching.terms import likeness

_ROUND = word_list("numbers", "round")
"""Figures of speech, and the bases of rates."""


def is_supported(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the article states a number of a summary, or plainly implies it.

    A number that is not supported is flagged, so that whatever may have an innocent origin counts as supported.
    """
    article_quantities = [stated for _, stated in article.quantities]
    # Those of the same value first, since most numbers of a summary are among them.
    likeliest = [(i, stated) for i, stated in article.quantities if stated.value == quantity.value]
    if quantity.text.lower() in _ROUND or any(
        _states(i, stated, quantity, article) for i, stated in chain(likeliest, article.quantities)
    ):
        return True
    # The reader may have taken it for another number in the article, but the same characters are there.
    if not quantity.counted and quantity.text.lower() in article.gold.article.text.lower():
        return True
    if quantity.unit == SCORE:
        return _has_both_sides(str(quantity.value), article_quantities)
    # "dozens" and "doubled" sum up what the article may tell in any number of figures.
    if quantity.unit in (VAGUE, TIMES):
        return True
    if isinstance(quantity.value, str):
        is_rough = quantity.unit == "time" and quantity.text.isalpha()  # "before noon"
        return is_rough or is_quarter(quantity, article_quantities) or is_implied_date(quantity.value, article)
    # "the third", "two sisters": an order or a few may be counted off what the article names.
    is_counted_off = quantity.value <= settings()["counted_off"] and family(quantity) == "count"
    if quantity.unit == "ordinal" or is_counted_off:
        return True
    if any(_is_within(stated, quantity) for stated in article_quantities):
        return True
    return is_worked_out(quantity, article_quantities, article)


def _states(index: int, stated: Quantity, quantity: Quantity, article: ArticleContext) -> bool:
    """Whether a quantity of the article is this one: the same amount, and of nothing that is plainly another thing."""
    # "410" alone may be short for the article's "$410" or "410 kilometres"
    is_bare = not quantity.unit and not quantity.counted and stated.value == quantity.value
    if not is_bare and not same_value(stated, quantity) and not is_marked_rounding(stated, quantity):
        return False
    if not is_as_specific(stated, quantity):
        return False
    if family(quantity) != "count" or not quantity.counted or not stated.counted or quantity.counted in ANYTHING:
        return True
    assert isinstance(quantity.value, float)
    if quantity.value >= settings()["telling_number"] or likeness(quantity.counted, stated.counted):
        return True
    # "84 passengers, of whom many were children": the noun stands in the number's statement, if not beside it
    if article.bags[index].best(quantity.counted):
        return True
    # the article counts these, and to another number: "14 complaints" where it has 12 of them and 14 of something else
    return not any(
        counted.counted == quantity.counted and not same_value(counted, quantity) for _, counted in article.quantities
    )


def _has_both_sides(score: str, article_quantities: Sequence[Quantity]) -> bool:
    """Whether the article has both numbers of a score, as one or apart: 'three goals to one' for '3-1'."""
    sides = {f"{stated.value:g}" for stated in article_quantities if isinstance(stated.value, float)}
    sides |= {side for stated in article_quantities if stated.unit == SCORE for side in str(stated.value).split("-")}
    return set(score.split("-")) <= sides


def _is_within(stated: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is one end of a range that the article gives, or something inside it."""
    high = quantity.value if quantity.value_high is None else quantity.value_high
    if not isinstance(stated.value, float) or not isinstance(stated.value_high, float):
        return False
    if not isinstance(quantity.value, float) or not isinstance(high, float):
        return False
    return stated.value <= quantity.value and high <= stated.value_high
