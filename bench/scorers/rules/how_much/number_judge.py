"""How much it is: the value, bound and bearer of the numbers of a summary.

All number facts of an article are judged together, as a table: a quantity of the summary belongs to the fact whose
value it has; one that has no fact's value can be wrong for one fact at most, the one whose words it stands among.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.facts import NumberFact
from bench.records import Quantity, Span
from bench.scorers.rules.how_much.bound_change import bound_error
from bench.scorers.rules.how_much.candidates import Candidate, FactNumber, belongs_to_fact, candidates, narrows_range
from bench.scorers.rules.how_much.direction import has_other_direction
from bench.scorers.rules.how_much.misattached import is_misattached
from bench.scorers.rules.how_much.which_of_several import is_of_another_of_them
from bench.scorers.rules.how_much.wrong_value import wrong_values
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict

_ABSENT = MentionVerdict("omitted", "The summary does not give this number."), 1.0


def judge(facts: Sequence[FactContext], summary: SummaryContext) -> dict[str, tuple[MentionVerdict, float]]:
    """The verdict on each number fact with the confidence that its claim is made there, by the fact's id."""
    numbers = [_number_of(context, summary) for context in facts]
    wrong = wrong_values(numbers, summary)
    return {number.context.fact.id: _verdict(number, wrong.get(number.context.fact.id), summary) for number in numbers}


def _number_of(context: FactContext, summary: SummaryContext) -> FactNumber:
    """A fact with the quantity of the summary that is most likely its own, and those that may be in its place."""
    figure = summary.article.figure_of(context.located)
    picked = candidates(context, figure, summary)
    equal = [
        candidate for candidate in picked if candidate.is_equal and belongs_to_fact(candidate, figure, summary.article)
    ]
    # Of "83 people" and "83 sheep" the one with the fact's noun is meant, unless the other place is far surer; of two
    # that are alike, the earlier.
    best = max(
        equal,
        key=lambda candidate: (
            candidate.confidence + settings()["noun_in_choice"] * candidate.noun_likeness,
            -candidate.at,
        ),
        default=None,
    )
    return FactNumber(
        context,
        figure,
        summary.article.quantity_of(context.located),
        best,
        tuple(candidate for candidate in equal if candidate is not best),
        tuple(candidate for candidate in picked if not candidate.is_equal),
    )


def _verdict(number: FactNumber, wrong: Candidate | None, summary: SummaryContext) -> tuple[MentionVerdict, float]:
    """The verdict on one fact: what is wrong with its number, the gravest first, or that it is kept or left out."""
    context, equal = number.context, number.equal
    fact = context.fact
    assert isinstance(fact, NumberFact)
    if wrong is not None:
        reason = f"The article has “{fact.text}” here; the summary has “{wrong.quantity.text}”."
        return MentionVerdict("wrong_number", reason, (wrong.quantity.span,), "major"), wrong.confidence
    if equal is None:
        return _ABSENT
    span = _with_bound(equal.quantity)
    statement = summary.statements[equal.at]
    # What a number is said of comes before its bound: "over 83 arrested" for "83 killed" is no changed bound.
    if is_misattached(context, equal.quantity, statement, summary.article) or is_of_another_of_them(
        context, equal.quantity, equal.at, summary
    ):
        # One end of a range that is borne by something else is another number.
        if narrows_range(number.figure, equal.quantity):
            return _ABSENT
        reason = f"The article says “{fact.text}” of something else: {fact.claim}."
        return MentionVerdict("misattached_number", reason, (span,), "major"), equal.confidence
    if has_other_direction(context, equal.quantity, statement, summary.article):
        reason = f"The article has “{fact.text}” in the other direction: {fact.claim}."
        return MentionVerdict("wrong_number", reason, (span,), "major"), equal.confidence
    error = bound_error(fact, number.figure, equal.quantity, statement)
    # An equal number may be another claim's, whose bound is its own; it is held against the fact only if that is sure.
    if error is not None and equal.confidence >= summary.threshold("bound"):
        return error._replace(spans=(span,)), equal.confidence
    if error is None and (worse := _worse_mention(number, summary)) is not None:
        return worse
    reason = f"The summary has “{equal.quantity.text}” for “{fact.text}”."
    # A figure that is its fact's makes the claim, however few of its words are there: "Tickets: 185".
    return MentionVerdict("preserved", reason, (span,)), max(equal.confidence, settings()["mention"])


def _worse_mention(number: FactNumber, summary: SummaryContext) -> tuple[MentionVerdict, float] | None:
    """A headline that has lost the bound: a minor error, since another one has it (rule 3)."""
    fact, best = number.context.fact, number.equal
    assert isinstance(fact, NumberFact)
    assert best is not None
    for mention in number.repeated:
        # Further down the same number may be told of another thing: "$29 would be enough", "$29 as against $24".
        if not summary.statements[mention.at].is_heading:
            continue
        if mention.noun_likeness < best.noun_likeness or mention.confidence < settings()["repeated_number"]:
            continue
        error = bound_error(fact, number.figure, mention.quantity, summary.statements[mention.at])
        if error is not None:
            return error._replace(spans=(_with_bound(mention.quantity),), severity="minor"), mention.confidence
    return None


def _with_bound(quantity: Quantity) -> Span:
    """Where a quantity stands, the words of its bound included: all of 'over the 20'."""
    if quantity.bound_span is None:
        return quantity.span
    return min(quantity.span[0], quantity.bound_span[0]), max(quantity.span[1], quantity.bound_span[1])
