"""What a number is said of: the noun that is counted, the verb that governs it, and the verb's other participants."""

from __future__ import annotations

from bench.records import Quantity, Statement
from bench.scorers.rules.lexicon import word_list
from bench.scorers.rules.matching.terms import Term, terms

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "agent", "csubj", "xcomp", "prt")
ANYTHING = word_list("numbers", "anything")
"""Nouns that can stand for whatever is counted."""
_PARTITIVE = word_list("numbers", "partitive")
_HOLDERS = ("NOUN", "PROPN", "VERB", "ADJ")
_BESIDE = ("conj", "appos")
"""What joins one thing to another that it is no part of: the goats of "three cows and two goats" are no cows."""
_STEPS = 8
"""How far up the parse a number's verb is looked for."""


def bearing(statement: Statement, quantity: Quantity) -> tuple[Term, ...]:
    """The content words that tell what a quantity is a quantity of."""
    words = statement.words
    inside = {i for i, word in enumerate(words) if quantity.span[0] <= word.start < quantity.span[1]}
    if not inside:
        return ()
    at = next((i for i in sorted(inside) if words[i].head not in inside), min(inside))
    picked = _whole(statement, inside)
    verb = -1
    for _ in range(_STEPS):
        up, beside = words[at].head, words[at].dep in _BESIDE
        if up == at:
            break
        at = up
        if words[at].pos in _HOLDERS and (not beside or words[at].pos == "VERB"):
            picked.add(at)
        if words[at].pos in ("VERB", "AUX"):
            verb = at
            break
    if verb >= 0:
        for i, word in enumerate(words):
            if word.head == verb and (word.dep in _ARGUMENTS or (word.dep == "advmod" and word.pos == "ADJ")):
                picked.add(i)  # "fell ill" is parsed as an adverb
            if word.dep == "pobj" and words[word.head].head == verb and words[word.head].dep in ("prep", "agent"):
                picked.add(i)
    picked |= {i for i, word in enumerate(words) if word.head in picked and word.dep in ("compound", "amod", "acl")}
    if not picked:  # no verb: a list item, where the words around are all there is
        picked = set(range(len(words)))
    return terms(words[i] for i in sorted(picked - inside))


def governor(statement: Statement, quantity: Quantity) -> str:
    """Lemma of the verb that a number belongs to; '' where none is found."""
    words = statement.words
    inside = [i for i, word in enumerate(words) if quantity.span[0] <= word.start < quantity.span[1]]
    at = next((i for i in inside if words[i].head not in inside), -1)
    for _ in range(_STEPS):
        if at < 0 or words[at].pos == "VERB":
            break
        at = words[at].head if words[at].head != at else -1
    return words[at].lemma if at >= 0 and words[at].pos == "VERB" else ""


def _whole(statement: Statement, inside: set[int]) -> set[int]:
    """What a number is a part of: the crew in "5 of the 964 crew", the add-ons in "£3m in add-ons"."""
    words = statement.words
    links = {i for i, word in enumerate(words) if word.lemma in _PARTITIVE and word.head in inside}
    return {i for i, word in enumerate(words) if word.dep == "pobj" and word.head in links}
