"""Which of several things a number is said of: the first robot's data, not the second's."""

from __future__ import annotations

from bench.records import Quantity, Statement
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import likeness

_SUBJECTS = ("nsubj", "nsubjpass")
_STEPS = 8


def is_of_another_one(context: FactContext, quantity: Quantity, at: int, summary: SummaryContext) -> bool:
    """Whether a number of 'the first robot' is said of 'the probe', which the summary has named the second before.

    Args:
        context: the fact.
        quantity: its number in the summary.
        at: index of the statement that it stands in.
        summary: read.
    """
    places = [one for one in context.claim.quantities if one.unit == "ordinal" and one.counted]
    statement = summary.statements[at]
    subject = _subject(statement, quantity)
    if len(places) != 1 or subject < 0 or any(other.unit == "ordinal" for other in statement.quantities):
        return False
    words = statement.words
    if not any(word.head == subject and word.dep == "det" and word.lemma == "the" for word in words):
        return False
    named = [
        other.value
        for earlier in summary.statements[:at]
        for other in earlier.quantities
        if other.unit == "ordinal" and likeness(other.counted, words[subject].lemma)
    ]
    return bool(named) and named[-1] != places[0].value


def _subject(statement: Statement, quantity: Quantity) -> int:
    """Index of the head of what does or has the number: the nearest subject up the parse; -1 where there is none."""
    words = statement.words
    at = next((i for i, word in enumerate(words) if quantity.span[0] <= word.start < quantity.span[1]), -1)
    for _ in range(_STEPS):
        if at < 0:
            return -1
        if words[at].pos in ("VERB", "AUX"):
            found = next((i for i, word in enumerate(words) if word.head == at and word.dep in _SUBJECTS), -1)
            if found >= 0:
                return found
        at = words[at].head if words[at].head != at else -1
    return -1
