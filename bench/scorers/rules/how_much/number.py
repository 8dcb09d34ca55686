"""How much it is: the value, bound and bearer of the numbers of a summary.

All number facts of an article are judged together, as a table: a quantity of the summary belongs to the fact whose
value it has; one that has no fact's value can be wrong for one fact at most, the one whose words it stands among.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from bench.facts import NumberFact
from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures
from bench.records import Quantity, Span
from bench.scorers.rules.how_much.bearer import bearing
from bench.scorers.rules.how_much.bound_change import changed, one_end
from bench.scorers.rules.how_much.candidates import Candidate, belongs, candidates, figure, unit_swapped
from bench.scorers.rules.how_much.direction import is_turned
from bench.scorers.rules.how_much.misattached import is_misattached
from bench.scorers.rules.how_much.same_amount import LARGE, family, is_marked_rounding, is_of_kind, same_value, upper
from bench.scorers.rules.how_much.same_moment import as_specific
from bench.scorers.rules.how_much.which_of_several import is_of_another_one
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article import ArticleContext, FactContext
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import Bag, Term
from bench.scorers.rules.mention_verdict import MentionVerdict

_OPEN_ABOVE = ("more_than", "at_least")
_VAGUE = 2
"""'half', 'one' and 'two' in words are too common to contradict anything."""
_ABSENT = MentionVerdict("omitted", "The summary does not give this number."), 1.0


class FactNumber(NamedTuple):
    """A number fact with what the summary may have for it."""

    context: FactContext
    figure: Quantity
    read: Quantity | None
    """As the article has it: "Friday", where the gold value is its date."""
    equal: Candidate | None
    others: tuple[Candidate, ...]


def judge(facts: Sequence[FactContext], summary: SummaryContext) -> dict[str, tuple[MentionVerdict, float]]:
    """The verdict on each number fact, and how sure it is, by the fact's id."""
    numbers = [_number_of(context, summary) for context in facts]
    figures = [number.figure for number in numbers]
    wrong = _wrong(numbers, figures, summary)
    return {number.context.fact.id: _verdict(number, wrong.get(number.context.fact.id), summary) for number in numbers}


def _number_of(context: FactContext, summary: SummaryContext) -> FactNumber:
    wanted = figure(context, summary.article)
    given = candidates(context, wanted, summary)
    equal = [candidate for candidate in given if candidate.is_equal and belongs(candidate, wanted, summary.article)]
    best = max(equal, key=lambda candidate: (candidate.confidence + 0.3 * candidate.noun, -candidate.at), default=None)
    read = summary.article.quantity_of(context.located)
    return FactNumber(context, wanted, read, best, tuple(candidate for candidate in given if not candidate.is_equal))


def _verdict(number: FactNumber, wrong: Candidate | None, summary: SummaryContext) -> tuple[MentionVerdict, float]:
    fact, equal = number.context.fact, number.equal
    assert isinstance(fact, NumberFact)
    if wrong is not None:
        reason = f"The article has “{fact.text}” here; the summary has “{wrong.quantity.text}”."
        return MentionVerdict("wrong_number", reason, (wrong.quantity.span,), "major"), wrong.confidence
    if equal is None:
        return _ABSENT
    span = _with_bound(equal.quantity)
    statement = summary.statements[equal.at]
    if is_misattached(number.context, equal.quantity, statement, summary.article) or is_of_another_one(
        number.context, equal.quantity, equal.at, summary
    ):
        reason = f"The article says “{fact.text}” of something else: {fact.claim}."
        return MentionVerdict("misattached_number", reason, (span,), "major"), equal.confidence
    if is_turned(number.context, equal.quantity, summary.statements[equal.at], summary.article):
        reason = f"The article has “{fact.text}” in the other direction: {fact.claim}."
        return MentionVerdict("wrong_number", reason, (span,), "major"), equal.confidence
    bound = changed(fact, number.figure, equal.quantity, summary.statements[equal.at])
    if bound is not None and equal.confidence >= summary.threshold("bound"):
        return bound._replace(spans=(span,)), equal.confidence
    reason = f"The summary has “{equal.quantity.text}” for “{fact.text}”."
    return MentionVerdict("preserved", reason, (span,)), max(equal.confidence, settings()["mention"])


