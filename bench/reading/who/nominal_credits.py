"""Credits of nouns and adjectives: "the warning from X that", "X made the claim that", "X is sure that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, has_mark, is_negated, lemma_of, subtree, subtrees
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import speaker_of
from bench.reading.who.credit_draft import CreditDraft
from bench.reading.who.mentions import Mentions
from bench.reading.who.noun_phrases import phrase_of
from bench.reading.who.sources import can_speak, source_of

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_ORIGIN_VERBS = words("reporting", "grammar", "origin")
_STATE_VERBS = words("reporting", "grammar", "state")
_ATTITUDE_COPULAS = words("reporting", "grammar", "attitude_copula")
_OF_AUTHOR = words("grammar", "preposition", "of_author")
_OF_ORIGIN = words("grammar", "preposition", "of_origin")
_OF_STATE = words("grammar", "preposition", "of_state")


def noun_credit(noun: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of a reporting noun: 'allegations by X that', 'X's claim that', 'X made the claim that'."""
    use = cues.noun_uses().get(lemma_of(noun))
    # "claim forms": part of another noun.
    if use is None or noun.dep_ == "compound":
        return None
    source_head, content = _dependents(noun, use)
    verb = noun.head
    if lemma_of(verb) == "be" and noun.dep_ == "nsubj":
        # "The operator's answer is that the pictures are old."
        complement = child(verb, "ccomp", "attr")
        if complement is not None:
            content, source_head = subtree(complement), source_head or _origin(noun)
    elif lemma_of(verb) == "be" and noun.dep_ == "attr":
        # "That the vote was bought is the contention of a losing candidate", but not "It is his contention"
        subject = child(verb, "csubj", "nsubj")
        if subject is not None and subject.pos_ != "PRON" and (source_head is not None or _origin(noun) is not None):
            content, source_head = subtree(subject), source_head or _origin(noun)
    elif lemma_of(verb) == "have" and noun.dep_ == "dobj" and not content:
        # "The firm has the bank's promise that it would wait": the parser hangs the clause on "has".
        clause = child(verb, "ccomp")
        content = subtree(clause) if clause is not None else content
    # Only without any dependents of its own can the "noun" be a verb: see below.
    if source_head is None and not content:
        source_head, content = _taken_for_noun(noun)
    if source_head is None:
        source_head = _doer(noun)
        # A light verb's phrases are the noun's content only when that verb also tells whose it is.
        content |= _loose_phrases(noun, use) if source_head is not None and noun.dep_ == "dobj" else set()
    # "Vane's verdict on the group's work: a useful start" has no verb at all.
    if source_head is not None and not content:
        content = _after_colon(noun)
    if source_head is None or not content or not can_speak(source_head, mentions, is_strict=True):
        return None
    source = source_of(source_head, mentions)
    scope = frozenset(content - phrase_of(source_head))
    return CreditDraft(source, (noun,), use.stance, scope) if source and scope else None


def _dependents(noun: Token, use: cues.NounCue) -> tuple[Token | None, set[int]]:
    """Who makes a claim and what it says, as far as both hang on the noun."""
    source_head = child(noun, "poss")
    content: set[int] = set()
    for word in noun.children:
        if word.dep_ == "acl" and word.tag_ == "VBN":
            # "the claim made by a clerk"
            by = child(word, "agent")
            source_head = source_head or (child(by, "pobj") if by is not None else None)
        # "a warning that", "a promise to wait"; but "a claim worrying the bank" is about the claim.
        elif (word.dep_ in ("acl", "ccomp") and word.tag_ != "VBG") or (
            word.dep_ == "relcl" and has_mark(word, "that")
        ):
            content |= subtree(word)
        elif word.dep_ == "prep" and word.lower_ in _OF_AUTHOR:
            author = child(word, "pobj")
            source_head = source_head or author
            content |= _stray_clause(author) if author is not None else set()
        # "a warning of floods": what the preposition brings in is what is said, as with the verb.
        elif word.dep_ == "prep" and word.lower_ in use.prepositions:
            content |= subtree(word)
    return source_head, content


