"""Reporting verbs: whether they report, and whose words.

Before, after and inside their content, as passives with an agent, as participles ("saying that").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, has_mark, is_infinitive, is_negated, lemma_of
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import speaker_of
from bench.reading.who.complements import complement_content
from bench.reading.who.credit_draft import CreditDraft
from bench.reading.who.inserted_clauses import as_clause_content, cleft_content, inserted_content
from bench.reading.who.mentions import Mentions
from bench.reading.who.noun_phrases import is_name, kind_of, phrase_of
from bench.reading.who.quoted_speech import Quoted
from bench.reading.who.reporting_cues import VerbCue
from bench.reading.who.source_nouns import COUNTS
from bench.reading.who.sources import can_speak, is_text, source_of
from bench.reading.who.verb_in_use import VerbInUse

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONAL = words("grammar", "subordinator", "conditional")
_OF_ANOTHER_VERB = words("grammar", "particle", "another_verb")
_HAPPENING = words("reporting", "grammar", "happening")
_REDUCED_PASSIVES = words("reporting", "grammar", "reduced_passive")
_PARTICLE_REACH = 3
"""How many words behind its verb a particle may stand."""


def verb_credit(verb: Token, mentions: Mentions, quotes: tuple[Quoted, ...]) -> CreditDraft | None:
    """The credit of a reporting verb; None where it reports nothing of anybody's."""
    uses = cues.uses_of(lemma_of(verb), verb.lower_)
    if not uses or not _happens(verb):
        return None
    is_passive = _is_passive(verb)
    source_head = _agent(verb) if is_passive else _inverted_subject(verb) or speaker_of(verb)
    if source_head is None or source_head.i == verb.i:
        return None
    for use in uses:
        particle = _particle(verb, use)
        if particle is None or not _can_do(source_head, use, mentions):
            continue
        if use.only_phrases and source_head.i > verb.i:
            continue
        content = _content(VerbInUse(verb, use, source_head, is_passive), mentions, quotes)
        source = source_of(source_head, mentions) if content else None
        if source is not None:
            return CreditDraft(
                source,
                (verb, *particle),
                use.stance,
                frozenset(content),
                is_negated(verb),
                is_speech=not use.is_attitude,
                is_attitude=use.is_attitude,
            )
    return None


def is_taken_for_noun(token: Token) -> bool:
    """Whether the tagger takes a verb in -s for a plural: 'the manager comments on both players'."""
    return token.tag_ == "NNS" and token.dep_ == "ROOT" and child(token, "nsubj") is not None


def _happens(verb: Token) -> bool:
    """Whether something is said rather than may be: no condition, no plan, no command."""
    if verb.dep_ == "amod" or has_mark(verb, *_CONDITIONAL):
        return False
    if verb.tag_ in ("JJ", "NN", "NNS") and not is_taken_for_noun(verb):
        return False
    is_participle = verb.tag_ in ("VBD", "VBN") and lemma_of(verb) in _REDUCED_PASSIVES
    if is_participle and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "to":
        return False  # "a species thought to be extinct"
    if not is_infinitive(verb):
        return True
    if verb.dep_ == "xcomp":
        return lemma_of(verb.head) in _HAPPENING
    # "She wrote to say that it was shut", but not "the plan is to say that"
    return verb.dep_ == "advcl" and child(verb, "ccomp") is not None and lemma_of(verb.head) != "be"


def _is_passive(verb: Token) -> bool:
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod", "advcl") or child(verb, "nsubj") is not None:
        return False
    # "Marsh, the director, acknowledged that": only what is said to somebody can be a participle before a clause
    has_hearer = any("order" in use.takes for use in cues.uses_of(lemma_of(verb), verb.lower_))
    return has_hearer or child(verb, "agent") is not None or child(verb, "ccomp", "dobj") is None


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    agent = child(by, "pobj") if by is not None else None
    return agent if agent is not None and agent.pos_ != "NUM" else None


