"""A fact's claim, read: its words by what they tell, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bench.reading.lexicon import hedge_words
from bench.records import Quantity, Span, Statement
from bench.records.statement import Strength
from bench.scorers.rules.lexicon import data, settings, word_list
from bench.scorers.rules.matching.terms import Term, statement_terms
from bench.scorers.rules.matching.tree import Tree

# The parser's labels of what completes a verb: "is a dictator" (attr), "is alive" (acomp), "took the drug" (dobj), "is
# to close" (xcomp), "called him a liar" (oprd), "made him resign" (ccomp).
_COMPLEMENTS = ("attr", "acomp", "dobj", "xcomp", "oprd", "ccomp", "prep")
_LIGHT = word_list("words", "light")
# Of what hangs on the main verb, what a headline keeps: neither adverbs nor clauses of time or reason.
_KERNEL = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "xcomp")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class Claim(NamedTuple):
    """A fact's claim, read."""

    terms: tuple[Term, ...]
    predicate: tuple[Term, ...]
    """Its words without the subject's; all of them if it has no others."""
    parts: tuple[tuple[Term, ...], ...]
    """The predicate clause by clause, where several make the claim: each may be stated alone."""
    core: tuple[Term, ...]
    """The main verb, or what an empty one ("is", "has") says with its complement."""
    is_description: bool
    """Whether it only says what its subject is: "she was a giant of her trade"."""
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
        # "The mayor did it" has no content word but its subject's.
        predicate=_outside(terms, subject) or terms,
        parts=_parts(statements, terms, subject),
        core=_core(statements, terms),
        is_description=_is_description(statements),
        kernel=_kernel(statements, terms),
        subject=tuple(term for term in terms if any(start <= term.start < end for start, end in subject)),
        quantities=tuple(quantity for statement in statements for quantity in statement.quantities),
        # "Nobody was hurt" is negated without a "not".
        is_negated=any(
            statement.negations or any(word.lemma in data("words")["denying"]["words"] for word in statement.words)
            for statement in statements
        ),
        # A summary that says "would be alive" for "would be alive if the guard had acted" has added no doubt.
        hedges=frozenset(hedge.cue.lower() for statement in statements for hedge in statement.hedges),
        strengths=frozenset(hedge.strength for statement in statements for hedge in statement.hedges),
    )


def _outside(terms: Iterable[Term], spans: list[Span]) -> tuple[Term, ...]:
    """The terms that stand in none of these spans."""
    return tuple(term for term in terms if not any(start <= term.start < end for start, end in spans))


def _parts(statements: list[Statement], terms: tuple[Term, ...], subject: list[Span]) -> tuple[tuple[Term, ...], ...]:
    """The content words of each clause of a claim, but for its subject's; those that say something by themselves."""
    parts = []
    for statement in statements:
        for clause in statement.clauses:
            starts = {statement.words[i].start for i in clause}
            parts.append(_outside((term for term in terms if term.start in starts), subject))
    # "The suspect is a former soldier who fled to Spain": a summary may say only the one or only the other. A clause
    # of one content word ("who died") says too little for that.
    return tuple(part for part in parts if len(part) >= settings()["part_words"])


def _core(statements: list[Statement], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The content words that head the claim."""
    by_start = {term.start: term for term in terms}
    for statement in statements:
        words = statement.words
        root = next((word for index, word in enumerate(words) if word.head == index), None)
        if root is None:
            continue
        raised = next((word for word in words if words[word.head] is root and word.dep == "xcomp"), None)
        # "appears to have started" is about starting.
        if raised is not None and root.lemma in hedge_words("verb"):
            root = raised
        # "Likely to close two branches" is about closing, although the parser makes "likely" its head.
        if root.start in by_start and root.lemma not in hedge_words("adjective"):
            return (by_start[root.start],)
        # "is a dictator", "took the drug": the verb is a stop word, and what it says is in its complement.
        complements = [word for word in words if words[word.head] is root and word.dep in _COMPLEMENTS]
        return tuple(by_start[word.start] for word in complements if word.start in by_start)
    return ()


def _is_description(statements: list[Statement]) -> bool:
    """Whether a claim says what its subject is, and nothing that could be told without that noun.

    "This is the third time that she was ill, after 2006 and 2013" tells of something that happened, and when.
    """
    words = statements[0].words if statements else ()
    root = next((word for index, word in enumerate(words) if word.head == index), None)
    if root is None or root.lemma != "be" or any(statement.quantities for statement in statements):
        return False
    said = {index for index, word in enumerate(words) if words[word.head] is root and word.dep == "attr"}
    is_noun = any(words[index].pos == "NOUN" for index in said)
    return is_noun and not any(word.head in said and word.dep in ("relcl", "acl") for word in words)


def _kernel(statements: list[Statement], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The main verb's own word and the head words of what hangs on it, of a claim's first statement."""
    by_start = {term.start: term for term in terms}
    for statement in statements[:1]:
        words = statement.words
        root = next((index for index, word in enumerate(words) if word.head == index), -1)
        # "took the drug" is more than the drug, and "took" is a stop word that no summary is searched for; "is" and
        # "has" add nothing to what they connect.
        if root >= 0 and words[root].start not in by_start and words[root].lemma not in _LIGHT:
            return ()
        heads = [
            word
            for index, word in enumerate(words)
            if index == root
            or (word.head == root and word.dep in _KERNEL)
            # "sold to a rival": the noun behind a preposition of the main verb is as good as an object.
            or (word.dep == "pobj" and words[word.head].head == root)
        ]
        return tuple(by_start[word.start] for word in heads if word.start in by_start)
    return ()


def _subject(statements: list[Statement]) -> list[Span]:
    """Where the words of the main subject stand, with all that hangs on it ("a man in a red coat")."""
    for statement in statements:
        words = statement.words
        for index, word in enumerate(words):
            if word.dep in _SUBJECTS and words[word.head].dep == "ROOT":
                tree = Tree(words)
                return tree.spans(tree.below([index]))
    return []


def with_names(statement: Statement, proper_nouns: set[str]) -> Statement:
    """A claim in which every word that is a name in the article is one.

    The first word of a claim is always in capitals, so that in "Keating moves to the Senate" the parser takes "Keating"
    for a form of a verb "keate".
    """
    words = tuple(
        word._replace(pos="PROPN", lemma=word.text.lower())
        if word.text in proper_nouns and word.pos != "PROPN" and word.text[:1].isupper()
        else word
        for word in statement.words
    )
    return statement.model_copy(update={"words": words})
