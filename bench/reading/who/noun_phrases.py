"""Nouns that name somebody: what they are, and all the names that a noun phrase holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bench.reading.parsing.syntax import child, children, lemma, subtree
from bench.reading.who import reporting_cues as cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

Being = Literal["person", "group", "text", "name"]
"""What has been named; `name` is a proper name of which the text has not yet told what it is."""

_PLACES = {"in", "at", "near", "across", "outside", "inside", "around", "toward", "towards", "into"}
_ORGANISATION = re.compile(
    r"\b(?:ministry|department|agency|authority|group|party|university|institute|company|pharma|inc|corp|ltd|bank|"
    r"office|government|administration|council|committee|commission|union|alliance|association|court|police|army|"
    r"service|chamber|mission|nations|state|states|house|senate|times|post|news|newspaper|courier|hydro|relief|"
    r"society|board|organi[sz]ation|hospital|club|federation|foundation|network|fund|centre|center|command|pentagon|"
    r"team|journal|herald|tribune|securities|airlines|motors|holdings|college|school|congress|parliament|bureau|"
    r"coalition|campaign)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z'’.-]+[ ,]+){1,4}(?:[A-Z][\w. ,]{0,30}?\d{0,2}[ ,]*)?(?:\([A-Z][\w ]{1,20}\) *)?"
    r"[-–—]{1,2} "
)
_SHORT = 7
"""Words that a relative clause in a name may have."""
_LONGEST = 5
"""Words before the head that a short name may have."""


def is_organisation(words: str) -> bool:
    """Whether a name holds a word that only bodies have in theirs."""
    return _ORGANISATION.search(words) is not None


def is_name(token: Token) -> bool:
    """Whether a noun is a proper name, for all that the tagger knows.

    Unknown names look common to it; so one with a capital counts, inside a sentence or bare at its start.
    """
    if token.pos_ == "PROPN":
        return True
    is_unknown = token.tag_ in ("NN", "JJ") and token.dep_ != "amod" and cues.noun_kind(lemma(token)) == "thing"
    if not is_unknown or not token.text[0].isupper():
        return False
    if token.i != token.sent.start:
        return True
    is_bare = child(token, "det", "amod", "poss", "prep", "acl") is None
    return is_bare and lemma(token) not in cues.noun_uses()


def kind(token: Token) -> cues.Kind:
    """What a common noun is as a source; of 'a number of experts' what experts are."""
    own = cues.noun_kind(lemma(token))
    if cues.is_count(lemma(token)) or lemma(token) in ("group", "range", "series", "string"):
        phrases = [one for one in children(token, "prep") if one.lower_ == "of"]
        of = child(phrases[0], "pobj") if phrases else None
        if of is not None and of.tag_ == "NNS":
            return cues.noun_kind(lemma(of))  # "a third of the cells" says nothing
    return own


def being(token: Token) -> Being | None:
    """What a phrase names; None for what can be no source."""
    if not is_name(token):
        is_bare = token.tag_ == "NN" and child(token, "det", "poss", "compound", "amod", "nummod") is None
        own = "thing" if is_bare or cues.is_count(lemma(token)) else cues.noun_kind(lemma(token))
        return None if own == "thing" else own
    if token.dep_ == "pobj" and token.head.lower_ in _PLACES and child(token, "appos") is None:
        return None
    if gender(token):
        return "person"
    if is_organisation(" ".join(proper(token))) or (token.text.isupper() and len(token) > 1):
        return "group"
    beside = [*children(token, "compound", "appos", "nmod"), *([token.head] if token.dep_ == "appos" else [])]
    has_who = any(one.lower_ == "who" for clause in children(token, "relcl") for one in children(clause, "nsubj"))
    if has_who or any(one.lower_.rstrip(".") in cues.names("title") for one in beside):
        return "person"
    kinds = {cues.noun_kind(lemma(one)) for one in beside if one.pos_ == "NOUN"}
    if "person" in kinds:
        return "person"
    return "group" if "group" in kinds else "name"


def gender(token: Token) -> str:
    """'m' or 'f' where a title, a first name or the noun itself tells; else empty."""
    run = [one.lower_.rstrip(".") for one in token.children if one.dep_ in ("compound", "flat")]
    words = [*run, token.lower_] if token.pos_ == "NOUN" or not run else run
    for word in words:
        if word in cues.names("male"):
            return "m"
        if word in cues.names("female"):
            return "f"
    return ""


def proper(token: Token) -> tuple[str, ...]:
    """The words of a proper name, without titles, lower case; none for a common noun."""
    if not is_name(token):
        return ()
    words = [one.lower_.rstrip(".") for one in _compounds(token) if one.pos_ == "PROPN"]
    return (*(word for word in words if word not in cues.names("title")), token.lower_.rstrip("."))


def phrase(token: Token) -> set[int]:
    """Indices of a noun phrase without its relative clauses, appositions and coordinated phrases."""
    outside = [
        one
        for one in token.children
        if one.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "npadvmod")
        or one.tag_ == "WP$"
        or (one.dep_ == "prep" and one.lower_ not in ("of", "for", "at", "in", "from", "with"))
        or (one.dep_ == "case" and token.dep_ == "poss")
    ]
    inside = subtree(token, without=outside)
    # What is not one run around the head is not part of the name.
    doc = token.doc
    run = {token.i}
    for step in (-1, 1):
        i = token.i + step
        while i in inside and doc[i].text.strip():
            run.add(i)
            i += step
    first = min(run)
    while first >= 2 and doc[first - 2 : first].text.endswith("-") and not doc[first - 1].whitespace_:
        first -= 2  # "ex-staff": the parser takes the hyphen for a break
        run |= {first, first + 1}
    return run


def names(token: Token) -> tuple[str, ...]:
    """The phrase itself, the head with what stands before it, the bare name, and each apposition."""
    doc = token.doc
    whole = phrase(token)
    before = [doc[i] for i in whole if 0 < token.i - i <= _LONGEST]
    short = {one.i for one in before if one.dep_ not in ("det", "punct", "predet", "nummod")}
    found = [_text(doc, whole), _text(doc, {token.i, *short})]
    if token.pos_ == "PROPN":  # "Dario Velkan" of "Interior Minister Dario Velkan"
        bare = {one.i for one in _compounds(token) if one.pos_ == "PROPN" and not _is_role(one)}
        found.append(_text(doc, {token.i, *bare}))
    if token.pos_ == "NOUN":  # "the man who speaks for the firm"
        clauses = [one for one in children(token, "relcl") if len(subtree(one)) <= _SHORT]
        clauses = [one for one in clauses if doc[min(subtree(one)) - 1].text != ","]
        found += [_text(doc, whole | subtree(one)) for one in clauses]
    for other in children(token, "appos"):
        if other.pos_ not in ("NOUN", "PROPN"):
            continue
        found.append(_text(doc, phrase(other)))
        found += [_text(doc, phrase(more)) for more in children(other, "appos")]
    if token.dep_ == "appos" and past_dateline(token.head).i == token.head.i and being(token.head) is not None:
        found.append(_text(doc, phrase(token.head)))
    return tuple(dict.fromkeys(name for name in found if name))


def past_dateline(token: Token) -> Token:
    """What follows 'HALDEN, March 14 -' where the parser takes the place for the subject; else the word."""
    if token.i > 12 or not token.text.isupper():
        return token
    dateline = _DATELINE.match(token.doc.text)
    if dateline is None or token.idx >= dateline.end():
        return token
    return next((one for one in children(token, "appos", "conj") if one.idx >= dateline.end()), token)


def _compounds(token: Token) -> list[Token]:
    return [one for one in children(token, "compound", "flat") if one.i < token.i]


def _is_role(token: Token) -> bool:
    return token.lower_.rstrip(".") in cues.names("title") or cues.noun_kind(token.lower_) == "person"


def _text(doc: Doc, indices: Iterable[int]) -> str:
    wanted = sorted(indices)
    if wanted and wanted[-1] - wanted[0] == len(wanted) - 1:
        return str(doc[wanted[0] : wanted[-1] + 1].text).strip()
    return " ".join(doc[i].text for i in wanted if doc[i].text.strip()).replace(" 's", "'s")
