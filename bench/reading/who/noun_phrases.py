"""Nouns that name somebody: what they are, and all the names that a noun phrase holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bench.reading.lexicon import alternation, words
from bench.reading.parsing.syntax import child, children, lemma_of, subtree
from bench.reading.who import reporting_cues as cues
from bench.reading.who.source_nouns import COUNTS, Kind, noun_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.reading.parsing.parsed import Doc, Token

Being = Literal["person", "group", "text", "name"]
"""What has been named; `name` is a proper name of which the text has not yet told what it is."""

_OF_PLACE = words("grammar", "preposition", "of_place")
_IN_NAME = words("grammar", "preposition", "in_name")
_COLLECTIONS = words("speakers", "nouns", "collection")
_TITLES = words("speakers", "names", "title")
_MALE = words("speakers", "names", "male")
_FEMALE = words("speakers", "names", "female")
_ORGANISATION = re.compile(rf"\b{alternation('speakers', 'names', 'organisation')}\b", re.IGNORECASE)
# One to four words in capitals, perhaps a date, perhaps an agency in brackets, then a dash between spaces; a hyphen
# inside a word ("UN-backed") ends no dateline.
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z'’.-]+[ ,]+){1,4}(?:[A-Z][\w. ,]{0,30}?\d{0,2}[ ,]*)?(?:\([A-Z][\w ]{1,20}\) *)?"
    r"[-–—]{1,2} "
)
"""'HALDEN, March 14 (Reuters) - '."""
_SHORT_CLAUSE = 7
"""Words that a relative clause in a name may have."""
_SHORT_NAME = 5
"""Words before the head that a short name may have."""


def is_organisation(name: str) -> bool:
    """Whether a name holds a word that only bodies have in theirs."""
    return _ORGANISATION.search(name) is not None


def is_name(token: Token) -> bool:
    """Whether a noun is a proper name, for all that the tagger knows.

    Unknown names look common to it; so one with a capital counts, inside a sentence or bare at its start.
    """
    if token.pos_ == "PROPN":
        return True
    # "Corvane said": the tagger takes a name that it does not know for a common noun or an adjective.
    # "Police said": a noun that is listed is a common one, whatever its capital.
    is_unknown = token.tag_ in ("NN", "JJ") and token.dep_ != "amod" and noun_kind(lemma_of(token)) == "thing"
    if not is_unknown or not token.text[0].isupper():
        return False
    if token.i != token.sent.start:
        return True
    # Every word has a capital there; a name stands without an article or an adjective.
    is_bare = child(token, "det", "amod", "poss", "prep", "acl") is None
    return is_bare and lemma_of(token) not in cues.noun_uses()


def kind_of(token: Token) -> Kind:
    """What a common noun is as a source; of 'a number of experts' what experts are."""
    lemma = lemma_of(token)
    if lemma in COUNTS or lemma in _COLLECTIONS:
        of_phrases = [phrase for phrase in children(token, "prep") if phrase.lower_ == "of"]
        members = child(of_phrases[0], "pobj") if of_phrases else None
        if members is not None and members.tag_ == "NNS":
            return noun_kind(lemma_of(members))  # "a third of the cells" says nothing
    return noun_kind(lemma)


def being_of(token: Token) -> Being | None:
    """What the phrase that a word heads names; None where it can be no source."""
    if not is_name(token):
        # "by letter", "in court": a singular without an article names nobody in particular, to whom a pronoun could
        # point.
        is_bare = token.tag_ == "NN" and child(token, "det", "poss", "compound", "amod", "nummod") is None
        kind = "thing" if is_bare or lemma_of(token) in COUNTS else noun_kind(lemma_of(token))
        return None if kind == "thing" else kind
    # With an apposition it may be somebody after all: "at Corvex, the mill's owner".
    if token.dep_ == "pobj" and token.head.lower_ in _OF_PLACE and child(token, "appos") is None:
        return None  # "in Halden"
    # "Ingrid", "Ms Holm"
    if gender_of(token):
        return "person"
    # "the Orla Water Authority", "the NMA"
    if is_organisation(" ".join(proper_words(token))) or (token.text.isupper() and len(token) > 1):
        return "group"
    # "geologist Holm", "Holm, a geologist": the nouns beside a name tell what it names.
    neighbours = [*children(token, "compound", "appos", "nmod"), *([token.head] if token.dep_ == "appos" else [])]
    has_who = any(
        subject.lower_ == "who" for clause in children(token, "relcl") for subject in children(clause, "nsubj")
    )
    if has_who or any(word.lower_.rstrip(".") in _TITLES for word in neighbours):
        return "person"
    kinds = {noun_kind(lemma_of(word)) for word in neighbours if word.pos_ == "NOUN"}
    if "person" in kinds:
        return "person"
    return "group" if "group" in kinds else "name"


def gender_of(token: Token) -> str:
    """'m' or 'f' where a title ("Ms"), a first name or the noun itself ("spokesman") tells; else empty."""
    compounds = [word.lower_.rstrip(".") for word in token.children if word.dep_ in ("compound", "flat")]
    # Of a full name the last word is a surname, which tells nothing: "Alva Thomas" is not male for "Thomas".
    for word in [*compounds, token.lower_] if token.pos_ == "NOUN" or not compounds else compounds:
        if word in _MALE:
            return "m"
        if word in _FEMALE:
            return "f"
    return ""


def proper_words(token: Token) -> tuple[str, ...]:
    """The words of a proper name, without titles, lower case; none for a common noun."""
    if not is_name(token):
        return ()
    compounds = [word.lower_.rstrip(".") for word in _compounds(token) if word.pos_ == "PROPN"]
    # Without full stops, so that "Corvex Inc." and "Corvex Inc" are one name.
    return (*(word for word in compounds if word not in _TITLES), token.lower_.rstrip("."))


def phrase_of(token: Token) -> set[int]:
    """Indices of a noun phrase without its relative clauses, appositions and coordinated phrases."""
    outside = [
        word
        for word in token.children
        if word.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "npadvmod")
        # "the group, whose founder": "whose" names the group again.
        or word.tag_ == "WP$"
        # "the head of the fund" keeps its phrase, "the clerk behind the desk" does not.
        or (word.dep_ == "prep" and word.lower_ not in _IN_NAME)
        or (word.dep_ == "case" and token.dep_ == "poss")
    ]
    phrase = subtree(token, without=outside)
    # Only what runs up to the head without a break is part of the name: "Orla Finch, the plant manager".
    doc = token.doc
    run = {token.i}
    for step in (-1, 1):
        i = token.i + step
        while i in phrase and doc[i].text.strip():
            run.add(i)
            i += step
    # "ex-staff": the parser takes the hyphen for a break.
    start = min(run)
    while start >= 2 and doc[start - 1].text.endswith("-") and not doc[start - 1].whitespace_:
        start -= 2
        run |= {start, start + 1}
    return run


def names_of(token: Token) -> tuple[str, ...]:
    """The names that a noun phrase holds: itself, its head with what stands before, the bare name, each apposition.

    "Interior Minister Dario Velkan, a former judge" holds "Dario Velkan" and "a former judge" too.
    """
    doc = token.doc
    phrase = phrase_of(token)
    before = [doc[i] for i in phrase if 0 < token.i - i <= _SHORT_NAME]
    # "the three clerks" are named "clerks" too, as a summary may call them.
    short = {word.i for word in before if word.dep_ not in ("det", "punct", "predet", "nummod")}
    names = [_text(doc, phrase), _text(doc, {token.i, *short})]
    if token.pos_ == "PROPN":  # "Dario Velkan" of "Interior Minister Dario Velkan"
        bare = {word.i for word in _compounds(token) if word.pos_ == "PROPN" and not _is_role(word)}
        names.append(_text(doc, {token.i, *bare}))
    if token.pos_ == "NOUN":  # "the man who speaks for the firm"
        clauses = [clause for clause in children(token, "relcl") if len(subtree(clause)) <= _SHORT_CLAUSE]
        # Behind a comma a clause only tells more of somebody, and is no part of the name.
        clauses = [clause for clause in clauses if doc[min(subtree(clause)) - 1].text != ","]
        names += [_text(doc, phrase | subtree(clause)) for clause in clauses]
    for apposition in children(token, "appos"):
        if apposition.pos_ not in ("NOUN", "PROPN"):
            continue
        names.append(_text(doc, phrase_of(apposition)))
        # "Her deputy, Vane, a former judge": the parser hangs the second apposition on the first.
        names += [_text(doc, phrase_of(nested)) for nested in children(apposition, "appos")]
    # "the plant manager, Orla Finch": a name that is itself the apposition.
    if token.dep_ == "appos" and past_dateline(token.head).i == token.head.i and being_of(token.head) is not None:
        names.append(_text(doc, phrase_of(token.head)))
    return tuple(dict.fromkeys(name for name in names if name))


def past_dateline(token: Token) -> Token:
    """The subject behind 'HALDEN, March 14 -' where the parser takes the place for it; else the word itself."""
    # A dateline opens the block, and its place is in capitals.
    if token.i > 12 or not token.text.isupper():
        return token
    dateline = _DATELINE.match(token.doc.text)
    if dateline is None or token.idx >= dateline.end():
        return token
    return next((word for word in children(token, "appos", "conj") if word.idx >= dateline.end()), token)


def _compounds(token: Token) -> list[Token]:
    return [word for word in children(token, "compound", "flat") if word.i < token.i]


def _is_role(token: Token) -> bool:
    return token.lower_.rstrip(".") in _TITLES or noun_kind(token.lower_) == "person"


def _text(doc: Doc, indices: Iterable[int]) -> str:
    phrase = sorted(indices)
    # Without a gap the text itself is taken, so that spacing inside a name ("O'Neil", "A.B.") stays as written.
    if phrase and phrase[-1] - phrase[0] == len(phrase) - 1:
        return doc.text_of(phrase[0], phrase[-1] + 1).strip()
    # With a gap ("Interior Minister Velkan" without "Minister") the words are joined anew.
    return " ".join(doc[i].text for i in phrase if doc[i].text.strip()).replace(" 's", "'s")
