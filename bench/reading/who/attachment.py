"""Which verb a clause really belongs to, where the parser has hung it on a reported one.

"He warned them not to stop and accused the regulator": that he accused is not what he warned of. "She said it
was opposed to the test and warned the government": she warned. The parser mostly takes the nearer verb.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import NOMINAL, child, children, clause_head, follows_comma, lemma_of, subtree
from bench.reading.who import reporting_cues as cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP")
_GOES_ON = words("reporting", "grammar", "goes_on")


def rightful_head(verb: Token) -> Token | None:
    """The verb above that a misplaced one goes with; None where it stands right."""
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and verb.head.tag_ in ("VB", "VBG"):
        # "He warned them not to stop and accused the regulator": a finite verb goes with a finite one.
        head = verb.head
        while head.tag_ in ("VB", "VBG") and head.dep_ != "ROOT" and head.head.i != head.i:
            head = head.head
        return head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE and is_speech_verb(verb):
        # "She said it was opposed to the test and warned the government": she warned.
        first = verb.head
        while first.dep_ == "conj" and first.head.i != first.i:
            first = first.head
        above = first.head
        if first.dep_ == "ccomp" and above.tag_ == verb.tag_ and above.i < first.i and is_speech_verb(above):
            subject = child(verb, "nsubj")
            return above if subject is None or subject.pos_ in ("PROPN", "NOUN") else None
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 1 and follows_comma(verb):
        nearest = verb.nbor(-2)  # "which the council denies, saying that …"
        if nearest.dep_ == "relcl" and nearest.i > verb.head.i and is_speech_verb(nearest):
            return nearest
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and lemma_of(verb) in _GOES_ON and follows_comma(verb):
        reported = verb.head  # "She said it was shut, adding that …"
        if reported.dep_ == "ccomp" and reported.head.i < reported.i and is_speech_verb(reported.head):
            return reported.head
    return None


def is_speech_verb(verb: Token) -> bool:
    """Whether a verb is one of saying rather than of thinking."""
    uses = cues.uses_of(lemma_of(verb), verb.lower_)
    return any(not use.is_attitude for use in uses)


def content_of(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """A subtree without the clauses that the parser has put into it by mistake."""
    content = subtree(token, without=without)
    doc = token.doc
    misplaced = [
        doc[i]
        for i in content
        if i != token.i
        and doc[i].dep_ in ("conj", "advcl")
        and (head := rightful_head(doc[i])) is not None
        and head.i not in content
    ]
    for verb in misplaced:
        content -= subtree(verb)
        content -= {word.i for word in verb.head.children if word.dep_ == "cc" and word.i < verb.i}
    return content


def content_of_all(tokens: Iterable[Token]) -> set[int]:
    """The content of several tokens together."""
    content: set[int] = set()
    for token in tokens:
        content |= content_of(token)
    return content


def speaker_of(verb: Token) -> Token | None:
    """Who speaks in a verb: its own or a shared subject, or what a participle hangs on: "a report saying"."""
    seen: set[int] = set()
    while verb.i not in seen:
        is_first = not seen
        seen.add(verb.i)
        subjects = children(verb, "nsubj", "csubj") or ([] if is_first else children(verb, "nsubjpass"))
        if subjects:
            return _meant_subject(subjects[-1])  # of a broken compound ("ex-staff") the last part is the head
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
        subject = child(verb, "nsubj", "nsubjpass")
        if subject is not None:
            return subject
    return None


def _meant_subject(token: Token) -> Token:
    """Who is meant where the parser takes somebody's age, or whom somebody belongs to, for the subject.

    'Hardy, 89, said'; 'the group, whose founder, Ada Brook, denies'.
    """
    if token.pos_ == "NUM" and token.i > token.sent.start + 1 and follows_comma(token):
        name = token.nbor(-2)
        return name if name.text[:1].isupper() else token
    return next(
        (noun for noun in children(token, "appos") if any(owner.tag_ == "WP$" for owner in children(noun, "poss"))),
        token,
    )


def _above(verb: Token) -> Token | None:
    """The verb whose subject a verb without one shares, or the noun that it says something of."""
    head = verb.head
    if verb.dep_ in ("conj", "advcl", "ccomp", "aux", "dep") and head.pos_ in ("VERB", "AUX"):
        return head
    if verb.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX"):  # "asked them to say": they say; "began to say"
        hearer = child(head, "dobj")
        return hearer if hearer is not None and hearer.i < verb.i and verb.tag_ == "VB" else head
    is_verb = verb.tag_ != "VBN" or child(verb, "ccomp", "dobj") is not None
    if verb.dep_ in ("acl", "relcl", "advcl") and head.pos_ in NOMINAL and is_verb:
        main = clause_head(head)
        if verb.tag_ == "VBG" and follows_comma(verb) and head.dep_ in ("pobj", "appos") and main.i != verb.i:
            return main  # "…, chanting": those who do it, not the last thing named
        return head
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return head.head
    return None
