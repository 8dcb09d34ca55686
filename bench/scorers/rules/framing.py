"""Signs that a claim is reported where the parse gives no credit: a reporting word beside it, a source named with it.

An error needs strong evidence, and a misread sentence is none: "Three former employees of Brandreth allege that …"
is reported speech even if the parser takes 'allege' for a noun.
"""

from __future__ import annotations

from bench.models import Statement, Word
from bench.scorers.rules.article import FactContext
from bench.scorers.rules.comparison import in_same_clause
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.locating import Place
from bench.scorers.rules.names import is_named
from bench.scorers.rules.terms import likeness


def reporting_words(statement: Statement, context: FactContext) -> list[Word]:
    """The words of a statement that report, but for those that the claim itself has."""
    known = data("stances")["reporting"]["lemmas"]
    claimed = [term.lemma for term in context.claim.terms]
    return [
        word
        for word in statement.words
        if word.lemma in known and not any(likeness(word.lemma, lemma) >= 0.9 for lemma in claimed)
    ]


def names_a_source(statement: Statement, context: FactContext) -> bool:
    """Whether a source of the claim is named in a statement by more than a common noun, and is no part of the claim."""
    claimed = {term.lemma for term in context.claim.terms}
    for name in (name for names in context.sources for name in names):
        words = name.lower().split()
        telling = len(words) > 1 or name[:1].isupper()
        if telling and not claimed & set(words) and is_named(name, statement.text):
            return True
    return False


def reported_beside(statement: Statement, place: Place, context: FactContext) -> str:
    """A reporting word in the claim's own clause; '' if there is none."""
    found = (
        word for word in reporting_words(statement, context) if in_same_clause((word.start, word.end), place, statement)
    )
    return next((word.text for word in found), "")
