"""Hedges of one word, by its part of speech: each with its strength and the words that it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.how_sure.hedge_scopes import clause_with_subject, noun_phrase, without_past
from bench.reading.lexicon import hedge_words, words
from bench.reading.parsing.syntax import child, children, clause_head, clause_of, has_to, lemma_of, subtree, subtrees
from bench.reading.who.source_nouns import is_text_itself
from bench.records.statement import Strength

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = hedge_words("modal")
_ADVERBS = hedge_words("adverb")
_ADJECTIVES = hedge_words("adjective")
_PASSIVES = hedge_words("passive")
_PARTICIPLES = hedge_words("participle")
_VERBS = hedge_words("verb")
_NOUNS = hedge_words("noun")
_CONDITIONS = hedge_words("condition")
_NO_HEDGE_IF_NEGATED = words("hedging", "grammar", "no_hedge_if_negated")
_RAISING_VERBS = words("hedging", "grammar", "raising")
_TOWARDS = words("hedging", "grammar", "towards")
_PASSIVE_COMPLEMENTS = words("hedging", "grammar", "passive_complement")


class HedgeWord(NamedTuple):
    """What a hedge of one word says."""

    strength: Strength
    scope: set[int]
    """Indices of words of the block."""


def read_word(token: Token) -> HedgeWord | None:
    """What a word leaves open; None if it is no hedge."""
    return (
        _modal(token)
        or _adverb(token)
        or _passive(token)
        or _adjective(token)
        or _verb(token)
        or _noun(token)
        or _condition(token)
    )


def _modal(token: Token) -> HedgeWord | None:
    """The toll may rise."""
    strength = _MODALS.get(token.lower_)
    if strength is None or token.tag_ != "MD":
        return None
    verb = token.head
    if token.lower_ in _NO_HEDGE_IF_NEGATED and child(verb, "neg") is not None:
        return None  # "could not" says that it did not happen
    return HedgeWord(strength, clause_with_subject(verb))


def _adverb(token: Token) -> HedgeWord | None:
    """The mill allegedly burned."""
    strength = _ADVERBS.get(token.lower_)
    if strength is None or token.pos_ not in ("ADV", "ADJ", "SCONJ", "INTJ"):
        return None
    if token.lower_ == "likely" and token.pos_ == "ADJ":
        return None  # "is likely to rise" is read as an adjective
    head = token.head
    if head.pos_ in ("VERB", "AUX"):
        if head.dep_ in ("acl", "amod"):  # a boat allegedly carrying drugs
            return HedgeWord(strength, subtree(head) | {word.i for word in head.head.subtree})
        return HedgeWord(strength, clause_with_subject(head))
    if head.pos_ in ("ADJ", "ADV") and head.head.pos_ in ("NOUN", "PROPN"):
        return HedgeWord(strength, subtree(head.head))  # a reportedly carcinogenic chemical
    sentence = {word.i for word in head.sent} if head.dep_ == "ROOT" else set()
    return HedgeWord(strength, subtree(head) | sentence)


def _adjective(token: Token) -> HedgeWord | None:
    """A suspected drug boat; a strong aftershock is possible."""
    strength = _ADJECTIVES.get(token.lower_)
    if strength is None or not (token.pos_ in ("ADJ", "VERB", "ADV") or token.tag_ in ("VBN", "JJ")):
        return None
    head = token.head
    if token.dep_ in ("amod", "compound", "nmod") or (token.dep_ == "advmod" and head.pos_ == "NOUN"):
        return HedgeWord(strength, noun_phrase(head))
    if token.dep_ in ("acl", "relcl"):  # people suspected of falsifying permits
        return HedgeWord(strength, subtree(head))
    if token.dep_ in ("acomp", "attr", "oprd") or (token.dep_ == "ROOT" and token.pos_ == "ADJ"):
        return HedgeWord(strength, clause_with_subject(head) if head is not token else subtree(token))
    if token.dep_ in ("xcomp", "ccomp") and token.pos_ == "ADJ":  # considers it unlikely
        return HedgeWord(strength, subtree(token) | subtree(head))
    if token.dep_ in ("prep", "conj", "advcl", "dep", "appos", "ROOT"):
        return HedgeWord(strength, {word.i for word in clause_head(token).subtree})
    return None


def _passive(token: Token) -> HedgeWord | None:
    """Agentless reporting: 'is believed to have fled', 'was described as', 'it is thought that'."""
    if token.tag_ != "VBN" or child(token, "agent") is not None:
        return None
    is_reduced = token.dep_ in ("acl", "advcl", "conj") and child(token, "xcomp", "oprd") is not None
    if child(token, "auxpass") is None and not is_reduced:  # reduced: "a whale thought to be extinct"
        return None
    strength = _PASSIVES.get(lemma_of(token))
    if strength is None:
        return None
    complement = child(token, "xcomp", "ccomp", "oprd", "prep", "acomp", "csubjpass", "advcl")
    if complement is None:
        return None
    if complement.dep_ == "prep" and complement.lower_ not in _PASSIVE_COMPLEMENTS:
        return None
    # "regarded as kind and known for": what is coordinated stands apart
    coordinated = [verb for verb in children(token, "conj") if verb.pos_ in ("VERB", "AUX")]
    return HedgeWord(strength, clause_with_subject(token) - subtrees(coordinated))


def _verb(token: Token) -> HedgeWord | None:
    """Appears to have cracked; purports to show; is considering land strikes."""
    if token.pos_ != "VERB":
        return None
    strength = _VERBS.get(lemma_of(token))
    if strength is None or child(token, "auxpass", "agent") is not None:
        return None
    subject = child(token, "nsubj")
    if strength == "possible" and subject is not None and is_text_itself(lemma_of(subject)):
        return None  # "the article discusses": the text's own work
    raised = child(token, "xcomp", "oprd", "acomp")
    if raised is not None and raised.dep_ == "xcomp" and has_to(raised) and token.tag_ in ("VBN", "VBD"):
        strength = _PARTICIPLES.get(lemma_of(token), strength)
    complements = [
        *children(token, "xcomp", "ccomp", "oprd", "acomp"),
        *(children(token, "dobj") if strength != "probable" else []),
        *(phrase for phrase in children(token, "prep") if strength == "possible" and phrase.lower_ in _TOWARDS),
        *(clause for clause in children(token, "advcl") if has_to(clause)),
    ]
    if not complements:
        return None
    scope = without_past(complements)
    if (raised is not None or strength == "alleged") and subject is not None and lemma_of(token) in _RAISING_VERBS:
        scope |= subtree(subject)
    return HedgeWord(strength, scope)


def _noun(token: Token) -> HedgeWord | None:
    """Allegations that; the possibility of; on suspicion of."""
    if token.pos_ != "NOUN":
        return None
    strength = _NOUNS.get(lemma_of(token))
    if strength is None:
        return None
    if lemma_of(token) == "suspect":
        return HedgeWord(strength, clause_of(clause_head(token)))
    scope = subtrees(children(token, "acl", "ccomp", "relcl", "prep", "appos"))
    if token.dep_ in ("attr", "nsubj") and lemma_of(token.head) == "be":  # limits are a possibility; the fear is that
        scope |= clause_with_subject(token.head)
    if token.dep_ in ("attr", "appos"):
        scope |= subtree(token.head)
    return HedgeWord(strength, scope) if scope else None


def _condition(token: Token) -> HedgeWord | None:
    """If heavy rain comes; whether it comes."""
    strength = _CONDITIONS.get(token.lower_)
    if strength is None or token.dep_ != "mark" or token.pos_ not in ("SCONJ", "ADP"):
        return None
    verb = token.head
    if token.lower_ == "whether" or verb.dep_ != "advcl":
        return HedgeWord(strength, subtree(verb))
    return HedgeWord(strength, subtree(verb) | clause_of(verb.head))
