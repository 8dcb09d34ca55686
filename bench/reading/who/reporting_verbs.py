"""Reporting verbs: whether they report, and whose words.

Before, after and inside their content, as passives with an agent, as participles ("saying that").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.parsing.syntax import child, children, has_mark, is_infinitive, is_negated, lemma
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import speaker
from bench.reading.who.complements import complements
from bench.reading.who.credit_draft import Found
from bench.reading.who.inserted_clauses import as_clause, cleft, inserted
from bench.reading.who.noun_phrases import is_name, kind, phrase
from bench.reading.who.quoted_speech import Quoted
from bench.reading.who.reporting_cues import VerbCue
from bench.reading.who.sources import Mentions, can_speak, is_text, source

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONDITIONS = ("if", "unless", "whether", "should")
_OTHER_VERB = {"out", "off", "down", "away"}
"""Particles that make another verb, which has a use of its own or none."""
_GOES_ON = {
    "continue", "go", "begin", "start", "proceed", "come", "rush", "hasten", "use", "happen", "be", "have",
    "keep", "stop", "rise", "step", "dare",
}  # fmt: skip
"""Verbs whose infinitive is no plan: 'went on to say', 'is to announce'."""
_REDUCED = {
    "think", "believe", "say", "know", "suspect", "consider", "report", "rumour", "rumor", "suppose",
    "understand", "assume", "presume", "estimate", "allege",
}  # fmt: skip
"""Verbs that are a passive without its 'was' before an infinitive: 'a species thought to be extinct'."""
_NEAR = 3


def verbal(verb: Token, mentions: Mentions, quotes: tuple[Quoted, ...]) -> Found | None:
    """The credit of a reporting verb; None where it reports nothing of anybody's."""
    uses = cues.uses_of(lemma(verb), verb.lower_)
    if not uses or not _happens(verb):
        return None
    is_passive = _is_passive(verb)
    who = _agent(verb) if is_passive else _inverted(verb) or speaker(verb)
    if who is None or who.i == verb.i:
        return None
    for use in uses:
        particle = _particle(verb, use)
        if particle is None or not _can(who, use, mentions) or (use.only_phrases and who.i > verb.i):
            continue
        said = _said(verb, use, who, mentions, quotes, is_passive=is_passive)
        meant = source(who, mentions) if said else None
        if meant is not None:
            return Found(
                meant,
                (verb, *particle),
                use.stance,
                frozenset(said),
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
    if verb.dep_ == "amod" or has_mark(verb, *_CONDITIONS):
        return False
    if verb.tag_ in ("JJ", "NN", "NNS") and not is_taken_for_noun(verb):
        return False
    is_participle = verb.tag_ in ("VBD", "VBN") and lemma(verb) in _REDUCED
    if is_participle and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "to":
        return False
    if not is_infinitive(verb):
        return True
    if verb.dep_ == "xcomp":
        return lemma(verb.head) in _GOES_ON
    return verb.dep_ == "advcl" and child(verb, "ccomp") is not None and lemma(verb.head) != "be"


def _is_passive(verb: Token) -> bool:
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod", "advcl") or child(verb, "nsubj") is not None:
        return False
    # "Marsh, the director, acknowledged that": only what is said to somebody can be a participle before a clause
    hears = any("order" in use.takes for use in cues.uses_of(lemma(verb), verb.lower_))
    return hears or child(verb, "agent") is not None or child(verb, "ccomp", "dobj") is None


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    who = child(by, "pobj") if by is not None else None
    return who if who is not None and who.pos_ != "NUM" else None


def _inverted(verb: Token) -> Token | None:
    """A subject after its verb that the parser takes for the object: 'it arrived, counters the chief'."""
    after = child(verb, "dobj")
    if after is None or after.i < verb.i or verb.tag_ not in ("VBZ", "VBD", "VBP"):
        return None
    if child(verb, "aux", "mark") is not None or not verb.doc[verb.i - 1].is_punct:
        return None
    before = child(verb, "nsubj")
    if before is not None:  # "Thousands of votes, protests the front": one comma, and what says nothing before it
        commas = [one for one in verb.doc[before.i : verb.i] if one.text == ","]
        is_count = before.pos_ == "NUM" or cues.is_count(lemma(before)) or kind(before) == "thing"
        is_somebody = is_name(after) or after.pos_ == "NUM" or kind(after) != "thing"
        return after if len(commas) == 1 and is_count and is_somebody else None
    return after if any(one.i < verb.i for one in children(verb, "ccomp", "parataxis")) else None


def _particle(verb: Token, use: VerbCue) -> tuple[Token, ...] | None:
    """The words that belong to the cue; None where the use does not fit the particle that stands there."""
    if use.particle:
        near = (one for one in children(verb, "prt", "advmod", "prep") if 0 < one.i - verb.i <= _NEAR)
        found = next((one for one in near if one.lower_ == use.particle), None)
        return (found,) if found is not None else None
    particles = children(verb, "prt")
    return None if any(one.lower_ in _OTHER_VERB for one in particles) else tuple(particles)


def _can(who: Token, use: VerbCue, mentions: Mentions) -> bool:
    """Whether somebody can do what a verb says: only people and bodies believe and wish."""
    if who.pos_ == "NOUN" and is_name(who) and who.i + 2 < len(who.doc) and who.nbor(2).text == ":":
        return False  # "Fraud claims: …" is a heading
    return can_speak(who, mentions, is_strict=use.is_able) and not (use.is_attitude and is_text(who, only=True))


def _said(
    verb: Token,
    use: VerbCue,
    who: Token,
    mentions: Mentions,
    quotes: tuple[Quoted, ...],
    *,
    is_passive: bool,
) -> set[int]:
    """Indices of what is reported; empty where nothing is."""
    said = cleft(verb) or complements(verb, use, who, is_passive=is_passive)
    has_clause = child(verb, "ccomp", "parataxis", "csubjpass") is not None
    if said and not has_clause and not use.is_human and not can_speak(who, mentions, is_strict=True):
        return set()  # "poor sleep explains part of it"
    inside = next((quote for quote in quotes if quote.holds(verb.i)), None)
    is_clausal = not use.takes and not use.prepositions  # also "Litigation, analysts think, could follow"
    if (
        not is_passive
        and (not use.is_attitude or is_clausal)
        and not use.only_phrases
        and (not use.is_able or use.is_attitude or "evidence" in use.takes or is_text(who))
    ):
        is_speech = inside is None and not use.is_attitude and use.takes.isdisjoint({"as", "figure"})
        around, is_all = inserted(verb, who, quotes if is_speech else (), has_hearer="order" in use.takes)
        if "insert" in use.takes and not any(one.lower_ == "it" for one in children(verb, "dobj")):
            return set()
        if not use.takes.isdisjoint({"it", "that"}) or ("quote" in use.takes and not _has_quote(around, quotes)):
            around, is_all = set(), False
        if is_all:
            said = around
        elif not said or _has_quote(around, quotes):
            said |= around
    if not said and not is_passive and not use.only_phrases and use.takes.isdisjoint({"quote", "it", "that"}):
        said = as_clause(verb)
    if inside is not None:
        said &= set(range(inside.start, inside.end))
    return said - phrase(who)


def _has_quote(indices: set[int], quotes: tuple[Quoted, ...]) -> bool:
    return any(quote.start + 1 in indices for quote in quotes)