def _stray_clause(author: Token) -> set[int]:
    """The content of 'claims by clerks that the fund was looted', which the parser takes for a clause about the clerks.

    A relative clause has one subject, so one with two ("that" and "the fund") is none.
    """
    return subtrees(clause for clause in children(author, "relcl") if len(children(clause, "nsubj", "nsubjpass")) > 1)


def _origin(word: Token) -> Token | None:
    """Who a claim comes from: 'the contention of a lawmaker', 'come from a lawmaker'."""
    owners = (child(phrase, "pobj") for phrase in children(word, "prep") if phrase.lower_ in _OF_ORIGIN)
    return next((owner for owner in owners if owner is not None), None)


def _taken_for_noun(noun: Token) -> tuple[Token | None, set[int]]:
    """Who claims what in 'denied it and claims that', where the tagger takes the verb for a plural noun."""
    verb = noun.head.head
    # A real noun would have an article or words of its own.
    if noun.tag_ != "NNS" or noun.dep_ != "conj" or verb.pos_ != "VERB" or list(noun.children):
        return None, set()
    for clause in children(verb, "ccomp"):
        if has_mark(clause, "that") and min(subtree(clause)) == noun.i + 1:
            return speaker_of(verb), subtree(clause)
    return None, set()


def _doer(noun: Token) -> Token | None:
    """Who a claim is by its verb: 'made the claim that', 'is of the view that', 'came to the conclusion'."""
    verb = noun.head
    # "made the claim that": the verb says no more than that it was done.
    if noun.dep_ == "dobj" and lemma_of(verb) in cues.LIGHT_VERBS:
        return speaker_of(verb)
    # "Claims that a gift bought the permit come from a lawmaker."
    if noun.dep_ in ("nsubj", "nsubjpass") and lemma_of(verb) in _ORIGIN_VERBS:
        return _origin(verb)
    if noun.dep_ == "pobj" and lemma_of(verb.head) in _STATE_VERBS and verb.lower_ in _OF_STATE:
        return speaker_of(verb.head)
    return None


def _loose_phrases(noun: Token, use: cues.NounCue) -> set[int]:
    """Phrases of a light verb's object that the parser hangs on the verb: 'put the blame on a clerk'."""
    phrases = children(noun.head, "prep")
    return subtrees(phrase for phrase in phrases if phrase.i > noun.i and phrase.lower_ in use.prepositions)


def _after_colon(noun: Token) -> set[int]:
    """What stands after 'the union's verdict on the plan:'."""
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        if token.text == ":":
            return set(range(token.i + 1, noun.sent.end))
        # Behind a finite verb the colon belongs to that verb's clause.
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
    return set()


def adjective_credit(adjective: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of an adjective of attitude: 'she is sure that', 'he is critical of it'."""
    prepositions = cues.adjective_prepositions().get(adjective.lower_)
    if prepositions is None:
        return None
    # "Growers are worried": to the parser it may be a passive, whose subject is the one who worries.
    is_passive = child(adjective, "auxpass") is not None
    if is_passive:
        source_head = child(adjective, "nsubjpass", "nsubj")
    elif adjective.dep_ in ("acomp", "oprd") and lemma_of(adjective.head) in _ATTITUDE_COPULAS:
        source_head = speaker_of(adjective.head)
    else:
        return None
    content = subtrees(
        word
        for word in adjective.children
        if word.dep_ == "ccomp" or (word.dep_ == "prep" and word.lower_ in prepositions)
    )
    # "She is sure that it was shut": the parser may hang the clause on "is".
    if adjective.dep_ == "acomp" and not content:
        content = subtrees(clause for clause in children(adjective.head, "ccomp") if clause.i > adjective.i)
    if source_head is None or not content or not can_speak(source_head, mentions, is_strict=True):
        return None
    source = source_of(source_head, mentions)
    is_denied = is_negated(adjective if is_passive else adjective.head)
    return CreditDraft(source, (adjective,), "neutral", frozenset(content), is_denied) if source else None