def _wrong(numbers: Sequence[FactNumber], figures: Sequence[Quantity], summary: SummaryContext) -> dict[str, Candidate]:
    """For each fact the quantity that stands in its place with another value; no quantity for two facts."""
    claims: dict[Span, tuple[float, str, Candidate]] = {}
    for number in numbers:
        for candidate in number.others:
            slip = _is_slip(number.figure, candidate.quantity)
            strange = not summary.is_supported(candidate.quantity)
            enough = summary.threshold("slip" if slip else "wrong_strange" if strange else "wrong")
            if candidate.confidence < enough or (candidate.noun < 0.5 and not slip):
                continue
            if number.equal is not None and (
                number.equal.at == candidate.at or number.equal.confidence >= candidate.confidence - 0.2
            ):
                continue
            others = [figure for figure in figures if figure is not number.figure]
            if not slip and any(_is_taken(figure, candidate.quantity) for figure in others):
                continue
            if any(one_end(figure, candidate.quantity) for figure in others):
                continue
            around = Bag(bearing(summary.statements[candidate.at], candidate.quantity))
            fit = around.recall(_born(number, summary.article), summary.article.weight)
            if (
                not slip
                and not strange
                and fit < settings()["bearer_same"]
                and not _names_core(number.context, candidate, summary)
            ):
                continue
            claim_share = number.context.weighted.claim.share(summary.article_words[candidate.at])
            if not slip and claim_share < settings()["shared"]:
                continue
            if not _comparable(number, candidate.quantity) or _stands_elsewhere(number, candidate, summary):
                continue
            rank = candidate.confidence + slip + fit
            if candidate.quantity.span not in claims or rank > claims[candidate.quantity.span][0]:
                claims[candidate.quantity.span] = (rank, number.context.fact.id, candidate)
    wrong: dict[str, Candidate] = {}
    for _, id_, candidate in sorted(claims.values(), key=lambda claim: (-claim[0], claim[1])):
        wrong.setdefault(id_, candidate)
    return wrong


