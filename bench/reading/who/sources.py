"""Who a source is: what can be one, and the names by which it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.syntax import child, children, lemma
from bench.reading.who import reporting_cues as cues
from bench.reading.who.mentions import IMPERSONAL, PERSONAL, RELATIVE, Mentions
from bench.reading.who.noun_phrases import is_name, kind, names, past_dateline, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "IMPERSONAL",
    "PERSONAL",
    "Mentions",
    "Source",
    "can_speak",
    "is_first_person",
    "is_relative",
    "is_text",
    "source",
]

_FIRST = {"i", "we", "me", "us", "my", "our", "you", "your"}
_NEAR = 6
"""How many mentions back an owner may stand ("its spokesman")."""
_VAGUE = {"it", "this", "these", "that", "what"}
_INSIDE_RELATIVE = {"conj", "xcomp", "ccomp", "poss", "nsubj", "prep", "pobj", "pcomp"}


class Source(NamedTuple):
    """A source as it stands in a sentence."""

    text: str
    names: tuple[str, ...]
    start: int
    """Offsets in the parsed block."""
    end: int


def source(token: Token, mentions: Mentions) -> Source | None:
    """The source that a word heads; None where the word can be none (a place-holder 'it').

    A relative pronoun is a source where it stands, with the text and the names of whom it points to.
    """
    if token.dep_ == "expl" or token.pos_ in ("PUNCT", "SPACE"):
        return None
    place: Token | None = None
    token = past_dateline(token)
    if is_relative(token):
        place, token = token, _antecedent(token)
    found = _names(token, mentions)
    mentions.speaks(found)
    doc = token.doc
    inside = sorted(phrase(token))
    start, last = doc[inside[0]].idx, doc[inside[-1]]
    text = doc[inside[0] : inside[-1] + 1].text
    if place is not None:
        return Source(text, found, place.idx, place.idx + len(place))
    return Source(text, found, start, last.idx + len(last))


def _names(token: Token, mentions: Mentions) -> tuple[str, ...]:
    """Every name of a source, the mention itself first."""
    if token.lower_ in PERSONAL | IMPERSONAL:
        return (token.text, *mentions.resolve(token.lower_))
    found = mentions.names_of(token)
    owner = child(token, "poss")
    if owner is not None and owner.tag_ == "WP$":  # "the government, whose minister": the government's
        found = (*found, *(f"{name}'s {token.text}" for name in names(_antecedent(owner))[:1]))
    elif owner is not None and owner.lower_ in PERSONAL | IMPERSONAL:  # "her group": hers, and so in part she
        found = (
            *found,
            *(f"{name}'s {token.text}" for name in mentions.resolve(owner.lower_, found, _NEAR)[:1]),
        )
    for other in children(token, "conj"):
        if other.pos_ in ("PROPN", "NOUN"):
            found = (*found, *names(other))
    return found


def is_relative(token: Token) -> bool:
    """Whether a word is a relative pronoun with an antecedent in the sentence."""
    return token.lower_ in RELATIVE and _antecedent(token).i != token.i


def _antecedent(token: Token) -> Token:
    """What a relative pronoun points to: what its clause hangs on, for 'who' a noun that can be somebody."""
    verb = token.head
    while verb.dep_ not in ("relcl", "acl") and verb.head.i != verb.i and verb.dep_ in _INSIDE_RELATIVE:
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl"):
        # "…, according to whom": the parser may make it a clause of its own
        before = [one for one in token.doc[token.sent.start : token.i] if is_name(one) or _is_somebody(one)]
        return before[-1] if before and token.dep_ in ("pobj", "poss") else token
    noun = verb.head
    while token.lower_ in ("who", "whom") and noun.dep_ in ("pobj", "compound", "appos", "conj"):
        if _is_somebody(noun) or (noun.pos_ in ("PROPN", "PRON") and noun.dep_ != "pobj"):
            break
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        if above.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            break
        noun = above
    return noun


def _is_somebody(token: Token) -> bool:
    return token.pos_ == "NOUN" and cues.noun_kind(lemma(token)) in ("person", "group")


def is_first_person(token: Token) -> bool:
    """Whether a source is the text's own 'I' or 'we', or its reader."""
    return token.lower_ in _FIRST and token.text != "US"


def can_speak(token: Token, mentions: Mentions, *, is_strict: bool) -> bool:
    """Whether a word can head a source.

    Args:
        token: the word.
        mentions: whom the text has named so far.
        is_strict: refuse also what may be a thing, and a 'this' or an 'it' that points to nobody.
    """
    word = token.lower_
    if cues.is_nobody(word) or cues.is_never_source(word) or is_first_person(token):
        return False
    if any(one.lower_ in ("no", "neither") for one in children(token, "det")):
        return False
    if cues.is_text_itself(word) and not [one for one in token.children if one.dep_ != "det" and one.i < token.i]:
        return False
    if is_relative(token):
        return can_speak(_antecedent(token), mentions, is_strict=is_strict)
    if word in RELATIVE:
        return bool(word == "who")
    if word in _VAGUE:
        return not is_strict or (word == "it" and bool(mentions.resolve(word)))
    if token.pos_ == "NUM":  # "three of them", "two who have left"
        return child(token, "relcl") is not None or any(one.lower_ == "of" for one in children(token, "prep"))
    if token.pos_ == "NOUN":
        return not is_strict or kind(token) != "thing" or is_name(token)
    return token.pos_ not in ("VERB", "AUX", "ADP", "ADV")


def is_text(token: Token, *, only: bool = False) -> bool:
    """Whether a source is a text or a body of data, which shows things in other ways than people do.

    Args:
        token: the word that heads it.
        only: whether it can be nothing else ('figure' can).
    """
    if is_relative(token):
        token = _antecedent(token)
    kinds = cues.noun_kinds(lemma(token)) if token.pos_ == "NOUN" else ()
    return "text" in kinds[:1] if only else "text" in kinds