def _inverted_subject(verb: Token) -> Token | None:
    """A subject after its verb that the parser takes for the object: 'it arrived, counters the chief'."""
    after = child(verb, "dobj")
    if after is None or after.i < verb.i or verb.tag_ not in ("VBZ", "VBD", "VBP"):
        return None
    if child(verb, "aux", "mark") is not None or not verb.doc[verb.i - 1].is_punct:
        return None
    before = child(verb, "nsubj")
    if before is None:
        return after if any(clause.i < verb.i for clause in children(verb, "ccomp", "parataxis")) else None
    # "Thousands of votes, protests the front": one comma, and what says nothing before it
    commas = [token for token in verb.doc[before.i : verb.i] if token.text == ","]
    is_mute = before.pos_ == "NUM" or lemma_of(before) in COUNTS or kind_of(before) == "thing"
    is_somebody = is_name(after) or after.pos_ == "NUM" or kind_of(after) != "thing"
    return after if len(commas) == 1 and is_mute and is_somebody else None


def _particle(verb: Token, use: VerbCue) -> tuple[Token, ...] | None:
    """The words that belong to the cue; None where the use does not fit the particle that stands with the verb."""
    if use.particle:
        for word in children(verb, "prt", "advmod", "prep"):
            if 0 < word.i - verb.i <= _PARTICLE_REACH and word.lower_ == use.particle:
                return (word,)
        return None
    particles = children(verb, "prt")
    return None if any(word.lower_ in _OF_ANOTHER_VERB for word in particles) else tuple(particles)


def _can_do(source_head: Token, use: VerbCue, mentions: Mentions) -> bool:
    """Whether somebody can do what a verb says: only people and bodies believe and wish."""
    doc, i = source_head.doc, source_head.i
    if source_head.pos_ == "NOUN" and is_name(source_head) and i + 2 < len(doc) and doc[i + 2].text == ":":
        return False  # "Fraud claims: …" is a heading
    is_able = can_speak(source_head, mentions, is_strict=use.is_able)
    return is_able and not (use.is_attitude and is_text(source_head, only=True))


def _content(verb: VerbInUse, mentions: Mentions, quotes: tuple[Quoted, ...]) -> set[int]:
    """Indices of what is reported; empty where nothing is."""
    token, use, source_head = verb.token, verb.use, verb.source_head
    content = cleft_content(token) or complement_content(verb)
    has_clause = child(token, "ccomp", "parataxis", "csubjpass") is not None
    if content and not has_clause and not use.is_human and not can_speak(source_head, mentions, is_strict=True):
        return set()  # "poor sleep explains part of it"
    enclosing = next((quote for quote in quotes if quote.holds(token.i)), None)
    if _can_be_inserted(verb):
        is_speech = enclosing is None and not use.is_attitude and not verb.takes("as", "figure")
        has_hearer = verb.takes("order")
        around, is_all = inserted_content(token, source_head, quotes if is_speech else (), has_hearer=has_hearer)
        if verb.takes("insert") and not any(noun.lower_ == "it" for noun in children(token, "dobj")):
            return set()  # "as he put it", but not "as he put the question"
        if verb.takes("it", "that") or (verb.takes("quote") and not _has_quote(around, quotes)):
            around, is_all = set(), False
        if is_all:
            content = around
        elif not content or _has_quote(around, quotes):
            content |= around
    if not content and not verb.is_passive and not use.only_phrases and not verb.takes("quote", "it", "that"):
        content = as_clause_content(token)
    if enclosing is not None:  # what is said inside quoted words does not reach beyond them
        content &= set(range(enclosing.start, enclosing.end))
    return content - phrase_of(source_head)


def _can_be_inserted(verb: VerbInUse) -> bool:
    """Whether a verb in its use can report what stands around it."""
    use = verb.use
    if verb.is_passive or use.only_phrases:
        return False
    if use.is_attitude:  # also "Litigation, analysts think, could follow"
        return not use.takes and not use.prepositions
    return not use.is_able or verb.takes("evidence") or is_text(verb.source_head)


def _has_quote(indices: set[int], quotes: tuple[Quoted, ...]) -> bool:
    return any(quote.start + 1 in indices for quote in quotes)
