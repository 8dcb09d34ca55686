"""Credits of reporting verbs: whether a verb reports anything, whose words, and which.

A verb may stand before, behind or inside its content, as a passive with an agent, or as a participle ("saying that").
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
    from bench.reading.parsing.parsed import Token

_CONDITIONAL = words("grammar", "subordinator", "conditional")
_OF_ANOTHER_VERB = words("grammar", "particle", "another_verb")
_HAPPENING = words("reporting", "grammar", "happening")
_REDUCED_PASSIVES = words("reporting", "grammar", "reduced_passive")
_SUBJECTLESS_PASSIVES = words("reporting", "grammar", "subjectless_passive")
_PARTICLE_REACH = 3
"""How many words behind its verb a particle may stand."""


def verb_credit(verb: Token, mentions: Mentions, quotes: tuple[Quoted, ...]) -> CreditDraft | None:
    """The credit of a reporting verb; None where it has no source or reports nothing."""
    uses = cues.uses_of(lemma_of(verb), verb.lower_)
    if not uses or not _happens(verb):
        return None
    is_passive = _is_passive(verb)
    # "was denied by the firm": a passive's subject is what is said, so that only the agent can be the source.
    source_head = _agent(verb) if is_passive else _inverted_subject(verb) or speaker_of(verb)
    if source_head is None or source_head.i == verb.i:
        return None
    # "call" is "called for calm", "called the vote a farce" and '"Enough," called the coach': they are tried in the
    # order of the file, and the first that finds content counts.
    for use in uses:
        particle = _particle(verb, use)
        if particle is None or not _can_do(source_head, use, mentions):
            continue
        # '"Enough," called the coach for a start': behind an inverted subject, a phrase tells how it was said.
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
    """Whether something has been said: neither under a condition, nor as a plan or a command."""
    # "the accused man", "if anyone says so"
    if verb.dep_ == "amod" or has_mark(verb, *_CONDITIONAL):
        return False
    # "claims" as a noun has a credit of its own.
    if verb.tag_ in ("JJ", "NN", "NNS") and not is_taken_for_noun(verb):
        return False
    # "Unconscious but expected to live, she is in hospital": she expects nothing. "Growers expected to sell" do.
    subjectless = _SUBJECTLESS_PASSIVES if child(verb, "nsubj") is None else ()
    is_participle = verb.tag_ in ("VBD", "VBN") and lemma_of(verb) in (*_REDUCED_PASSIVES, *subjectless)
    if is_participle and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "to":
        # "A moth, long thought to be extinct, was caught": nobody is named who thought so.
        return False
    if not is_infinitive(verb):
        return True
    if verb.dep_ == "xcomp":
        # "went on to say that" has been said, "plans to say that" has not.
        return lemma_of(verb.head) in _HAPPENING
    # "She wrote to say that it was shut", but not "the plan is to say that"
    return verb.dep_ == "advcl" and child(verb, "ccomp") is not None and lemma_of(verb.head) != "be"


def _is_passive(verb: Token) -> bool:
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if (
        verb.tag_ in ("VBN", "VBD")
        and verb.dep_ == "conj"
        and lemma_of(verb.head) == "be"
        and not children(verb, "nsubj")
    ):
        # "is unconscious but expected to survive": shares the "is".
        return child(verb, "ccomp", "dobj") is None
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod", "advcl") or child(verb, "nsubj") is not None:
        return False
    # "Marsh, the director, acknowledged that": only what is said to somebody can be a participle before a clause
    has_hearer = any("order" in use.takes for use in cues.uses_of(lemma_of(verb), verb.lower_))
    return has_hearer or child(verb, "agent") is not None or child(verb, "ccomp", "dobj") is None


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    agent = child(by, "pobj") if by is not None else None
    # "was reported by 2019": a date is no agent.
    return agent if agent is not None and agent.pos_ != "NUM" else None


def _inverted_subject(verb: Token) -> Token | None:
    """A subject after its verb that the parser takes for the object: 'it arrived, counters the chief'."""
    object_ = child(verb, "dobj")
    if object_ is None or object_.i < verb.i or verb.tag_ not in ("VBZ", "VBD", "VBP"):
        return None
    # "It arrived but was not ignored, counters the chief": the verb has a comma or a quotation mark before it.
    if child(verb, "aux", "mark") is not None or not verb.doc[verb.i - 1].is_punct:
        return None
    subject = child(verb, "nsubj")
    if subject is None:
        return object_ if any(clause.i < verb.i for clause in children(verb, "ccomp", "parataxis")) else None
    # "Thousands of votes, protests the front": one comma, and what says nothing before it
    commas = [token for token in verb.doc[subject.i : verb.i] if token.text == ","]
    is_mute = subject.pos_ == "NUM" or lemma_of(subject) in COUNTS or kind_of(subject) == "thing"
    is_somebody = is_name(object_) or object_.pos_ == "NUM" or kind_of(object_) != "thing"
    return object_ if len(commas) == 1 and is_mute and is_somebody else None


def _particle(verb: Token, use: VerbCue) -> tuple[Token, ...] | None:
    """The particles that belong to the cue ("out" in 'pointed out'); None where the verb's do not fit the use."""
    if use.particle:
        for word in children(verb, "prt", "advmod", "prep"):
            # "set the plan out": the object may stand between the two.
            if 0 < word.i - verb.i <= _PARTICLE_REACH and word.lower_ == use.particle:
                return (word,)
        return None
    particles = children(verb, "prt")
    # "called off", "wrote down" are other verbs; "read out" has a use of its own.
    return None if any(word.lower_ in _OF_ANOTHER_VERB for word in particles) else tuple(particles)


