"""How far a hedge reaches: the words of a sentence that it leaves open.

Scope follows the BioScope guidelines: a modal's or adverb's is the clause or word that it modifies, an adjective's
is its noun phrase (as a predicate: its subject and complement), a noun's is its complement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, clause_of, follows_comma, has_to, lemma_of, subtree, subtrees

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_CARRIERS = words("hedging", "grammar", "carrier")


def clause_with_subject(verb: Token) -> set[int]:
    """Indices of a verb's clause, with the subject that it shares with another verb.

    What a relative clause or an apposition tells of the subject beside ("X, who paid for it, may …") is left out.
    """
    scope = clause_of(verb)
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is not None:
        # "The dam, which broke in May, may be rebuilt": that it broke is sure.
        for aside in children(subject, "relcl", "appos"):
            scope -= subtree(aside)
    # "It may hit the mill, which burned in May": so is what is told of a noun further on.
    for aside in [word for word in verb.subtree if word.i in scope and word.dep_ == "relcl" and word is not verb]:
        if _is_set_off(aside):
            scope -= subtree(aside)
    # "limits that may come in June": the limits are what is left open.
    if verb.dep_ == "relcl":
        scope |= {token.i for token in verb.head.subtree if token.i <= verb.head.i}
    # "The toll rose and may rise again": the toll is the subject of both.
    if verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is None:
        shared_subject = child(verb.head, "nsubj", "nsubjpass")
        scope |= subtree(shared_subject) if shared_subject is not None else set()
    return scope


def _is_set_off(relative_clause: Token) -> bool:
    """Whether a comma sets a relative clause off: it tells something more, in the text's own voice."""
    if any(auxiliary.lower_ == "would" for auxiliary in children(relative_clause, "aux")):
        # "She may win, which would make her the first": as open as the win.
        return False
    return follows_comma(min(relative_clause.subtree, key=lambda word: word.i))


def noun_phrase(noun: Token) -> set[int]:
    """Indices of what an adjective leaves open of the noun that it stands with: 'a suspected drug boat'."""
    # "a suspected arsonist who fled": the flight is sure; "a possible plan to be put to the vote" is not.
    relative_clauses = [clause for clause in children(noun, "relcl") if not has_to(clause)]
    return subtree(noun, without=relative_clauses) | _carried_by(noun)


def _carried_by(noun: Token) -> set[int]:
    """Indices of what an empty verb says through its object: 'has a possible return to face his club'."""
    verb = noun.head
    # "found a possible leak": a full verb says something of its own, which is sure.
    if noun.dep_ not in ("dobj", "attr") or lemma_of(verb) not in _CARRIERS:
        return set()
    return subtrees(phrase for phrase in children(verb, "xcomp", "advcl", "prep") if phrase.i > noun.i)


def without_past(complements: list[Token]) -> set[int]:
    """Indices of a verb's complements, without what has happened already: 'wants to find the van that was used'."""
    # The past tense of a clause shows that it has happened.
    known = [word for start in complements for word in start.subtree if word.dep_ == "relcl" and _is_past(word)]
    return subtrees(complements, without=known)


def _is_past(verb: Token) -> bool:
    """Whether a clause tells of the past."""
    return any(word.tag_ == "VBD" for word in (verb, *children(verb, "aux", "auxpass")))
