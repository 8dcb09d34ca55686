"""Which quantities of a summary can be a number fact's."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.facts import NumberFact
from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures, numerals
from bench.records import Quantity, Span
from bench.scorers.rules.how_much.bearer import ANYTHING
from bench.scorers.rules.how_much.bound_change import one_end
from bench.scorers.rules.how_much.date_ranges import with_date_ranges
from bench.scorers.rules.how_much.same_amount import SMALL, family, is_marked_rounding, is_of_kind, ratio, same_value
from bench.scorers.rules.how_much.same_moment import as_specific
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article import ArticleContext, FactContext, overlaps
from bench.scorers.rules.matching.passages import Passage
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import likeness

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")

_DIGITS = re.compile(r"\d+(?:\.\d+)?")


class Candidate(NamedTuple):
    """A quantity of the summary that may be a fact's."""

    quantity: Quantity
    at: int
    """Of its statement."""
    confidence: float
    """That the fact's claim is made there: of an unequal quantity, if it were the right one."""
    is_equal: bool
    noun: float
    """How alike the things counted are; 0.5 where either is not known."""


def figure(context: FactContext, article: ArticleContext) -> Quantity:
    """The fact as a quantity: the article's own reading of it, with the gold values on top."""
    fact = context.fact
    assert isinstance(fact, NumberFact)
    read = article.quantity_of(context.located)
    unit = read.unit if read is not None else ""
    value = fact.value
    if isinstance(value, str):
        unit = "time" if ":" in value else SCORE if _SCORE.fullmatch(value) else "date"
    elif read is not None and read.unit == SCORE:  # the 3 of "3-1"
        unit = ""
    elif read is not None and read.unit in (VAGUE, TIMES):  # a gold set may have 24 for "dozens"
        value = read.value
    elif read is not None and read.unit == "date" and isinstance(read.value, str):
        value, unit = read.value, "date"
    elif "percentage point" in fact.unit.lower():
        unit = "pp"
    elif read is not None and read.value != value and ratio(read) == value / 100:  # "two in five", with 40 as its value
        unit = "%"
    return Quantity(
        text=fact.text,
        span=context.located.cue,
        value=value,
        value_high=fact.value_high if value == fact.value or read is None else read.value_high,
        comparator=fact.comparator,
        unit=unit,
        counted=read.counted if read is not None else "",
        per=read.per if read is not None and unit != "%" else None,
    )


def candidates(context: FactContext, wanted: Quantity, summary: SummaryContext) -> list[Candidate]:
    """The quantities of a summary that are of the fact's kind, in their order."""
    given = []
    read = summary.article.quantity_of(context.located)  # "Friday", where the gold value is its date
    for index, statement in enumerate(summary.statements):
        passages = summary.passages_at[index]
        sure: dict[tuple[int, bool], float] = {}
        quantities = with_date_ranges(statement) if isinstance(wanted.value_high, str) else statement.quantities
        for quantity in quantities:
            is_equal = (
                same_value(wanted, quantity)
                or is_marked_rounding(wanted, quantity)
                or _is_one_of_many(wanted, quantity)
            )
            is_wider = one_end(quantity, wanted)
            is_equal = is_equal or is_wider or one_end(wanted, quantity)
            is_equal = is_equal or (
                read is not None and same_value(read, quantity) and _is_said_so(wanted, read, quantity)
            )
            is_equal = is_equal and not _narrows_decade(wanted, quantity)
            is_equal = is_equal and not (wanted.unit == SCORE != quantity.unit)  # a 2 is no 4-2
            is_score = quantity.unit == SCORE and read is not None and read.unit == SCORE
            if not (is_equal or is_score or is_of_kind(wanted, quantity) or unit_swapped(wanted, quantity)):
                continue
            near = [i for i, passage in enumerate(passages) if _holds(passage, quantity, statement.span)]
            near = near or list(range(len(passages)))
            aside = not is_equal or is_wider
            for i in near:
                if (i, aside) not in sure:
                    sure[i, aside] = summary.confidence(context, passages[i], figures_aside=aside)
            confidence = max((sure[i, aside] for i in near), default=0.0)
            given.append(Candidate(quantity, index, confidence, is_equal, _noun(context, wanted, quantity)))
    return given


