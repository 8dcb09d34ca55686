"""How much it is: the value, bound and bearer of the numbers of a summary.

All number facts of an article are judged together, as a table: a quantity of the summary belongs to the row whose
value it has; one that has no row's value can be wrong for one row at most, the one whose words it stands among.
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
from bench.scorers.rules.matching.mentions import SummaryContext
from bench.scorers.rules.matching.terms import Bag, Term
from bench.scorers.rules.mention_verdict import MentionVerdict

_OPEN_ABOVE = ("more_than", "at_least")
_BIT_MORE = 1.1
"""How far above a bound that is open above a number may lie and be true of it."""
_VAGUE = 2
"""'half', 'one' and 'two' in words are too common to contradict anything."""
_FITS = 0.4
"""Share of the words that bear a number in the article that bear another one in the summary, if that took its place."""
_SAME = 0.8
"""From this share on they bear both alike, whether or not the claim's main word is there."""
_FAR = 0.5
"""How much better the fact's own place must explain a passage than where the other number stands, though both fit."""
_BETTER = 0.2
"""By how much they fit better than the words that bear the other number in the article."""
_ABSENT = MentionVerdict("omitted", "The summary does not give this number."), 1.0


class Row(NamedTuple):
    """A number fact with what the summary may have for it."""

    context: FactContext
    figure: Quantity
    read: Quantity | None
    """As the article has it: "Friday", where the gold value is its date."""
    equal: Candidate | None
    others: tuple[Candidate, ...]


def judge(facts: Sequence[FactContext], summary: SummaryContext) -> dict[str, tuple[MentionVerdict, float]]:
    """The verdict on each number fact, and how sure it is, by the fact's id."""
    rows = [_row(context, summary) for context in facts]
    figures = [row.figure for row in rows]
    wrong = _wrong(rows, figures, summary)
    return {row.context.fact.id: _verdict(row, wrong.get(row.context.fact.id), summary) for row in rows}


def _row(context: FactContext, summary: SummaryContext) -> Row:
    mine = figure(context, summary.article)
    found = candidates(context, mine, summary)
    equal = [one for one in found if one.is_equal and belongs(one, mine, summary.article)]
    best = max(equal, key=lambda one: (one.confidence + 0.3 * one.noun, -one.at), default=None)
    read = summary.article.quantity_of(context.located)
    return Row(context, mine, read, best, tuple(one for one in found if not one.is_equal))


def _verdict(row: Row, wrong: Candidate | None, summary: SummaryContext) -> tuple[MentionVerdict, float]:
    fact, equal = row.context.fact, row.equal
    assert isinstance(fact, NumberFact)
    if wrong is not None:
        reason = f"The article has “{fact.text}” here; the summary has “{wrong.quantity.text}”."
        return MentionVerdict("wrong_number", reason, (wrong.quantity.span,), "major"), wrong.confidence
    if equal is None:
        return _ABSENT
    span = _with_bound(equal.quantity)
    statement = summary.statements[equal.at]
    if is_misattached(row.context, equal.quantity, statement, summary.article) or is_of_another_one(
        row.context, equal.quantity, equal.at, summary
    ):
        reason = f"The article says “{fact.text}” of something else: {fact.claim}."
        return MentionVerdict("misattached_number", reason, (span,), "major"), equal.confidence
    if is_turned(row.context, equal.quantity, summary.statements[equal.at], summary.article):
        reason = f"The article has “{fact.text}” in the other direction: {fact.claim}."
        return MentionVerdict("wrong_number", reason, (span,), "major"), equal.confidence
    bound = changed(fact, row.figure, equal.quantity, summary.statements[equal.at])
    if bound is not None and equal.confidence >= summary.enough("bound"):
        return bound._replace(spans=(span,)), equal.confidence
    reason = f"The summary has “{equal.quantity.text}” for “{fact.text}”."
    return MentionVerdict("preserved", reason, (span,)), max(equal.confidence, settings()["mention"])


def _wrong(rows: Sequence[Row], figures: Sequence[Quantity], summary: SummaryContext) -> dict[str, Candidate]:
    """For each fact the quantity that stands in its place with another value; no quantity for two facts."""
    claims: dict[Span, tuple[float, str, Candidate]] = {}
    for row in rows:
        for one in row.others:
            slip = _is_slip(row.figure, one.quantity)
            strange = not summary.is_supported(one.quantity)
            enough = summary.enough("slip" if slip else "wrong_strange" if strange else "wrong")
            if one.confidence < enough or (one.noun < 0.5 and not slip):
                continue
            if row.equal is not None and (row.equal.at == one.at or row.equal.confidence >= one.confidence - 0.2):
                continue
            others = [mine for mine in figures if mine is not row.figure]
            if not slip and any(_is_taken(mine, one.quantity) for mine in others):
                continue
            if any(one_end(mine, one.quantity) for mine in others):
                continue
            around = Bag(bearing(summary.statements[one.at], one.quantity))
            fit = around.recall(_born(row, summary.article), summary.article.weight)
            if not slip and not strange and fit < _SAME and not _names_core(row.context, one, summary):
                continue
            if not slip and row.context.wanted.claim.share(summary.said[one.at]) < settings()["shared"]:
                continue
            if not _comparable(row, one.quantity) or _stands_elsewhere(row, one, summary):
                continue
            rank = one.confidence + slip + fit
            if one.quantity.span not in claims or rank > claims[one.quantity.span][0]:
                claims[one.quantity.span] = (rank, row.context.fact.id, one)
    found: dict[str, Candidate] = {}
    for _, id_, one in sorted(claims.values(), key=lambda claim: (-claim[0], claim[1])):
        found.setdefault(id_, one)
    return found


