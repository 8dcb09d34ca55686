"""Hedges of one word, by its part of speech: each with its strength and the words that it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.how_sure.hedge_scopes import clause_with_subject, noun_phrase, without_past
from bench.reading.lexicon import hedge_words, words
from bench.reading.parsing.syntax import child, children, clause_head, clause_of, has_to, lemma_of, subtree, subtrees
from bench.reading.who.source_nouns import is_text_itself
from bench.records.statement import Strength

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_MODALS = hedge_words("modal")
_ADVERBS = hedge_words("adverb")
_ADJECTIVES = hedge_words("adjective")
_PASSIVES = hedge_words("passive")
_PARTICIPLES = hedge_words("participle")
_VERBS = hedge_words("verb")
_NOUNS = hedge_words("noun")
_CONDITIONS = hedge_words("condition")
_BY_FORM = frozenset[str]().union(_MODALS, _ADVERBS, _ADJECTIVES, _CONDITIONS)
_BY_LEMMA = frozenset[str]().union(_PASSIVES, _VERBS, _NOUNS)
_NO_HEDGE_IF_NEGATED = words("hedging", "grammar", "no_hedge_if_negated")
_RAISING_VERBS = words("hedging", "grammar", "raising")
_TOWARDS = words("hedging", "grammar", "towards")
_PASSIVE_COMPLEMENTS = words("hedging", "grammar", "passive_complement")


class HedgeWord(NamedTuple):
    """What a hedge of one word says."""

    strength: Strength
    scope: set[int]
    """Indices of words of the block."""


def may_hedge(token: Token) -> bool:
    """Whether a word is listed as a hedge at all; hardly any is."""
    return token.lower_ in _BY_FORM or token.lemma_ in _BY_LEMMA


def read_word(token: Token) -> HedgeWord | None:
    """What a word that may hedge leaves open; None if it is no hedge.

    A word counts once, as the first part of speech that fits: a participle is rather a passive than an adjective.
    """
    return (
        _modal(token)
        or _adverb(token)
        # Before the adjectives: "was believed lost" tells a belief, "a believed loss" an allegation.
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
        # "could not reach him" says that it did not happen.
        return None
    return HedgeWord(strength, clause_with_subject(verb))


def _adverb(token: Token) -> HedgeWord | None:
    """The mill allegedly burned."""
    strength = _ADVERBS.get(token.lower_)
    # The tagger has no settled class for "perhaps" and "allegedly"; nouns and names of that form are none of these.
    if strength is None or token.pos_ not in ("ADV", "ADJ", "SCONJ", "INTJ"):
        return None
    # "is likely to rise" is read as an adjective; "fell ill, likely due to fumes" has an adverb, whatever its tag.
    if token.lower_ == "likely" and token.pos_ == "ADJ" and (token.dep_ != "advmod" or token.head.pos_ == "NOUN"):
        return None
    head = token.head
    if head.pos_ in ("VERB", "AUX"):
        # "a boat allegedly carrying drugs": the noun is what the participle says something of.
        if head.dep_ in ("acl", "amod"):
            return HedgeWord(strength, subtree(head) | {word.i for word in head.head.subtree})
        return HedgeWord(strength, clause_with_subject(head))
    if head.pos_ in ("ADJ", "ADV") and head.head.pos_ in ("NOUN", "PROPN"):
        # "a reportedly carcinogenic chemical"
        return HedgeWord(strength, subtree(head.head))
    # "Perhaps the valve failed": what has no verb over it speaks of all of the sentence.
    sentence = {word.i for word in head.sent} if head.dep_ == "ROOT" else set()
    return HedgeWord(strength, subtree(head) | sentence)


def _adjective(token: Token) -> HedgeWord | None:
    """A suspected drug boat; a strong aftershock is possible."""
    strength = _ADJECTIVES.get(token.lower_)
    if strength is None or not (token.pos_ in ("ADJ", "VERB", "ADV") or token.tag_ in ("VBN", "JJ")):
        return None
    head = token.head
    # "a suspected arsonist", "a likely cause"
    if token.dep_ in ("amod", "compound", "nmod") or (token.dep_ == "advmod" and head.pos_ == "NOUN"):
        return HedgeWord(strength, noun_phrase(head))
    # "a clerk suspected of forging deeds"
    if token.dep_ in ("acl", "relcl"):
        return HedgeWord(strength, subtree(head))
    # "A strong aftershock is possible", "The result is disputed"
    if token.dep_ in ("acomp", "attr", "oprd") or (token.dep_ == "ROOT" and token.pos_ == "ADJ"):
        return HedgeWord(strength, clause_with_subject(head))
    # "considers it unlikely": the judgement is part of what is open.
    if token.dep_ in ("xcomp", "ccomp") and token.pos_ == "ADJ":
        return HedgeWord(strength, subtree(token) | subtree(head))
    # Where the parse tells no more, all of the clause is as open.
    if token.dep_ in ("prep", "conj", "advcl", "dep", "appos", "ROOT"):
        return HedgeWord(strength, {word.i for word in clause_head(token).subtree})
    return None


def _passive(token: Token) -> HedgeWord | None:
    """Agentless reporting: 'is believed to have fled', 'was described as', 'it is thought that'.

    With an agent ('reported by the coastguard') it is a credit, and the reader is told whose word it is.
    """
    if token.tag_ != "VBN" or child(token, "agent") is not None:
        return None
    # "a whale thought to be extinct" has no auxiliary; its complement shows that it is no adjective.
    is_reduced = token.dep_ in ("acl", "advcl", "conj") and child(token, "xcomp", "oprd") is not None
    if child(token, "auxpass") is None and not is_reduced:
        return None
    strength = _PASSIVES.get(lemma_of(token))
    if strength is None:
        return None
    complement = child(token, "xcomp", "ccomp", "oprd", "prep", "acomp", "csubjpass", "advcl")
    # "The mill was called" or "was seen" says nothing that could be open.
    if complement is None:
        return None
    # "was described as unsafe", but not "was seen in Halden"
    if complement.dep_ == "prep" and complement.lower_ not in _PASSIVE_COMPLEMENTS:
        return None
    # "She was regarded as kind and known for her cakes": that she was known for them is sure.
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
        # "The article discusses a ban": that is the text's own work, and no plan of anybody's.
        return None
    raised = child(token, "xcomp", "oprd", "acomp")
    # "a whale thought to be extinct", read as a past tense: active, such a verb takes no infinitive.
    if raised is not None and raised.dep_ == "xcomp" and has_to(raised) and token.tag_ in ("VBN", "VBD"):
        strength = _PARTICIPLES.get(lemma_of(token), strength)
    complements = [
        *children(token, "xcomp", "ccomp", "oprd", "acomp"),
        # "is considering a ban" and "fears a loss" leave their object open; "plans" and "expects" only a to-clause.
        *(children(token, "dobj") if strength != "probable" else []),
        *(phrase for phrase in children(token, "prep") if strength == "possible" and phrase.lower_ in _TOWARDS),
        *(clause for clause in children(token, "advcl") if has_to(clause)),
    ]
    if not complements:
        return None
    scope = without_past(complements)
    # "The pump appears to have failed": the pump is what may have failed, not who is unsure.
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
    # "The man is a suspect in the fire": that he has to do with it is open.
    if lemma_of(token) == "suspect":
        return HedgeWord(strength, clause_of(clause_head(token)))
    # "Allegations that he stole the deeds", "the possibility of a strike"
    scope = subtrees(children(token, "acl", "ccomp", "relcl", "prep", "appos"))
    # "A flood is a possibility", "The fear is that it will rise"
    if token.dep_ in ("attr", "nsubj") and lemma_of(token.head) == "be":
        scope |= clause_with_subject(token.head)
    # "the delay, a possibility since May": what it is said of is open.
    if token.dep_ in ("attr", "appos"):
        scope |= subtree(token.head)
    return HedgeWord(strength, scope) if scope else None


def _condition(token: Token) -> HedgeWord | None:
    """If heavy rain comes; whether it comes."""
    strength = _CONDITIONS.get(token.lower_)
    if strength is None or token.dep_ != "mark" or token.pos_ not in ("SCONJ", "ADP"):
        return None
    verb = token.head
    # "whether it comes" is open by itself; "if it comes, the dam will break" leaves the main clause open too.
    if token.lower_ == "whether" or verb.dep_ != "advcl":
        return HedgeWord(strength, subtree(verb))
    return HedgeWord(strength, subtree(verb) | clause_of(verb.head))
