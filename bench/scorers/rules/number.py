"""How much it is: the value, bound and bearer of a number in a summary.

Numbers are compared as a table: every quantity of the article stands in it with the words around it. A quantity of
the summary belongs to the row whose value it has, or else to the row whose words it stands among.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from bench.facts import NumberFact
from bench.models import Quantity, Span
from bench.scorers.rules.article import ArticleContext, FactContext
from bench.scorers.rules.bearing import is_misattached
from bench.scorers.rules.bounds import changed, one_end
from bench.scorers.rules.comparison import Comparison
from bench.scorers.rules.equality import family, is_marked_rounding, same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.locating import Passage, SummaryContext
from bench.scorers.rules.terms import likeness

_LOCATED = 0.4
"""Confidence below which a figure is taken for the fact's, but nothing is held against its bound."""
_SMALL = 12
"""Up to here a number needs its noun beside it: every text has a three somewhere."""


class Candidate(NamedTuple):
    """A quantity of the summary that may be a fact's."""

    quantity: Quantity
    index: int
    confidence: float
    is_equal: bool
    noun: float
    """How alike the things counted are; 0.5 where either is not known."""


def judge(context: FactContext, summary: SummaryContext) -> tuple[Comparison, float]:
    """The verdict on a number fact, and how sure it is."""
    fact = context.fact
    assert isinstance(fact, NumberFact)
    figure = _figure(context, summary.article)
    candidates = _candidates(context, figure, summary)
    equal = [one for one in candidates if one.is_equal and _belongs(one, figure)]
    other = [one for one in candidates if not one.is_equal]
    best_equal = max(equal, key=lambda one: (one.confidence + 0.3 * one.noun, -one.index), default=None)
    wrong = _wrong(context, figure, other, summary, best_equal)
    if wrong is not None:
        span = wrong.quantity.span
        reason = f"The article has “{fact.text}” here; the summary has “{wrong.quantity.text}”."
        return Comparison("wrong_number", reason, (span,), "major"), wrong.confidence
    if best_equal is None:
        return Comparison("omitted", "The summary does not give this number."), 1.0
    span = _with_bound(best_equal.quantity)
    statement = summary.statements[best_equal.index]
    if is_misattached(context, best_equal.quantity, statement, summary.article):
        reason = f"The article says “{fact.text}” of something else: {context.fact.claim}."
        return Comparison("misattached_number", reason, (span,), "major"), best_equal.confidence
    bound = changed(fact, figure, best_equal.quantity)
    if bound is not None and best_equal.confidence >= _LOCATED:
        return bound._replace(spans=(span,)), best_equal.confidence
    return Comparison("preserved", f"The summary has “{best_equal.quantity.text}” for “{fact.text}”.", (span,)), max(best_equal.confidence, 0.5)


def _figure(context: FactContext, article: ArticleContext) -> Quantity:
    """The fact as a quantity: the article's own reading of it, with the gold values on top."""
    fact = context.fact
    assert isinstance(fact, NumberFact)
    read = article.quantity_of(context.located)
    unit = read.unit if read is not None else ""
    value = fact.value
    if isinstance(value, str):
        unit = "time" if ":" in value else "date"
    elif read is not None and read.unit == "date" and isinstance(read.value, str):
        value, unit = read.value, "date"
    lowered = fact.unit.lower()
    if isinstance(value, float) and "percentage point" in lowered:
        unit = "pp"
    return Quantity(
        text=fact.text,
        span=context.located.cue,
        value=value,
        value_high=fact.value_high,
        comparator=fact.comparator,
        unit=unit,
        counted=read.counted if read is not None else "",
        per=read.per if read is not None else None,
    )


def _candidates(context: FactContext, figure: Quantity, summary: SummaryContext) -> list[Candidate]:
    found = []
    for index, statement in enumerate(summary.statements):
        passages = [passage for passage in summary.passages if passage.index == index]
        for quantity in statement.quantities:
            is_equal = same_value(figure, quantity) or is_marked_rounding(figure, quantity) or one_end(figure, quantity)
            if not is_equal and family(quantity) != family(figure) and not _unit_swapped(figure, quantity):
                continue
            near = [passage for passage in passages if _holds(passage, quantity, statement.span)] or passages
            confidence = max((summary.confidence(context, passage) for passage in near), default=0.0)
            found.append(Candidate(quantity, index, confidence, is_equal, _noun(context, figure, quantity)))
    return found


def _holds(passage: Passage, quantity: Quantity, span: Span) -> bool:
    """Whether a quantity stands among a passage's words."""
    places = [term.start for term in passage.bag.row]
    return bool(places) and min(places) - 30 <= quantity.span[0] <= max(places) + 30 and span[0] <= quantity.span[0]


