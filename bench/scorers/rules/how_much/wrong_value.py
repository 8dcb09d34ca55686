"""Which quantities of a summary stand in a fact's place with another value.

One quantity can be wrong for one fact at most: the one whose words it stands among.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import measures
from bench.records import Quantity, Span
from bench.scorers.rules.how_much.bearer import bearing_words
from bench.scorers.rules.how_much.bound_change import is_one_end
from bench.scorers.rules.how_much.candidates import Candidate, FactNumber
from bench.scorers.rules.how_much.elsewhere import fact_bearing_words, stands_elsewhere
from bench.scorers.rules.how_much.kinds import family, upper_end
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.how_much.slip import is_slip
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import Bag

_OPEN_ABOVE = ("more_than", "at_least")


def wrong_values(numbers: Sequence[FactNumber], summary: SummaryContext) -> dict[str, Candidate]:
    """The quantity that stands in a fact's place with another value, by the fact's id; none for two facts."""
    best_claims: dict[Span, tuple[float, str, Candidate]] = {}
    for number in numbers:
        other_figures = [different.figure for different in numbers if different is not number]
        for candidate in number.unequal:
            rank = _rank_as_wrong(number, candidate, other_figures, summary)
            span = candidate.quantity.span
            if rank is not None and (span not in best_claims or rank > best_claims[span][0]):
                best_claims[span] = (rank, number.context.fact.id, candidate)
    wrong: dict[str, Candidate] = {}
    # The surest first; the id makes the order the same every time where two are as sure.
    for _, fact_id, candidate in sorted(best_claims.values(), key=lambda claim: (-claim[0], claim[1])):
        wrong.setdefault(fact_id, candidate)
    return wrong


def _rank_as_wrong(
    number: FactNumber, candidate: Candidate, other_figures: Sequence[Quantity], summary: SummaryContext
) -> float | None:
    """How surely a quantity is a wrong value of a fact, to be compared with other facts; None where it is none."""
    quantity = candidate.quantity
    has_slipped = is_slip(number.figure, quantity)
    is_strange = not summary.is_supported(quantity)
    # A number of the article may well be right where it stands; one that is not of the article is wrong somewhere,
    # and the fact's digits with another unit are wrong here.
    enough = summary.threshold("slip" if has_slipped else "wrong_strange" if is_strange else "wrong")
    if candidate.confidence < enough:
        return None
    # "300 workers" contradict no "26 shops", but the points of "38 points" for "38%" are no other thing that is counted
    if candidate.noun_likeness < settings()["noun_unknown"] and not has_slipped:
        return None
    # "41 were hurt; the fire service had spoken of 55": where the right number is there, another is of something else
    if number.equal is not None and (
        number.equal.at == candidate.at or number.equal.confidence >= candidate.confidence - settings()["equal_margin"]
    ):
        return None
    if not has_slipped and any(_has_value(figure, quantity) for figure in other_figures):
        return None
    # "at least 510" of another fact's "between 510 and 560" is that one's, though it is not equal to it
    if any(is_one_end(figure, quantity) for figure in other_figures):
        return None
    around = Bag(bearing_words(summary.statements[candidate.at], quantity))
    fit = around.recall(fact_bearing_words(number, summary.article), summary.article.weight)
    # A number that the article has may be told of something near by, unless it is borne as the fact's number is.
    if (
        not has_slipped
        and not is_strange
        and fit < settings()["bearer_same"]
        and not _names_core(number.context, candidate, summary)
    ):
        return None
    # The confidence takes the number as right, which may make up for nearly all of the claim's words: "some 1,400
    # firefighters are in the field" is no wrong number of the 3,500 who have to leave.
    if (
        not has_slipped
        and number.context.weighted.claim.share(summary.article_words[candidate.at]) < settings()["shared"]
    ):
        return None
    if not _can_contradict(number, quantity) or stands_elsewhere(number, candidate, summary):
        return None
    # A slip outranks all that merely stands in the right words: the digits are those of this fact.
    return candidate.confidence + has_slipped + fit


def _has_value(figure: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is another fact's: not by being one side of its score."""
    return same_value(figure, quantity) and not (figure.unit == SCORE != quantity.unit)


def _names_core(context: FactContext, candidate: Candidate, summary: SummaryContext) -> bool:
    """Whether the statement has the claim's main word: 48 who may be ill are no wrong number of the dead."""
    bag = summary.bags[candidate.at]
    return not context.claim.core or any(bag.best(term.lemma) for term in context.claim.core)


def _can_contradict(number: FactNumber, quantity: Quantity) -> bool:
    """Whether two quantities can contradict each other: a weekday says nothing against a date."""
    figure = number.figure
    if quantity.unit == SCORE:
        return True
    if isinstance(figure.value, float) and isinstance(quantity.value, float):
        # 21 strikes are no wrong number for "over 20"
        highest = (1 + settings()["above_open_bound"]) * figure.value
        if figure.comparator in _OPEN_ABOVE and figure.value < quantity.value <= highest:
            return False
        return not _lies_in_range(figure, quantity) and not _is_common_word(quantity)
    date, other_date = str(figure.value), str(quantity.value)
    # "Friday", where the gold value is its date: another weekday contradicts the article's, if not the date
    read = number.article_quantity
    if read is not None and str(read.value).isalpha() and other_date.isalpha():
        return True
    if _is_year(date) != _is_year(other_date):
        return False  # a year says nothing of a day and month
    return (_is_year(date) and _is_year(other_date)) or (
        # "Friday" and "November 24" may be one day, "2024-11" does not say which; but "November 24" contradicts
        # "14 November 2024" although it leaves the year out
        date.isalpha() == other_date.isalpha()
        and (date.startswith("--") or other_date.startswith("--") or len(date) == len(other_date))
    )


def _lies_in_range(figure: Quantity, quantity: Quantity) -> bool:
    """Whether one is a range that holds the other: 14 weeks do not contradict "12 to 16", but "14 to 18" does."""
    assert isinstance(figure.value, float)
    assert isinstance(quantity.value, float)
    overlap = figure.value <= upper_end(quantity) and quantity.value <= upper_end(figure)
    return overlap and bool(figure.value_high) != bool(quantity.value_high)


def _is_common_word(quantity: Quantity) -> bool:
    """Whether it is a number word too common to contradict anything: 'half', 'one', 'two'; not "two hours"."""
    assert isinstance(quantity.value, float)
    is_measured = quantity.counted in measures() or family(quantity) in ("ordinal", TIMES, VAGUE)
    is_in_words = not any(sign.isdigit() for sign in quantity.text)
    return quantity.value <= settings()["common_word"] and is_in_words and not is_measured


def _is_year(value: str) -> bool:
    """Whether a date is a year, a decade or a fiscal year."""
    return value[:4].isdigit() and "-" not in value and ":" not in value
