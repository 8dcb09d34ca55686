"""A fact's claim, read: its words by what they tell, clause by clause."""

from __future__ import annotations

from typing import NamedTuple

from bench.reading.lexicon import hedge_words
from bench.records import Quantity, Span, Statement
from bench.records.statement import Strength
from bench.scorers.rules.lexicon import data, word_list
from bench.scorers.rules.matching.terms import Term, statement_terms

_COMPLEMENTS = ("attr", "acomp", "dobj", "xcomp", "oprd", "ccomp", "prep")
_SAYING = 2
"""Content words that a clause needs to say something by itself."""
_LIGHT = word_list("words", "light")
_KERNEL = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "xcomp")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class Claim(NamedTuple):
    """A fact's claim, read."""

    terms: tuple[Term, ...]
    predicate: tuple[Term, ...]
    """Its words without the subject's."""
    parts: tuple[tuple[Term, ...], ...]
    """The predicate clause by clause, where several make the claim: each may be stated alone."""
    core: tuple[Term, ...]
    """The main verb, or what an empty one ("is", "has") says with its complement."""
    kernel: tuple[Term, ...]
    """The heads of its subject, verb and objects: what a compressed wording keeps."""
    subject: tuple[Term, ...]
    quantities: tuple[Quantity, ...]
    is_negated: bool
    hedges: frozenset[str]
    """Hedges that belong to the claim itself ("would be alive if …"), in lower case."""
    strengths: frozenset[Strength]
    """How strong these are."""


def as_claim(statements: list[Statement]) -> Claim:
    """A claim, from its reading."""
    terms = tuple(term for statement in statements for term in statement_terms(statement))
    subject = _subject(statements)
    return Claim(
        terms=terms,
        predicate=tuple(term for term in terms if not any(a <= term.start < b for a, b in subject)) or terms,
        parts=_parts(statements, terms, subject),
        core=_core(statements, terms),
        kernel=_kernel(statements, terms),
        subject=tuple(term for term in terms if any(a <= term.start < b for a, b in subject)),
        quantities=tuple(quantity for statement in statements for quantity in statement.quantities),
        is_negated=any(
            statement.negations or any(word.lemma in data("words")["denying"]["words"] for word in statement.words)
            for statement in statements
        ),
        hedges=frozenset(hedge.cue.lower() for statement in statements for hedge in statement.hedges),
        strengths=frozenset(hedge.strength for statement in statements for hedge in statement.hedges),
    )


def _parts(statements: list[Statement], found: tuple[Term, ...], subject: list[Span]) -> tuple[tuple[Term, ...], ...]:
    """The content words of each clause of a claim, but for its subject's; those that say something by themselves."""
    parts = []
    for statement in statements:
        for clause in statement.clauses:
            starts = {statement.words[i].start for i in clause}
            row = [term for term in found if term.start in starts]
            parts.append(tuple(term for term in row if not any(a <= term.start < b for a, b in subject)))
    return tuple(part for part in parts if len(part) >= _SAYING)


def _core(statements: list[Statement], found: tuple[Term, ...]) -> tuple[Term, ...]:
    """The content words that head the claim."""
    by_start = {term.start: term for term in found}
    for statement in statements:
        words = statement.words
        root = next((word for index, word in enumerate(words) if word.head == index), None)
        if root is None:
            continue
        raised = next((one for one in words if words[one.head] is root and one.dep == "xcomp"), None)
        if raised is not None and root.lemma in hedge_words("verb"):
            root = raised  # "appears to have started" is about starting
        if root.start in by_start and root.lemma not in hedge_words("adjective"):
            return (by_start[root.start],)
        complements = [one for one in words if words[one.head] is root and one.dep in _COMPLEMENTS]
        return tuple(by_start[one.start] for one in complements if one.start in by_start)
    return ()


def _kernel(statements: list[Statement], found: tuple[Term, ...]) -> tuple[Term, ...]:
    """The main verb's own word and the head words of what hangs on it, of a claim's first statement."""
    by_start = {term.start: term for term in found}
    for statement in statements[:1]:
        words = statement.words
        root = next((index for index, word in enumerate(words) if word.head == index), -1)
        if root >= 0 and words[root].start not in by_start and words[root].lemma not in _LIGHT:
            return ()  # "took the drug" is more than the drug
        heads = [
            word
            for index, word in enumerate(words)
            if index == root
            or (word.head == root and word.dep in _KERNEL)
            or (word.dep == "pobj" and words[word.head].head == root)
        ]
        return tuple(by_start[word.start] for word in heads if word.start in by_start)
    return ()


def _subject(statements: list[Statement]) -> list[Span]:
    """Where the main subject's words stand."""
    for statement in statements:
        words = statement.words
        for index, word in enumerate(words):
            if word.dep in _SUBJECTS and words[word.head].dep == "ROOT":
                inside = {index}
                grown = True
                while grown:
                    more = {i for i, one in enumerate(words) if one.head in inside and i not in inside}
                    grown = bool(more)
                    inside |= more
                return [(words[i].start, words[i].end) for i in inside]
    return []


def with_names(statement: Statement, proper: set[str]) -> Statement:
    """A claim whose first word, which is always in capitals, is known for a name from the article: 'Keating moves'."""
    words = tuple(
        word._replace(pos="PROPN", lemma=word.text.lower())
        if word.text in proper and word.pos != "PROPN" and word.text[:1].isupper()
        else word
        for word in statement.words
    )
    return statement.model_copy(update={"words": words})