def _unit_swapped(figure: Quantity, quantity: Quantity) -> bool:
    """The same figure with another unit of measure: 38% as 38 points, $35 million as 35%."""
    return figure.value == quantity.value and "points" in (family(figure), family(quantity)) and family(figure) != family(quantity)


def _noun(context: FactContext, figure: Quantity, quantity: Quantity) -> float:
    """How alike what the fact counts and what the summary counts are."""
    if not quantity.counted or quantity.unit in ("date", "time"):
        return 0.5
    if figure.counted and likeness(figure.counted, quantity.counted):
        return likeness(figure.counted, quantity.counted)
    assert isinstance(context.fact, NumberFact)
    unit = [word.strip("(),.;'").lower() for word in context.fact.unit.split()]
    claimed = max((likeness(word, quantity.counted) for word in (*unit, *(t.lemma for t in context.claim.terms))), default=0.0)
    return min(claimed, 0.45) if figure.counted and not any(likeness(word, quantity.counted) for word in unit[:2]) else claimed


def _belongs(one: Candidate, figure: Quantity) -> bool:
    """Whether an equal number can be the fact's at all."""
    if isinstance(figure.value, float) and abs(figure.value) <= _SMALL and family(figure) in ("count", "ordinal"):
        return one.confidence >= settings()["mention"] and one.noun >= 0.5  # noqa: PLR2004
    if family(figure) in ("date", "time"):
        return one.confidence >= 0.25  # noqa: PLR2004
    return one.confidence >= 0.08  # noqa: PLR2004 - a rare figure nearly identifies itself


def _wrong(
    context: FactContext, figure: Quantity, other: list[Candidate], summary: SummaryContext, equal: Candidate | None
) -> Candidate | None:
    """A different number in the fact's place: the surest one that no other row of the article's table explains better."""
    found = None
    for one in other:
        slip = _is_slip(figure, one.quantity)
        if one.confidence < settings()["mention" if slip else "error"] or (one.noun < 0.5 and not slip):  # noqa: PLR2004
            continue
        if slip and (equal is None or equal.index != one.index):
            return one
        if equal is not None and (equal.index == one.index or equal.confidence >= one.confidence - 0.2):
            continue
        if family(figure) in ("date", "time") and _parts_differ(figure, one.quantity) is False:
            continue
        if _explained_elsewhere(context, figure, one, summary) or _is_sum(one.quantity, summary.article):
            continue
        if found is None or one.confidence > found.confidence:
            found = one
    return found


def _is_sum(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether two numbers of the article make this one: four children are two and two."""
    rows = [other for _, other in article.quantities if family(other) == family(quantity) and other.unit == quantity.unit]
    values = [other.value for other in rows if isinstance(other.value, float) and (other.counted == quantity.counted or not other.counted)]
    return any(
        quantity.value in (one + other, one - other)
        for at, one in enumerate(values)
        for other in values[at + 1 :]
    )


def _is_slip(figure: Quantity, quantity: Quantity) -> bool:
    """The figure's own digits with another unit or scale: 38% as 38 points, 412 million as 412 billion."""
    if _unit_swapped(figure, quantity):
        return True
    if isinstance(figure.value, str) or isinstance(quantity.value, str) or not figure.value or not quantity.value:
        return False
    power = math.log10(abs(quantity.value / figure.value))
    return abs(power) >= 1 and abs(power - round(power)) < 1e-9 and abs(figure.value) >= 1000  # noqa: PLR2004


def _parts_differ(figure: Quantity, quantity: Quantity) -> bool:
    """Whether two dates can be compared at all: a weekday says nothing against a date."""
    one, other = str(figure.value), str(quantity.value)
    return one.isalpha() == other.isalpha() and (":" in one) == (":" in other)


def _explained_elsewhere(context: FactContext, figure: Quantity, one: Candidate, summary: SummaryContext) -> bool:
    """Whether the article has this value in words that explain the summary's passage as well as the fact's own."""
    article = summary.article
    passages = [passage for passage in summary.passages if passage.index == one.index]
    for index, quantity in article.quantities:
        if not same_value(quantity, one.quantity) and not is_marked_rounding(quantity, one.quantity):
            continue
        here = max((passage.explained[index] for passage in passages), default=0.0)
        home = max((passage.explained[i] for passage in passages for i in context.home), default=0.0)
        if index in context.home:
            return True
        if here >= home - 0.1:
            return True
    return False


def _with_bound(quantity: Quantity) -> Span:
    if quantity.bound_span is None:
        return quantity.span
    return min(quantity.span[0], quantity.bound_span[0]), max(quantity.span[1], quantity.bound_span[1])