def _can_do(source_head: Token, use: VerbCue, mentions: Mentions) -> bool:
    """Whether a source can do what a verb says: only people and bodies believe and wish."""
    doc, i = source_head.doc, source_head.i
    if source_head.pos_ == "NOUN" and is_name(source_head) and i + 2 < len(doc) and doc[i + 2].text == ":":
        # "Fraud claims: …" is a heading.
        return False
    is_speaker = can_speak(source_head, mentions, is_strict=use.needs_speaker)
    return is_speaker and not (use.is_attitude and is_text(source_head, only=True))


def _content(verb: VerbInUse, mentions: Mentions, quotes: tuple[Quoted, ...]) -> set[int]:
    """Indices of what is reported; empty where nothing is."""
    token, use, source_head = verb.token, verb.use, verb.source_head
    content = cleft_content(token) or complement_content(verb)
    has_clause = child(token, "ccomp", "parataxis", "csubjpass") is not None
    if content and not has_clause and not use.is_human and not can_speak(source_head, mentions, is_strict=True):
        # "Poor sleep explains part of the gap": an object alone does not show that a thing speaks.
        return set()
    enclosing = next((quote for quote in quotes if quote.holds(token.i)), None)
    # Content may stand around the verb instead of under it: "Those, he says, are safe."
    if _can_be_inserted(verb):
        is_speech = enclosing is None and not use.is_attitude and not verb.takes("as", "figure")
        has_hearer = verb.takes("order")
        # Only speech that is not itself quoted has quoted words beside it for its content: a thought, a
        # characterisation or a figure has not.
        surrounding, is_all = inserted_content(token, source_head, quotes if is_speech else (), has_hearer=has_hearer)
        if verb.takes("insert") and not any(noun.lower_ == "it" for noun in children(token, "dobj")):
            return set()  # "as he put it", but not "as he put the question"
        if verb.takes("it", "that") or (verb.takes("quote") and not _has_quote(surrounding, quotes)):
            surrounding, is_all = set(), False
        # Between commas, what stands around is the content, and no complement besides.
        if is_all:
            content = surrounding
        # Quoted words beside a clause are more of what was said; other words around it are not.
        elif not content or _has_quote(surrounding, quotes):
            content |= surrounding
    if not content and not verb.is_passive and not use.only_phrases and not verb.takes("quote", "it", "that"):
        content = as_clause_content(token)
    # 'A clerk said: "She told us. We left."': what is told inside quoted words does not reach beyond them.
    if enclosing is not None:
        content &= set(range(enclosing.start, enclosing.end))
    return content - phrase_of(source_head)


def _can_be_inserted(verb: VerbInUse) -> bool:
    """Whether a verb in its use can report what stands around it."""
    use = verb.use
    if verb.is_passive or use.only_phrases:
        return False
    # "Litigation, analysts think, could follow", but not a wish, which needs its complement ("hope for rain").
    if use.is_attitude:
        return not use.takes and not use.prepositions
    # "The gap, the study shows, is wide": of verbs that tell what things do too, only those that bring evidence and
    # those with a text for their source are put into sentences.
    return not use.needs_speaker or verb.takes("evidence") or is_text(verb.source_head)


def _has_quote(indices: set[int], quotes: tuple[Quoted, ...]) -> bool:
    return any(quote.start + 1 in indices for quote in quotes)
