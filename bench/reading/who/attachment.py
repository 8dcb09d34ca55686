"""Which verb a clause really belongs to, where the parser has hung it on a reported one.

"He warned them not to stop and accused the regulator": that he accused is not what he warned of. "She said it
was opposed to the test and warned the government": she warned. The parser mostly takes the nearer verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.parsing.syntax import NOMINAL, child, children, clause_head, follows_comma, lemma, subtree
from bench.reading.who import reporting_cues as cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP")
_GOES_ON = {
    "add",
    "note",
    "stress",
    "emphasize",
    "emphasise",
    "argue",
    "cite",
    "reference",
    "explain",
    "suggest",
}
"""Participles that go on with what the speaker said: 'She said A, adding that B'."""


def rightful_head(verb: Token) -> Token | None:
    """The verb above that a misplaced one goes with; None where it stands right."""
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.head.tag_ in ("VB", "VBG"):
        head = verb.head
        while head.tag_ in ("VB", "VBG") and head.dep_ != "ROOT" and head.head.i != head.i:
            head = head.head
        return head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and is_speech(verb):
        first = verb.head
        while first.dep_ == "conj" and first.head.i != first.i:
            first = first.head
        above = first.head
        if first.dep_ == "ccomp" and above.tag_ == verb.tag_ and above.i < first.i and is_speech(above):
            who = child(verb, "nsubj")
            return above if who is None or who.pos_ in ("PROPN", "NOUN") else None
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 1 and follows_comma(verb):
        nearest = verb.doc[verb.i - 2]  # "which the council denies, saying that …"
        if nearest.dep_ == "relcl" and nearest.i > verb.head.i and is_speech(nearest):
            return nearest
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and lemma(verb) in _GOES_ON and follows_comma(verb):
        said = verb.head
        if said.dep_ == "ccomp" and said.head.i < said.i and is_speech(said.head):
            return said.head
    return None


def is_speech(verb: Token) -> bool:
    """Whether a verb is one of saying rather than of thinking."""
    uses = cues.uses_of(lemma(verb), verb.lower_)
    return any(not use.is_attitude for use in uses)


def content(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """A subtree without the clauses that the parser has put into it by mistake."""
    found = subtree(token, without=without)
    doc = token.doc
    misplaced = [
        doc[i]
        for i in found
        if i != token.i
        and doc[i].dep_ in ("conj", "advcl")
        and (head := rightful_head(doc[i])) is not None
        and head.i not in found
    ]
    for verb in misplaced:
        found -= subtree(verb)
        found -= {one.i for one in verb.head.children if one.dep_ == "cc" and one.i < verb.i}
    return found


def speaker(verb: Token) -> Token | None:
    """Who speaks in a verb: its own or a shared subject, or what a participle hangs on: "a report saying"."""
    seen: set[int] = set()
    while verb.i not in seen:
        first = not seen
        seen.add(verb.i)
        own = children(verb, "nsubj", "csubj") or ([] if first else children(verb, "nsubjpass"))
        if own:
            return _meant(own[-1])  # of a broken compound ("ex-staff") the last part is the head
        above = rightful_head(verb) or _above(verb)
        if above is None:
            return None
        if above.pos_ not in ("VERB", "AUX"):
            return above
        verb = above
    return None


def shared_subject(verb: Token) -> Token | None:
    """The subject of a passive that it shares with what it is coordinated with: 'he joined and was called a giant'."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            return own
    return None


def _meant(token: Token) -> Token:
    """Who is meant where the parser takes somebody's age, or whom somebody belongs to, for the subject.

    'Hardy, 89, said'; 'the group, whose founder, Ada Brook, denies'.
    """
    if token.pos_ == "NUM" and token.i > token.sent.start + 1 and follows_comma(token):
        before = token.nbor(-2)
        return before if before.text[:1].isupper() else token
    belonging = (one for one in children(token, "appos") if any(w.tag_ == "WP$" for w in children(one, "poss")))
    return next(belonging, token)


def _above(verb: Token) -> Token | None:
    """The verb whose subject a verb without one shares, or the noun that it says something of."""
    head = verb.head
    if verb.dep_ in ("conj", "advcl", "ccomp", "aux", "dep") and head.pos_ in ("VERB", "AUX"):
        return head
    if verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX"):
        told = child(head, "dobj")
        return told if told is not None and told.i < verb.i and verb.tag_ == "VB" else head
    is_verb = verb.tag_ != "VBN" or child(verb, "ccomp", "dobj") is not None
    if verb.dep_ in ("acl", "relcl", "advcl") and head.pos_ in NOMINAL and is_verb:
        main = clause_head(head)
        if verb.tag_ == "VBG" and follows_comma(verb) and head.dep_ in ("pobj", "appos") and main.i != verb.i:
            return main  # "…, chanting": those who do it, not the last thing named
        return head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return head.head
    return None
