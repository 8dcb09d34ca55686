"""Which of several things a number is said of: the first robot's data, not the second's."""

from __future__ import annotations

from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.bearer import words_of
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import likeness

_SUBJECTS = ("nsubj", "nsubjpass")


def is_of_another_of_them(context: FactContext, quantity: Quantity, at: int, summary: SummaryContext) -> bool:
    """Whether a number of 'the first robot' is said of 'the probe', which the summary has named the second before.

    Args:
        context: the fact.
        quantity: its number in the summary.
        at: index of the statement that the number stands in.
        summary: the whole summary, of which the statements before this one are looked at.
    """
    # "the first robot" tells one of several apart, "came first" does not; and with two such ordinals in the claim
    # nothing tells which of them the number is of.
    claim_ordinals = [ordinal for ordinal in context.claim.quantities if ordinal.unit == "ordinal" and ordinal.counted]
    statement = summary.statements[at]
    subject = _subject(statement, quantity)
    # A statement with an ordinal of its own says which one it means, and is judged by its words like any other.
    if len(claim_ordinals) != 1 or subject < 0 or any(named.unit == "ordinal" for named in statement.quantities):
        return False
    words = statement.words
    # "the robot" points back to one that was named; "a robot" brings up another, and "robots" are all of them.
    if not any(word.head == subject and word.dep == "det" and word.lemma == "the" for word in words):
        return False
    ordinals_before = [
        ordinal.value
        for earlier in summary.statements[:at]
        for ordinal in earlier.quantities
        if ordinal.unit == "ordinal" and likeness(ordinal.counted, words[subject].lemma)
    ]
    # "The second balloon rose later. The balloon covered 640 kilometres": the one that was named last is meant.
    return bool(ordinals_before) and ordinals_before[-1] != claim_ordinals[0].value


def _subject(statement: Statement, quantity: Quantity) -> int:
    """Index of the head of what does or has the number: the nearest subject up the parse; -1 where there is none."""
    words = statement.words
    index = next(iter(words_of(statement, quantity)), -1)
    for _ in range(int(settings()["parse_steps"])):
        if index < 0:
            return -1
        if words[index].pos in ("VERB", "AUX"):
            subject = next((i for i, word in enumerate(words) if word.head == index and word.dep in _SUBJECTS), -1)
            # An infinitive has none of its own: for "rose to cover 640 kilometres" the next verb up has it.
            if subject >= 0:
                return subject
        index = words[index].head if words[index].head != index else -1
    return -1
