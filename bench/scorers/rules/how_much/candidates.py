"""Which quantities of a summary can be a number fact's."""

from __future__ import annotations

from typing import NamedTuple

from bench.facts import NumberFact
from bench.reading.how_much.amounts_in_words import VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures, numerals
from bench.records import Quantity
from bench.scorers.rules.how_much.bearer import ANYTHING, words_of_unit
from bench.scorers.rules.how_much.bound_change import is_one_end
from bench.scorers.rules.how_much.date_ranges import with_date_ranges
from bench.scorers.rules.how_much.kinds import family, is_of_same_kind
from bench.scorers.rules.how_much.same_amount import is_marked_rounding, same_value
from bench.scorers.rules.how_much.same_moment import is_as_specific
from bench.scorers.rules.how_much.slip import has_swapped_unit
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext, overlaps
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import likeness


class Candidate(NamedTuple):
    """A quantity of the summary that may be a fact's."""

    quantity: Quantity
    at: int
    """Index of its statement."""
    confidence: float
    """That the fact's claim is made there: of an unequal quantity, if it were the right one."""
    is_equal: bool
    noun_likeness: float
    """How alike the things counted are, from 0 to 1; `noun_unknown` of scoring.toml where either is not known."""


class FactNumber(NamedTuple):
    """A number fact with what the summary may have for it."""

    context: FactContext
    figure: Quantity
    article_quantity: Quantity | None
    """As the article has it: "Friday", where the gold value is its date."""
    equal: Candidate | None
    repeated: tuple[Candidate, ...]
    """Its other mentions."""
    unequal: tuple[Candidate, ...]


def candidates(context: FactContext, figure: Quantity, summary: SummaryContext) -> list[Candidate]:
    """The quantities of a summary that are of the fact's kind, in their order."""
    picked = []
    article_quantity = summary.article.quantity_of(context.located)
    for index, statement in enumerate(summary.statements):
        confidences_aside: list[float] = []
        # A fact of one day is judged by each end of "from 3 May to 9 May", a fact of the range by both.
        quantities = with_date_ranges(statement) if isinstance(figure.value_high, str) else statement.quantities
        for quantity in quantities:
            is_equal = _is_equal(figure, article_quantity, quantity)
            # "4-3" for "4-2" has to be found, though a gold set may hold one side's number as the value
            is_score = quantity.unit == SCORE and article_quantity is not None and article_quantity.unit == SCORE
            if not (is_equal or is_score or is_of_same_kind(figure, quantity) or has_swapped_unit(figure, quantity)):
                continue
            # That the claim's number is missing must not speak against a claim whose number may be wrong: it is asked
            # what the passage would be worth with the right one. "53 to 60" has the 53, but not as it was said, and
            # "up to 60" has one end of it.
            if is_equal and not is_one_end(quantity, figure) and not narrows_range(figure, quantity):
                confidences = summary.confidences(context, index)
            else:
                confidences = confidences_aside = confidences_aside or summary.confidences_figures_aside(context, index)
            confidence = max(confidences[i] for i in summary.passages_around(index, quantity))
            picked.append(Candidate(quantity, index, confidence, is_equal, _noun_likeness(context, figure, quantity)))
    return picked


def belongs_to_fact(candidate: Candidate, figure: Quantity, article: ArticleContext) -> bool:
    """Whether an equal number is the fact's: a rare figure nearly identifies itself, a small or common one does not.

    Args:
        candidate: the number of the summary.
        figure: the fact as a quantity.
        article: that the fact is of.
    """
    if narrows_range(figure, candidate.quantity) and not _is_of_range(candidate, figure, article):
        return False
    # "Friday" or "2024" may be said of several things in one text: a date tells less than a figure like 6,500.
    if family(figure) in ("date", "time"):
        return candidate.confidence >= settings()["equal_date"]
    if (
        isinstance(figure.value, float)
        and figure.value.is_integer()
        and abs(figure.value) <= settings()["small_number"]
        and family(figure) in ("count", "ordinal")
    ):
        if candidate.noun_likeness >= settings()["noun_unknown"]:
            return candidate.confidence >= settings()["mention"]
        return candidate.confidence >= settings()["equal_renamed"] and _is_renamed(candidate.quantity, figure, article)
    return candidate.confidence >= settings()["equal_number"]


