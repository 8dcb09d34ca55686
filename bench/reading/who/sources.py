"""Who a source is: what can be one, and the names by which it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, lemma_of
from bench.reading.who.mentions import IMPERSONAL, PERSONAL, RELATIVE, Mentions
from bench.reading.who.noun_phrases import is_name, kind_of, names_of, past_dateline, phrase_of
from bench.reading.who.source_nouns import NEVER_SOURCES, NOBODY, is_text_itself, noun_kind, noun_kinds

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = PERSONAL | IMPERSONAL
_FIRST_OR_SECOND_PERSON = words("grammar", "pronoun", "first_or_second_person")
_VAGUE = words("grammar", "pronoun", "vague")
_OF_PERSONS = words("grammar", "pronoun", "relative_of_persons")
_NEGATIVE = words("grammar", "determiner", "negative")
_OWNER_REACH = 6
"""How many mentions back an owner may stand ("its spokesman")."""
_INSIDE_RELATIVE = {"conj", "xcomp", "ccomp", "poss", "nsubj", "prep", "pobj", "pcomp"}


class Source(NamedTuple):
    """A source as it stands in a sentence."""

    text: str
    names: tuple[str, ...]
    start: int
    """Offsets in the parsed block."""
    end: int


def source_of(token: Token, mentions: Mentions) -> Source | None:
    """The source that a word heads; None where the word can be none (a place-holder 'it').

    A relative pronoun is a source where it stands, with the text and the names of whom it points to.
    """
    if token.dep_ == "expl" or token.pos_ in ("PUNCT", "SPACE"):
        return None
    token = past_dateline(token)
    pronoun: Token | None = None
    if is_relative(token):
        pronoun, token = token, _antecedent(token)
    names = _names(token, mentions)
    mentions.note_speaker(names)
    doc = token.doc
    phrase = sorted(phrase_of(token))
    first, last = doc[phrase[0]], doc[phrase[-1]]
    text = doc[first.i : last.i + 1].text
    if pronoun is not None:
        return Source(text, names, pronoun.idx, pronoun.idx + len(pronoun))
    return Source(text, names, first.idx, last.idx + len(last))


def _names(token: Token, mentions: Mentions) -> tuple[str, ...]:
    """Every name of a source, the mention itself first."""
    if token.lower_ in _PRONOUNS:
        return (token.text, *mentions.resolve(token.lower_))
    names = mentions.names_of(token)
    owner = child(token, "poss")
    if owner is not None and owner.tag_ == "WP$":  # "the government, whose minister": the government's
        names = (*names, *(f"{name}'s {token.text}" for name in names_of(_antecedent(owner))[:1]))
    elif owner is not None and owner.lower_ in _PRONOUNS:  # "her group": hers, and so in part she
        owners = mentions.resolve(owner.lower_, names, _OWNER_REACH)
        names = (*names, *(f"{name}'s {token.text}" for name in owners[:1]))
    for coordinated in children(token, "conj"):
        if coordinated.pos_ in ("PROPN", "NOUN"):
            names = (*names, *names_of(coordinated))
    return names


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
        before = [word for word in token.doc[token.sent.start : token.i] if is_name(word) or _is_somebody(word)]
        return before[-1] if before and token.dep_ in ("pobj", "poss") else token
    noun = verb.head
    while token.lower_ in _OF_PERSONS and noun.dep_ in ("pobj", "compound", "appos", "conj"):
        if _is_somebody(noun) or (noun.pos_ in ("PROPN", "PRON") and noun.dep_ != "pobj"):
            break
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        if above.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            break
        noun = above
    return noun


def _is_somebody(token: Token) -> bool:
    return token.pos_ == "NOUN" and noun_kind(lemma_of(token)) in ("person", "group")


def is_first_or_second_person(token: Token) -> bool:
    """Whether a source is the text's own 'I' or 'we', or its reader."""
    return token.lower_ in _FIRST_OR_SECOND_PERSON and token.text != "US"


def can_speak(token: Token, mentions: Mentions, *, is_strict: bool) -> bool:
    """Whether a word can head a source.

    Args:
        token: the word.
        mentions: whom the text has named so far.
        is_strict: refuse also what may be a thing, and a 'this' or an 'it' that points to nobody.
    """
    word = token.lower_
    if word in NOBODY or word in NEVER_SOURCES or is_first_or_second_person(token):
        return False
    if any(determiner.lower_ in _NEGATIVE for determiner in children(token, "det")):  # "No official said so"
        return False
    if is_text_itself(word) and not any(left.dep_ != "det" for left in token.lefts):
        return False  # "the article says", but "the Courier article says"
    if is_relative(token):
        return can_speak(_antecedent(token), mentions, is_strict=is_strict)
    if word in RELATIVE:
        return bool(word == "who")
    if word in _VAGUE:
        return not is_strict or (word == "it" and bool(mentions.resolve(word)))
    if token.pos_ == "NUM":  # "three of them", "two who have left"
        has_of = any(preposition.lower_ == "of" for preposition in children(token, "prep"))
        return child(token, "relcl") is not None or has_of
    if token.pos_ == "NOUN":
        return not is_strict or kind_of(token) != "thing" or is_name(token)
    return token.pos_ not in ("VERB", "AUX", "ADP", "ADV")


def is_text(token: Token, *, only: bool = False) -> bool:
    """Whether a source is a text or a body of data, which shows things in other ways than people do.

    Args:
        token: the word that heads it.
        only: whether it can be nothing else ('figure' can).
    """
    if is_relative(token):
        token = _antecedent(token)
    kinds = noun_kinds(lemma_of(token)) if token.pos_ == "NOUN" else ()
    return "text" in kinds[:1] if only else "text" in kinds
