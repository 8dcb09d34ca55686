"""Whether a number keeps its bound: 'over 20', 'at least 83', 'up to 14 years', a range."""

from __future__ import annotations

from bench.facts import NumberFact
from bench.reading.how_much.amounts_in_words import VAGUE
from bench.reading.how_much.scores import SCORE
from bench.reading.lexicon import numerals
from bench.records import Quantity, Severity, Statement
from bench.records.statement import Comparator
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.how_much.same_moment import as_specific
from bench.scorers.rules.lexicon import word_list
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
_NEAR = 45
"""Characters to either side of a number in which its bound may be said in other words."""
_NEARLY = word_list("numbers", "nearly")


def one_end(figure: Quantity, quantity: Quantity) -> bool:
    """Whether the second is one end of the first: 'at least 510' of 'between 510 and 560'."""
    if figure.value_high is None or quantity.value_high is not None:
        return False
    ends = [figure.model_copy(update={"value": end, "value_high": None}) for end in (figure.value, figure.value_high)]
    return any(
        end.value == quantity.value
        or (
            figure.unit == "date"
            and same_value(end, quantity)
            and as_specific(end, quantity)
            and as_specific(quantity, end)
        )
        for end in ends
    )


def changed(fact: NumberFact, figure: Quantity, given: Quantity, statement: Statement) -> MentionVerdict | None:
    """The error where a right value has lost or changed its bound; None where the bound is kept well enough.

    "More than" and "at least" count as the same, as do "less than" and "at most"; an exact figure may be given with
    "about"; what is "nearly" so may be given with either side's word.
    """
    if figure.unit == VAGUE and given.unit != VAGUE:  # "a dozen" for "dozens"
        return _error(fact, given, "major")
    if fact.comparator == given.comparator or figure.unit in ("ordinal", VAGUE, SCORE):
        return None
    if one_end(figure, given):
        return None if _has_other_end(figure, given, statement) else _error(fact, given, "major")
    if figure.unit in ("time", "date"):
        return _error(fact, given, "major") if _is_turned(fact.comparator, given, statement) else None
    if one_end(given, figure):  # "53 to 60" where the article has 53
        return _error(fact, given, "major")
    if not same_value(figure, given) or fact.comparator == "between":
        return None
    return _of_equal(fact, given, statement)


def _is_turned(wanted: Comparator, given: Quantity, statement: Statement) -> bool:
    """Whether a date has the other bound: "until Friday" is hardly told from "Friday", but "by" from "not before"."""
    got = given.comparator
    turned = (wanted in _LOWER and got in _UPPER) or (wanted in _UPPER and got in _LOWER)
    return turned and not _lasts(given, statement)


def _of_equal(fact: NumberFact, given: Quantity, statement: Statement) -> MentionVerdict | None:
    """The error of an equal number with other bound words."""
    wanted, got = fact.comparator, given.comparator
    if (wanted in _UPPER and got in _UPPER) or (wanted in _LOWER and got in _LOWER):
        return None
    if wanted == "exactly":
        # "is up to 318" tells of a rise, not of a bound
        return None if got in ("about", "between", "at_most") else _error(fact, given, "major")
    if got == "exactly" and _said_otherwise(wanted, given, statement):
        return None
    if got == "exactly":
        return _error(fact, given, "minor" if wanted in ("about", "at_least") else "major")
    if "about" in (wanted, got) and any(word in fact.text.lower() for word in _NEARLY):
        return None
    return _error(fact, given, "major")


def _has_other_end(figure: Quantity, given: Quantity, statement: Statement) -> bool:
    """Whether both ends of a range are there, each by itself: 'fifteen at least and perhaps as many as twenty-five'."""
    return any(one_end(figure, other) and other.value != given.value for other in statement.quantities)


def _lasts(given: Quantity, statement: Statement) -> bool:
    """'Until Friday' and 'up to Friday' say how long something lasts, whichever bound it has."""
    if given.bound_span is None:
        return False
    start, end = (place - statement.span[0] for place in given.bound_span)
    return statement.text[start:end].lower() in numerals("lasting")["words"]


def _said_otherwise(wanted: Comparator, given: Quantity, statement: Statement) -> bool:
    """Whether words near the number do for its bound: 'the longest possible ban: four years'."""
    side = "at_most" if wanted in _UPPER else "at_least" if wanted in _LOWER else wanted
    words = numerals("instead").get(side, ())
    start, end = given.span[0] - _NEAR, given.span[1] + _NEAR
    return any(
        word.lemma in words or word.text.lower() in words for word in statement.words if start <= word.start < end
    )


def _error(fact: NumberFact, given: Quantity, severity: Severity) -> MentionVerdict:
    reason = f"The article has “{fact.text}”; the summary has {_WORDS[given.comparator]} “{given.text}”."
    return MentionVerdict("changed_bound", reason, (), severity)