def _is_taken(mine: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is another fact's: not by being one side of its score."""
    return same_value(mine, quantity) and not (mine.unit == SCORE != quantity.unit)


def _names_core(context: FactContext, one: Candidate, summary: SummaryContext) -> bool:
    """Whether the statement has the claim's main word: 48 who may be ill are no wrong number of the dead."""
    bag = summary.bags[one.at]
    return not context.claim.core or any(bag.best(term.lemma) for term in context.claim.core)


def _comparable(row: Row, quantity: Quantity) -> bool:
    """Whether two quantities can contradict each other: a weekday says nothing against a date."""
    mine = row.figure
    if quantity.unit == SCORE:
        return True
    if isinstance(mine.value, float) and isinstance(quantity.value, float):
        if mine.comparator in _OPEN_ABOVE and mine.value < quantity.value <= _BIT_MORE * mine.value:
            return False  # 21 strikes are no wrong number for "over 20"
        low, high = mine.value, upper(mine)
        overlap = low <= upper(quantity) and quantity.value <= high
        overlap = overlap and not (mine.value_high and quantity.value_high)
        spelt_small = quantity.value <= _VAGUE and not any(sign.isdigit() for sign in quantity.text)
        is_measured = quantity.counted in measures() or family(quantity) in ("ordinal", TIMES, VAGUE)
        spelt_small = spelt_small and not is_measured
        return not (overlap and (mine.value_high or quantity.value_high)) and not spelt_small
    one, other = str(mine.value), str(quantity.value)
    if row.read is not None and str(row.read.value).isalpha() and other.isalpha():
        return True
    if _is_year(one) != _is_year(other):
        return False  # a year says nothing of a day and month
    return (_is_year(one) and _is_year(other)) or (
        one.isalpha() == other.isalpha() and (one.startswith("--") or other.startswith("--") or len(one) == len(other))
    )


def _is_year(value: str) -> bool:
    """Whether a date is a year, a decade or a fiscal year."""
    return value[:4].isdigit() and "-" not in value and ":" not in value


def _is_slip(mine: Quantity, quantity: Quantity) -> bool:
    """The figure's own digits with another unit, scale or end: 38% as 38 points, 412 million as 412 billion."""
    if unit_swapped(mine, quantity) or _one_end_moved(mine, quantity):
        return True
    if isinstance(mine.value, str) or isinstance(quantity.value, str) or not is_of_kind(mine, quantity):
        return False
    if mine.value == quantity.value and {family(mine), family(quantity)} == {"money"}:
        return True  # of another currency, or they would be equal
    if mine.value < LARGE or quantity.value <= 0 or (not quantity.unit and quantity.value < LARGE):
        return False  # "under fifty" may mean fifty million
    power = math.log10(quantity.value / mine.value)
    return abs(power) >= 1 and math.isclose(power, round(power), abs_tol=1e-9)


def _one_end_moved(mine: Quantity, quantity: Quantity) -> bool:
    """A range with one end right: '510 to 650' for '510 to 560'."""
    if not mine.value_high or not quantity.value_high:
        return False
    ends = zip(_ends(mine), _ends(quantity), strict=True)
    low, high = (same_value(one, other) for one, other in ends)
    return low != high


def _ends(quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The two ends of a range, each by itself."""
    low, high = (
        quantity.model_copy(update={"value": end, "value_high": None}) for end in (quantity.value, quantity.value_high)
    )
    return low, high


def _stands_elsewhere(row: Row, one: Candidate, summary: SummaryContext) -> bool:
    """Whether the article has this value, or makes it of two others, in words that explain the passage as well."""
    article = summary.article
    passages = summary.passages_at[one.at]
    home = max((passage.explained[i] for passage in passages for i in row.context.home), default=0.0)
    local = bearing(summary.statements[one.at], one.quantity)
    around = Bag(local)
    ours = around.recall(_born(row, article), article.weight)
    is_stated = False
    for index, quantity in article.quantities:
        if (
            unit_swapped(row.figure, one.quantity)
            or not as_specific(quantity, one.quantity)
            or not (same_value(quantity, one.quantity) or is_marked_rounding(quantity, one.quantity))
        ):
            continue
        here = max((passage.explained[index] for passage in passages), default=0.0)
        is_stated = True
        bears = bearing(article.statements[index], quantity)
        theirs = Bag(bears).recall(local, article.weight)
        if index not in row.context.home and here < home - (0.1 if theirs < 0.5 else _FAR):
            continue
        if ours < _FITS or ours < around.recall(bears, article.weight) + _BETTER:
            return True
    return not is_stated and _is_sum(one.quantity, article)


def _born(row: Row, article: ArticleContext) -> tuple[Term, ...]:
    """The words that bear the fact's number in the article."""
    for index, quantity in article.quantities:
        if quantity is row.read:
            return bearing(article.statements[index], quantity)
    return ()


def _is_sum(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether two numbers of the article make this one: four children are two and two."""
    rows = [
        other for _, other in article.quantities if other.unit == quantity.unit and other.counted == quantity.counted
    ]
    values = [row.value for row in rows if isinstance(row.value, float)]
    return bool(quantity.counted) and any(quantity.value in (a + b, abs(a - b)) for a, b in combinations(values, 2))


def _with_bound(quantity: Quantity) -> Span:
    if quantity.bound_span is None:
        return quantity.span
    return min(quantity.span[0], quantity.bound_span[0]), max(quantity.span[1], quantity.bound_span[1])
