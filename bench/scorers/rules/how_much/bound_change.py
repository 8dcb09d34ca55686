"""Whether a number keeps its bound: 'over 20', 'at least 83', 'up to 14 years', a range."""

from __future__ import annotations

from bench.facts import NumberFact
from bench.reading.how_much.amounts_in_words import VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import numerals
from bench.records import Quantity, Severity, Statement
from bench.records.statement import Comparator
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.how_much.same_moment import is_as_specific
from bench.scorers.rules.lexicon import settings, word_list
from bench.scorers.rules.mention_verdict import MentionVerdict

_UPPER: tuple[Comparator, ...] = ("less_than", "at_most")
_LOWER: tuple[Comparator, ...] = ("more_than", "at_least")
_WORDS: dict[Comparator, str] = {
    "exactly": "plain",
    "about": "about",
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
    "between": "the range",
}
_NEARLY = word_list("numbers", "nearly")


def is_one_end(of_range: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity is one end of a range: 'at least 510' of 'between 510 and 560'."""
    if of_range.value_high is None or quantity.value_high is not None:
        return False
    if quantity.value in (of_range.value, of_range.value_high):
        return True
    if of_range.unit != "date":
        return False
    ends = [
        of_range.model_copy(update={"value": end, "value_high": None}) for end in (of_range.value, of_range.value_high)
    ]
    # "May" agrees with either end of "3 May to 9 May", but is a coarser word for the whole rather than one of them.
    return any(
        same_value(end, quantity) and is_as_specific(end, quantity) and is_as_specific(quantity, end) for end in ends
    )


def bound_error(fact: NumberFact, figure: Quantity, quantity: Quantity, statement: Statement) -> MentionVerdict | None:
    """The error where a right value has lost or changed its bound; None where the bound is kept well enough.

    "More than" and "at least" count as the same, as do "less than" and "at most"; an exact figure may be given with
    "about"; what is "nearly" so may be given with either side's word.

    Args:
        fact: the gold fact.
        figure: the fact as a quantity.
        quantity: what the summary has for it.
        statement: where the summary has it.
    """
    # "a dozen" for "dozens" claims one number where the article leaves it open
    if figure.unit == VAGUE and quantity.unit != VAGUE:
        return _error(fact, quantity, "major")
    # "at least third": a rank or a score has no size that a bound could change, and "dozens" is open to both sides
    if fact.comparator == quantity.comparator or figure.unit in ("ordinal", VAGUE, SCORE):
        return None
    if is_one_end(figure, quantity):
        return None if _has_other_end(figure, quantity, statement) else _error(fact, quantity, "major")
    if figure.unit in ("time", "date"):
        if _is_lost(fact.comparator, quantity, statement):
            return _error(fact, quantity, "minor")
        return _error(fact, quantity, "major") if _is_turned(fact.comparator, quantity, statement) else None
    if is_one_end(quantity, figure):  # "53 to 60" where the article has 53
        return _error(fact, quantity, "major")
    # "around 150" for "between 140 and 160": a range as one rough value (rule 14 of the labelling guide)
    if figure.value_high is not None and quantity.value_high is None and quantity.comparator == "about":
        return _error(fact, quantity, "major")
    # "over a third" for 38% is a rounding with the bound that it needs; the two ends of a range are its bound
    if not same_value(figure, quantity) or fact.comparator == "between":
        return None
    return _error_of_equal(fact, quantity, statement)


def _is_lost(comparator: Comparator, quantity: Quantity, statement: Statement) -> bool:
    """Whether a date has lost that it is the earliest: "in May" for "May at the earliest".

    "In May" for "by May" will do.
    """
    return (
        comparator in _LOWER
        and quantity.comparator == "exactly"
        and not _lasts(quantity, statement)
        and not _is_said_otherwise(comparator, quantity, statement)
    )


def _is_turned(comparator: Comparator, quantity: Quantity, statement: Statement) -> bool:
    """Whether a date has the other bound: "until Friday" is hardly told from "Friday", but "by" from "not before"."""
    is_turned = (comparator in _LOWER and quantity.comparator in _UPPER) or (
        comparator in _UPPER and quantity.comparator in _LOWER
    )
    return is_turned and not _lasts(quantity, statement)


def _error_of_equal(fact: NumberFact, quantity: Quantity, statement: Statement) -> MentionVerdict | None:
    """The error of an equal number with other bound words."""
    article_bound, bound = fact.comparator, quantity.comparator
    # "over" for "at least", "under" for "at most": near-synonyms preserve (rule 14 of the labelling guide)
    if (article_bound in _UPPER and bound in _UPPER) or (article_bound in _LOWER and bound in _LOWER):
        return None
    if article_bound == "exactly":
        # "about 41 days" takes nothing back, and "is up to 318" tells of a rise, not of a bound;
        # "more than 41 days" makes the figure larger than the article does
        return None if bound in ("about", "between", "at_most") else _error(fact, quantity, "major")
    if bound == "exactly" and _is_said_otherwise(article_bound, quantity, statement):
        return None
    if bound == "exactly":
        # "83" for "at least 83" leaves what is known as it was; "600" for "up to 600" tells the worst case as the fact
        return _error(fact, quantity, "minor" if article_bound in ("about", "at_least") else "major")
    # "about 50" for "just over 50": so near the figure that either word is true
    if "about" in (article_bound, bound) and any(word in fact.text.lower() for word in _NEARLY):
        return None
    return _error(fact, quantity, "major")


def _has_other_end(figure: Quantity, quantity: Quantity, statement: Statement) -> bool:
    """Whether both ends of a range are there, each by itself: 'fifteen at least and perhaps as many as twenty-five'."""
    return any(is_one_end(figure, end) and end.value != quantity.value for end in statement.quantities)


def _lasts(quantity: Quantity, statement: Statement) -> bool:
    """'Until Friday' and 'up to Friday' say how long something lasts, whichever bound it has."""
    if quantity.bound_span is None:
        return False
    start, end = (offset - statement.span[0] for offset in quantity.bound_span)
    return statement.text[start:end].lower() in numerals("lasting")["words"]


def _is_said_otherwise(comparator: Comparator, quantity: Quantity, statement: Statement) -> bool:
    """Whether words near the number do for its bound: 'the longest possible ban: four years'."""
    side = "at_most" if comparator in _UPPER else "at_least" if comparator in _LOWER else comparator
    words = numerals("instead").get(side, ())
    # Such a word may stand on either side ("600 hectares at the most"); further away it is said of something else.
    reach = settings()["bound_reach"]
    start, end = quantity.span[0] - reach, quantity.span[1] + reach
    return any(
        word.lemma in words or word.text.lower() in words for word in statement.words if start <= word.start < end
    )


def _error(fact: NumberFact, quantity: Quantity, severity: Severity) -> MentionVerdict:
    reason = f"The article has “{fact.text}”; the summary has {_WORDS[quantity.comparator]} “{quantity.text}”."
    return MentionVerdict("changed_bound", reason, (), severity)