def _is_taken(wanted: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is another fact's: not by being one side of its score."""
    return same_value(wanted, quantity) and not (wanted.unit == SCORE != quantity.unit)


def _names_core(context: FactContext, candidate: Candidate, summary: SummaryContext) -> bool:
    """Whether the statement has the claim's main word: 48 who may be ill are no wrong number of the dead."""
    bag = summary.bags[candidate.at]
    return not context.claim.core or any(bag.best(term.lemma) for term in context.claim.core)


def _comparable(number: FactNumber, quantity: Quantity) -> bool:
    """Whether two quantities can contradict each other: a weekday says nothing against a date."""
    wanted = number.figure
    if quantity.unit == SCORE:
        return True
    if isinstance(wanted.value, float) and isinstance(quantity.value, float):
        if (
            wanted.comparator in _OPEN_ABOVE
            and wanted.value < quantity.value <= (1 + settings()["above_open_bound"]) * wanted.value
        ):
            return False  # 21 strikes are no wrong number for "over 20"
        low, high = wanted.value, upper(wanted)
        overlap = low <= upper(quantity) and quantity.value <= high
        overlap = overlap and not (wanted.value_high and quantity.value_high)
        spelt_small = quantity.value <= _VAGUE and not any(sign.isdigit() for sign in quantity.text)
        is_measured = quantity.counted in measures() or family(quantity) in ("ordinal", TIMES, VAGUE)
        spelt_small = spelt_small and not is_measured
        return not (overlap and (wanted.value_high or quantity.value_high)) and not spelt_small
    wanted_date, given_date = str(wanted.value), str(quantity.value)
    if number.read is not None and str(number.read.value).isalpha() and given_date.isalpha():
        return True
    if _is_year(wanted_date) != _is_year(given_date):
        return False  # a year says nothing of a day and month
    return (_is_year(wanted_date) and _is_year(given_date)) or (
        wanted_date.isalpha() == given_date.isalpha()
        and (wanted_date.startswith("--") or given_date.startswith("--") or len(wanted_date) == len(given_date))
    )


def _is_year(value: str) -> bool:
    """Whether a date is a year, a decade or a fiscal year."""
    return value[:4].isdigit() and "-" not in value and ":" not in value


def _is_slip(wanted: Quantity, quantity: Quantity) -> bool:
    """The figure's own digits with another unit, scale or end: 38% as 38 points, 412 million as 412 billion."""
    if unit_swapped(wanted, quantity) or _one_end_moved(wanted, quantity):
        return True
    if isinstance(wanted.value, str) or isinstance(quantity.value, str) or not is_of_kind(wanted, quantity):
        return False
    if wanted.value == quantity.value and {family(wanted), family(quantity)} == {"money"}:
        return True  # of another currency, or they would be equal
    if wanted.value < LARGE or quantity.value <= 0 or (not quantity.unit and quantity.value < LARGE):
        return False  # "under fifty" may mean fifty million
    power = math.log10(quantity.value / wanted.value)
    return abs(power) >= 1 and math.isclose(power, round(power), abs_tol=1e-9)


def _one_end_moved(wanted: Quantity, quantity: Quantity) -> bool:
    """A range with one end right: '510 to 650' for '510 to 560'."""
    if not wanted.value_high or not quantity.value_high:
        return False
    ends = zip(_ends(wanted), _ends(quantity), strict=True)
    low, high = (same_value(end, other_end) for end, other_end in ends)
    return low != high


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The two ends of a range, each by itself."""
    low, high = (
        quantity.model_copy(update={"value": end, "value_high": None}) for end in (quantity.value, quantity.value_high)
    )
    return low, high


def _stands_elsewhere(number: FactNumber, candidate: Candidate, summary: SummaryContext) -> bool:
    """Whether the article has this value, or makes it of two others, in words that explain the passage as well."""
    article = summary.article
    passages = summary.passages_at[candidate.at]
    home = max((passage.explained[i] for passage in passages for i in number.context.home), default=0.0)
    local = bearing(summary.statements[candidate.at], candidate.quantity)
    around = Bag(local)
    ours = around.recall(_born(number, article), article.weight)
    is_stated = False
    for index, quantity in article.quantities:
        if (
            unit_swapped(number.figure, candidate.quantity)
            or not as_specific(quantity, candidate.quantity)
            or not (same_value(quantity, candidate.quantity) or is_marked_rounding(quantity, candidate.quantity))
        ):
            continue
        here = max((passage.explained[index] for passage in passages), default=0.0)
        is_stated = True
        bears = bearing(article.statements[index], quantity)
        theirs = Bag(bears).recall(local, article.weight)
        if index not in number.context.home and here < home - (
            0.1 if theirs < 0.5 else settings()["home_explains_far"]
        ):
            continue
        if (
            ours < settings()["bearer_fits"]
            or ours < around.recall(bears, article.weight) + settings()["bearer_better"]
        ):
            return True
    return not is_stated and _is_sum(candidate.quantity, article)


def _born(number: FactNumber, article: ArticleContext) -> tuple[Term, ...]:
    """The words that bear the fact's number in the article."""
    for index, quantity in article.quantities:
        if quantity is number.read:
            return bearing(article.statements[index], quantity)
    return ()


def _is_sum(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether two numbers of the article make this one: four children are two and two."""
    numbers = [
        other for _, other in article.quantities if other.unit == quantity.unit and other.counted == quantity.counted
    ]
    values = [number.value for number in numbers if isinstance(number.value, float)]
    return bool(quantity.counted) and any(quantity.value in (a + b, abs(a - b)) for a, b in combinations(values, 2))


def _with_bound(quantity: Quantity) -> Span:
    if quantity.bound_span is None:
        return quantity.span
    return min(quantity.span[0], quantity.bound_span[0]), max(quantity.span[1], quantity.bound_span[1])
