"""Who a source is: what can be one, and the names by which it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, lemma_of
from bench.reading.who.mentions import IMPERSONAL, PERSONAL, RELATIVE, Mentions
from bench.reading.who.noun_phrases import is_name, kind_of, names_of, past_dateline, phrase_of
from bench.reading.who.source_nouns import NEVER_SOURCES, NOBODY, is_text_itself, noun_kind, noun_kinds

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

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
    # "It was said that the mill burned": nobody is named.
    if token.dep_ == "expl" or token.pos_ in ("PUNCT", "SPACE"):
        return None
    token = past_dateline(token)
    pronoun: Token | None = None
    if is_relative(token):
        pronoun, token = token, _antecedent(token)
    names = _names(token, mentions)
    # A pronoun that follows points rather to who spoke last: "Holm met Vane. Vane denied it. He said …"
    mentions.note_speaker(names)
    doc = token.doc
    phrase = sorted(phrase_of(token))
    opening, closing = doc[phrase[0]], doc[phrase[-1]]
    text = doc.text_of(opening.i, closing.i + 1)
    # "the mayor, who denied it": the credit stands where "who" does, so that "the mayor" may be in the scope of
    # another.
    if pronoun is not None:
        return Source(text, names, pronoun.idx, pronoun.idx + len(pronoun))
    return Source(text, names, opening.idx, closing.idx + len(closing))


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
        # The first name is how the text first named the owner, mostly the fullest.
        names = (*names, *(f"{name}'s {token.text}" for name in owners[:1]))
    for coordinated in children(token, "conj"):
        # "police and prosecutors say": either alone is credit enough.
        if coordinated.pos_ in ("PROPN", "NOUN"):
            names = (*names, *names_of(coordinated))
    return names


def is_relative(token: Token) -> bool:
    """Whether a word is a relative pronoun with an antecedent in the sentence."""
    return token.lower_ in RELATIVE and _antecedent(token).i != token.i


def _antecedent(token: Token) -> Token:
    """What a relative pronoun points to: what its clause hangs on, for 'who' a noun that can be somebody."""
    # "who is thought to have said": the pronoun may stand several verbs below the head of its clause.
    verb = token.head
    while verb.dep_ not in ("relcl", "acl") and verb.head.i != verb.i and verb.dep_ in _INSIDE_RELATIVE:
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl"):
        # "…, according to whom": the parser may make it a clause of its own
        before = [word for word in token.doc[token.sent.start : token.i] if is_name(word) or _is_somebody(word)]
        return before[-1] if before and token.dep_ in ("pobj", "poss") else token
    noun = verb.head
    # "the clerk at the mill, who denied it": the parser hangs the clause on the mill, which is no "who".
    while token.lower_ in _OF_PERSONS and noun.dep_ in ("pobj", "compound", "appos", "conj"):
        if _is_somebody(noun) or (noun.pos_ in ("PROPN", "PRON") and noun.dep_ != "pobj"):
            break
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        # "They spoke at the mill, who denied it": beyond a verb there is nobody else that it could be.
        if governor.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
            break
        noun = governor
    return noun


def _is_somebody(token: Token) -> bool:
    return token.pos_ == "NOUN" and noun_kind(lemma_of(token)) in ("person", "group")


def is_first_or_second_person(token: Token) -> bool:
    """Whether a source is the text's own 'I' or 'we', or its reader."""
    # "US" in capitals is the country, not "us".
    return token.lower_ in _FIRST_OR_SECOND_PERSON and token.text != "US"


def can_speak(token: Token, mentions: Mentions, *, is_strict: bool) -> bool:
    """Whether a word can head a source.

    Args:
        token: the word.
        mentions: whom the text has named so far.
        is_strict: whether to refuse what may be a thing, and a "this" or an "it" that points to nobody. Verbs that tell
            what things do too ("the dam holds") need it; who "claims that" speaks, whatever it is called.
    """
    word = token.lower_
    # "If anyone says so", "That day saw", "I think": nobody whom the text credits.
    if word in NOBODY or word in NEVER_SOURCES or is_first_or_second_person(token):
        return False
    if any(determiner.lower_ in _NEGATIVE for determiner in children(token, "det")):  # "No official said so"
        return False
    # "the article says" is the text's own voice, "the Courier article says" is a source.
    if is_text_itself(word) and not any(modifier.dep_ != "det" and modifier.i < token.i for modifier in token.children):
        return False
    if is_relative(token):
        return can_speak(_antecedent(token), mentions, is_strict=is_strict)
    # No antecedent was found: "who" is still somebody, while "which" and "that" may be a thing.
    if word in RELATIVE:
        return bool(word == "who")
    # "This suggests that": points to no one, unless an "it" stands for a body that was named ("It expects a loss").
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
    # The likeliest kind stands first.
    return "text" in kinds[:1] if only else "text" in kinds