def belongs(candidate: Candidate, wanted: Quantity, article: ArticleContext) -> bool:
    """Whether an equal number is the fact's: a rare figure nearly identifies itself, a small or common one does not.

    Args:
        candidate: the number of the summary.
        wanted: the fact's.
        article: that the fact is of.
    """
    if family(wanted) in ("date", "time"):
        return candidate.confidence >= settings()["equal_date"]
    is_whole = isinstance(wanted.value, float) and wanted.value.is_integer()
    if (
        is_whole
        and isinstance(wanted.value, float)
        and abs(wanted.value) <= SMALL
        and family(wanted) in ("count", "ordinal")
    ):
        if candidate.noun >= 0.5:
            return candidate.confidence >= settings()["mention"]
        return candidate.confidence >= settings()["equal_renamed"] and _is_renamed(candidate.quantity, wanted, article)
    return candidate.confidence >= settings()["equal_number"]


def _is_renamed(quantity: Quantity, wanted: Quantity, article: ArticleContext) -> bool:
    """Whether a small number can count the fact's things by another noun: two gunmen for two assailants.

    Not where the article counts as many of these besides, and no lengths of time, nor how often.
    """
    noun = quantity.counted
    if noun in numerals("duration") or (wanted.unit != "ordinal" and noun in ANYTHING):
        return False
    others = (other for _, other in article.quantities if not overlaps(other.span, wanted.span))
    return not any(same_value(other, quantity) and likeness(other.counted, noun) for other in others)


def unit_swapped(wanted: Quantity, quantity: Quantity) -> bool:
    """The same figure in points for percent, or in percent for points; or in gigabytes for terabytes.

    The same digits as money and as a share ("$35 million", "35%") are such a slip too.
    """
    if wanted.value == quantity.value and not wanted.unit and not quantity.unit:
        measure, other_measure = measures().get(wanted.counted), measures().get(quantity.counted)
        return (
            measure is not None
            and other_measure is not None
            and measure[0] == other_measure[0]
            and measure[1] != other_measure[1]
        )
    families = {family(wanted), family(quantity)}
    if len(families) == 1 or not families <= {"points", "share", "money"}:
        return False  # "nine points" are no "nine people"
    return wanted.value == quantity.value or _DIGITS.findall(wanted.text) == _DIGITS.findall(quantity.text) != []


def _narrows_decade(wanted: Quantity, quantity: Quantity) -> bool:
    """Whether a year is given where the article has only its decade."""
    is_decade = isinstance(wanted.value, str) and wanted.value.endswith("0s")
    return is_decade and not as_specific(wanted, quantity)


def _is_one_of_many(wanted: Quantity, quantity: Quantity) -> bool:
    """Whether an order of magnitude is given as one of it: 'a dozen' for 'dozens'."""
    return wanted.unit == VAGUE and family(quantity) == "count" and wanted.value == quantity.value


def _is_said_so(wanted: Quantity, read: Quantity, quantity: Quantity) -> bool:
    """Whether a figure may be given as the article words it: 'Friday' for its date, but 'three weeks' by no 'three'."""
    return family(read) == family(wanted) or (bool(read.counted) and read.counted == quantity.counted)


def _holds(passage: Passage, quantity: Quantity, span: Span) -> bool:
    """Whether a quantity stands among a passage's words."""
    places = [term.start for term in passage.bag.terms]
    return bool(places) and min(places) - 30 <= quantity.span[0] <= max(places) + 30 and span[0] <= quantity.span[0]


def _noun(context: FactContext, wanted: Quantity, quantity: Quantity) -> float:
    if not quantity.counted or family(quantity) in ("date", "time", "money"):
        return 0.5
    if wanted.counted and (alike := likeness(wanted.counted, quantity.counted)):
        return alike
    measure, other_measure = measures().get(wanted.counted), measures().get(quantity.counted)
    if measure is not None and other_measure is not None and measure[0] == other_measure[0]:
        return 1.0
    fact = context.fact
    assert isinstance(fact, NumberFact)
    unit = [word.strip("(),.;'").lower() for word in fact.unit.split()]
    if any(likeness(word, quantity.counted) for word in unit[:2]):
        return 1.0
    claimed = any(likeness(word, quantity.counted) for word in (*unit, *(term.lemma for term in context.claim.terms)))
    return (0.5 if not wanted.counted or wanted.counted in ANYTHING else 0.45) * claimed