def _is_equal(figure: Quantity, article_quantity: Quantity | None, quantity: Quantity) -> bool:
    """Whether a quantity has the fact's value, as far as it goes: its bound is judged later."""
    # "1874" for "the 1870s" and the 2 of "4-2" agree with what they are taken from, but say another thing
    if _narrows_decade(figure, quantity) or figure.unit == SCORE != quantity.unit:
        return False
    return (
        same_value(figure, quantity)
        or is_marked_rounding(figure, quantity)
        or _is_one_of_many(figure, quantity)
        # a range in place of its end, or an end in place of its range, is a changed bound and not a wrong number
        or is_one_end(quantity, figure)
        or is_one_end(figure, quantity)
        or (
            article_quantity is not None
            and same_value(article_quantity, quantity)
            and _is_worded_alike(figure, article_quantity, quantity)
        )
    )


def _is_renamed(quantity: Quantity, figure: Quantity, article: ArticleContext) -> bool:
    """Whether a small number can count the fact's things by another noun: two gunmen for two assailants.

    Not where the article counts as many of these besides, and no lengths of time, nor how often.
    """
    noun = quantity.counted
    if noun in numerals("duration") or (figure.unit != "ordinal" and noun in ANYTHING):
        return False
    elsewhere = (stated for _, stated in article.quantities if not overlaps(stated.span, figure.span))
    return not any(same_value(stated, quantity) and likeness(stated.counted, noun) for stated in elsewhere)


def _narrows_decade(figure: Quantity, quantity: Quantity) -> bool:
    """Whether a year is given where the article has only its decade."""
    is_decade = isinstance(figure.value, str) and figure.value.endswith("0s")
    return is_decade and not is_as_specific(figure, quantity)


def narrows_range(figure: Quantity, quantity: Quantity) -> bool:
    """Whether one number stands for a range: 'up to 160' or 'around 150' for 'between 140 and 160'."""
    is_one = isinstance(figure.value_high, float) and quantity.value_high is None
    return is_one and (is_one_end(figure, quantity) or quantity.comparator == "about")


def _is_of_range(candidate: Candidate, figure: Quantity, article: ArticleContext) -> bool:
    """Whether one number that stands in a range can be what a summary has for it.

    An end of a range tells less than the range: "after 60 days" has the 60 of "between 40 and 60 shops".
    """
    quantity = candidate.quantity
    if not is_of_same_kind(figure, quantity) or candidate.confidence < settings()["one_end"]:
        return False
    # Where the article has the same number of something else besides, only the noun can tell.
    elsewhere = (stated for _, stated in article.quantities if not overlaps(stated.span, figure.span))
    return candidate.noun_likeness > settings()["noun_unknown"] or not any(
        same_value(stated, quantity) for stated in elsewhere
    )


def _is_one_of_many(figure: Quantity, quantity: Quantity) -> bool:
    """Whether an order of magnitude is given as one of it: 'a dozen' for 'dozens'."""
    return figure.unit == VAGUE and family(quantity) == "count" and figure.value == quantity.value


def _is_worded_alike(figure: Quantity, article_quantity: Quantity, quantity: Quantity) -> bool:
    """Whether a figure may be given as the article words it: 'Friday' for its date, but 'three weeks' by no 'three'."""
    return family(article_quantity) == family(figure) or (
        bool(article_quantity.counted) and article_quantity.counted == quantity.counted
    )


def _noun_likeness(context: FactContext, figure: Quantity, quantity: Quantity) -> float:
    """How alike the things are that a fact and a quantity of the summary count, from 0 to 1."""
    # "83 drowned" names nothing, and of dates and money nothing is counted that could differ.
    if not quantity.counted or family(quantity) in ("date", "time", "money"):
        return settings()["noun_unknown"]
    if figure.counted and (alike := likeness(figure.counted, quantity.counted)):
        return alike
    # "90 minutes" for "an hour and a half": another measure of the same dimension is no other thing.
    measure, other_measure = measures().get(figure.counted), measures().get(quantity.counted)
    if measure is not None and other_measure is not None and measure[0] == other_measure[0]:
        return 1.0
    fact = context.fact
    assert isinstance(fact, NumberFact)
    unit = words_of_unit(fact.unit)
    # The gold unit begins with what is counted, often behind one adjective: "new silos in Xinjiang".
    if any(likeness(word, quantity.counted) for word in unit[:2]):
        return 1.0
    # "26 workers" of "26 shops with 300 workers": a noun that the claim has somewhere is likely to be its thing only
    # if the article's number names none.
    if not any(likeness(word, quantity.counted) for word in (*unit, *(term.lemma for term in context.claim.terms))):
        return 0.0
    is_open = not figure.counted or figure.counted in ANYTHING
    return settings()["noun_unknown"] if is_open else settings()["noun_claimed"]
