"""Whether the article has a summary's number elsewhere, so that the number is right there and wrong of no fact."""

from __future__ import annotations

from itertools import combinations

from bench.records import Quantity
from bench.scorers.rules.how_much.bearer import bearing_words
from bench.scorers.rules.how_much.candidates import Candidate, FactNumber
from bench.scorers.rules.how_much.same_amount import is_marked_rounding, same_value
from bench.scorers.rules.how_much.same_moment import is_as_specific
from bench.scorers.rules.how_much.slip import has_swapped_unit
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import Bag, Term


def stands_elsewhere(number: FactNumber, candidate: Candidate, summary: SummaryContext) -> bool:
    """Whether the article has this value, or makes it of two others, in words that explain the passage as well."""
    article, quantity = summary.article, candidate.quantity
    passages = summary.passages_at[candidate.at]
    home_explains = max((passage.explained[i] for passage in passages for i in number.context.home), default=0.0)
    local = bearing_words(summary.statements[candidate.at], quantity)
    around = Bag(local)
    fact_fits = around.recall(fact_bearing_words(number, article), article.weight)
    # "7 percent" for "7 percentage points" stays wrong although the article may have 7 percent of something else.
    equals = [
        (index, article_quantity)
        for index, article_quantity in article.quantities
        if not has_swapped_unit(number.figure, quantity)
        # "December" of the article does not state the "December 15" of the summary
        and is_as_specific(article_quantity, quantity)
        and (same_value(article_quantity, quantity) or is_marked_rounding(article_quantity, quantity))
    ]
    for index, article_quantity in equals:
        explains = max((passage.explained[index] for passage in passages), default=0.0)
        bears = bearing_words(article.statements[index], article_quantity)
        is_borne_alike = Bag(bears).recall(local, article.weight) >= settings()["bearer_known"]
        margin = settings()["home_explains_far"] if is_borne_alike else settings()["home_explains"]
        # "The fire service had at first spoken of 55 hurt" explains less of "55 people were hurt when a grandstand gave
        # way" than the fact's own sentence does: the 55 was put in the place of the fact's 41.
        if index not in number.context.home and explains < home_explains - margin:
            continue
        # Where the words around it are the fact's far more than the other number's, it stands in the fact's place.
        if (
            fact_fits < settings()["bearer_fits"]
            or fact_fits < around.recall(bears, article.weight) + settings()["bearer_better"]
        ):
            return True
    # A sum that the article states was judged above, by where it states it.
    return not equals and _is_sum(quantity, article)


def fact_bearing_words(number: FactNumber, article: ArticleContext) -> tuple[Term, ...]:
    """The words that bear the fact's number in the article."""
    for index, article_quantity in article.quantities:
        if article_quantity is number.article_quantity:
            return article.bearing(index, article_quantity).terms
    return ()


def _is_sum(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether two numbers of the article make this one: four children are two and two."""
    values = [
        stated.value
        for _, stated in article.quantities
        if stated.unit == quantity.unit and stated.counted == quantity.counted and isinstance(stated.value, float)
    ]
    # Without a noun nothing tells that the two count one thing.
    return bool(quantity.counted) and any(quantity.value in (a + b, abs(a - b)) for a, b in combinations(values, 2))
