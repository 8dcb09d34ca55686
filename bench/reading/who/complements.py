"""What a reporting verb reports by its own complements: clauses, objects, infinitives, phrases.

Which of them count as content is a matter of the verb's use; reporting.toml lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from bench.reading.parsing.syntax import child, children, has_mark, is_infinitive, lemma, subtree
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import content, shared_subject
from bench.reading.who.reporting_cues import VerbCue
from bench.reading.who.sources import is_relative, is_text

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANAPHORS = ("so", "this", "that", "what", "much", "which", "as")
_ADNOMINAL = {
    "of",
    "for",
    "to",
    "on",
    "about",
    "over",
    "against",
    "in",
    "with",
    "between",
    "from",
    "at",
    "towards",
    "toward",
}
_GAPS = ("what", "which", "that", "whom")


class _Verb(NamedTuple):
    """A reporting verb in one of its uses."""

    token: Token
    use: VerbCue
    who: Token
    is_passive: bool

    def takes(self, *kinds: str) -> bool:
        """Whether one of these kinds of complement can be content."""
        return not self.use.takes.isdisjoint(kinds)

    def objects(self) -> list[Token]:
        """What stands as object, in a passive as subject."""
        found = children(self.token, "nsubjpass" if self.is_passive else "dobj", "dative")
        if self.is_passive and not found:
            shared = shared_subject(self.token)
            found = [shared] if shared is not None else []
        return [one for one in found if one.i != self.who.i]


def complements(verb: Token, use: VerbCue, who: Token, *, is_passive: bool) -> set[int]:
    """Indices of what a verb reports by its own complements; empty where it reports nothing.

    Args:
        verb: the reporting verb.
        use: the use of it that is tried.
        who: the word that heads the source.
        is_passive: whether the source is an agent.
    """
    if use.takes == {"quote"} or (
        use.takes == {"it"} and not any(one.lower_ == "it" for one in children(verb, "dobj"))
    ):
        return set()
    one = _Verb(verb, use, who, is_passive)
    if one.takes("finding"):
        return _all(thing for thing in one.objects() if cues.is_evidence(lemma(thing)))
    if one.takes("that") and not any(has_mark(clause, "that") for clause in children(verb, "ccomp")):
        return set()
    if one.takes("known"):
        return _all(clause for known in _known(verb) for clause in children(known, "ccomp"))
    if use.only_phrases:
        return _phrases(one)
    found = _clauses(one) | _infinitives(one) | _phrases(one) | _objects(one)
    if one.takes("as"):
        found |= _characterised(one)
    if one.takes("count"):
        found |= _count(one)
    if is_passive and not found and verb.dep_ in ("acl", "relcl") and one.takes("object"):
        found = {token.i for token in verb.head.subtree if token.i < verb.i}
    if not is_passive and verb.dep_ == "relcl" and who.head.i == verb.i and not is_relative(who):
        found |= _antecedent(one)
    agent = child(verb, "agent")
    if agent is None:
        return found
    return (found - subtree(agent)) | (_past_agent(agent, one) if use.stance == "claim" else set())


def _known(verb: Token) -> list[Token]:
    """The 'known' of 'let it be known'."""
    return [one for one in children(verb, "ccomp") if one.lower_ in ("known", "understood") and one.i > verb.i]


def _all(tokens: Iterable[Token]) -> set[int]:
    return set().union(*(content(token) for token in tokens))


def _clauses(verb: _Verb) -> set[int]:
    """Finite clauses, and small ones ("considers it unlikely")."""
    found: set[int] = _all(children(verb.token, "csubjpass", "csubj")) if verb.is_passive else set()
    for one in children(verb.token, "ccomp", "parataxis"):
        if (
            verb.takes("as")
            and not verb.takes("object")
            and one.pos_ in ("VERB", "AUX")
            and one.tag_ not in ("VBN", "VBG")
        ):
            continue
        if one.dep_ == "parataxis" and lemma(one) in cues.verb_uses() and child(one, "ccomp") is None:
            continue  # "he decided, she said": a reporting clause inside this one
        if is_infinitive(one):
            if verb.takes("order") and child(one, "nsubj") is not None:
                found |= content(one)
        elif not _is_put_under(one, verb):
            found |= content(one, without=_contrasts(one))
    return found


def _is_put_under(clause: Token, verb: _Verb) -> bool:
    """Whether a clause before a verb is one of its own that the parser has put under it."""
    after = children(verb.token, "ccomp", "dobj", "xcomp")
    return clause.i < verb.token.i and any(one.i > verb.token.i and one.i != verb.who.i for one in after)


def _contrasts(verb: Token) -> list[Token]:
    """Clauses that report somebody else's words: 'said A, while the chamber acknowledged B'."""
    return [
        one
        for one in children(verb, "advcl")
        if has_mark(one, "while", "whereas", "although", "though")
        and lemma(one) in cues.verb_uses()
        and child(one, "nsubj") is not None
    ]


def _infinitives(verb: _Verb) -> set[int]:
    """What is promised, ordered or wished; participles ("denied ignoring it")."""
    found: set[int] = set()
    objects = verb.objects()
    for one in children(verb.token, "xcomp"):
        if not is_infinitive(one):
            helpers = children(one, "aux", "auxpass")
            is_participle = one.tag_ == "VBG" or any(aux.tag_ == "VBG" for aux in helpers)
            is_finite = any(aux.tag_ in ("VBZ", "VBP", "VBD", "MD") for aux in helpers)  # "he alleges has failed"
            if is_finite or (is_participle and verb.takes("object", "infinitive")):
                found |= content(one)
        elif verb.takes("order") and objects:
            found |= content(one) | _all(objects)
        elif verb.takes("infinitive", "object") and (objects or verb.takes("infinitive")):
            found |= content(one)
    return found


def _phrases(verb: _Verb) -> set[int]:
    """What prepositions bring in: 'warned of a second flood', 'accused the regulator of ignoring it'."""
    found: set[int] = set()
    objects = verb.objects()
    brought = [one for one in children(verb.token, "prep", "agent") if _brings(one, verb)]
    found |= _all(brought)
    if brought:
        found |= _all(one for one in children(verb.token, "prep") if one.lower_ == "as")
        if not verb.use.takes or verb.use.stance == "claim":
            found |= _all(objects)
    if verb.use.stance == "claim":  # the parser may hang the phrase on the object
        found |= _all(one for one in objects if any(_brings(phrase, verb) for phrase in children(one, "prep")))
    if verb.takes("figure"):
        at = [one for one in children(verb.token, "prep") if one.lower_ == "at" and _is_figure(one)]
        found |= _all([*objects, *at]) if at else set()
    return found


def _is_figure(preposition: Token) -> bool:
    """Whether a phrase gives a number: "at 500", but not "at risk"."""
    return any(one.like_num for one in preposition.subtree)


def _past_agent(agent: Token, verb: _Verb) -> set[int]:
    """What the parser hangs on an agent: 'is accused by the chair, who is new, of selling it'."""
    inside = [verb.token.doc[i] for i in sorted(subtree(agent))]
    found = [one for one in inside if one.dep_ == "prep" and child(one, "pcomp") is not None and _brings(one, verb)]
    return _all([*verb.objects(), *found]) if found else set()


def _brings(preposition: Token, verb: _Verb) -> bool:
    """Whether a phrase is what is said rather than a time or a place to say it."""
    topic = child(preposition, "pobj", "pcomp")
    if topic is None or preposition.lower_ not in verb.use.prepositions or cues.is_never_source(topic.lower_):
        return False
    is_hearer = preposition.lower_ == "to" and topic.pos_ == "NOUN" and "person" in cues.noun_kinds(lemma(topic))
    return verb.takes("person") or not is_hearer


def _objects(verb: _Verb) -> set[int]:
    """Objects that are what is said rather than whom it is said of or to."""
    said = [one for one in verb.objects() if one.dep_ != "dative" and _is_content(one, verb)]
    return _all([*said, *(phrase for one in said for phrase in _loose(one, verb))])


def _loose(one: Token, verb: _Verb) -> list[Token]:
    """Phrases that go with an object though the parser hangs them on the verb: 'stressed its zeal for it'."""
    found: list[Token] = []
    edge = max(one.subtree, key=lambda token: token.i).i
    for phrase in children(verb.token, "prep"):
        about = child(phrase, "pobj", "pcomp")
        if phrase.i == edge + 1 and about is not None and _is_inside(phrase, about):
            found.append(phrase)
            edge = max(phrase.subtree, key=lambda token: token.i).i
    return found


def _is_inside(preposition: Token, about: Token) -> bool:
    """Whether a phrase says more of an object, rather than when, where or to whom it was said."""
    word = preposition.lower_
    if cues.is_never_source(about.lower_) or about.pos_ == "NUM" or word not in _ADNOMINAL:
        return False
    kinds = cues.noun_kinds(lemma(about))
    if word in ("in", "at", "during", "on"):
        return "text" not in kinds and about.pos_ != "PROPN"
    return word != "to" or not {"person", "group"} & set(kinds)


def _is_content(one: Token, verb: _Verb) -> bool:
    if verb.takes("object"):
        return True
    if verb.takes("evidence") and (is_text(verb.who) or cues.is_evidence(lemma(one))):
        return True
    if verb.use.prepositions or (verb.use.takes and not verb.takes("order", "infinitive", "count")):
        return False
    return one.lower_ in _ANAPHORS


def _characterised(verb: _Verb) -> set[int]:
    """'called the vote a farce', 'described it as rigged', 'what they called a coup'."""
    objects = verb.objects()
    rest = [
        one
        for one in children(verb.token, "oprd", "acomp", "attr", "xcomp", "ccomp")
        if not is_infinitive(one) and (one.dep_ != "ccomp" or one.pos_ not in ("VERB", "AUX"))
    ]
    phrases = [
        one
        for one in children(verb.token, "prep", "advcl")
        if one.lower_ == "as" or (has_mark(one, "as") and child(one, "nsubj", "nsubjpass") is None)
    ]
    is_relative_object = len(objects) > 1 and any(one.lower_ in _GAPS for one in objects)
    # "she feels fit" has no object, "called Marsh the best" may have it inside
    stands = objects or len(rest) > 1 or any(one.dep_ == "acomp" or child(one, "nsubj") is not None for one in rest)
    if not (rest or phrases or is_relative_object) or not stands:
        return set()
    return _all([*objects, *rest, *phrases])


def _count(verb: _Verb) -> set[int]:
    """A number that stands as the object, with its bounds: 'says 318', 'says upwards of 500'."""
    found: set[int] = set()
    for one in children(verb.token, "dobj", "advmod", "attr", "npadvmod", "nummod", "dep", "prep"):
        inside = content(one)
        has_number = any(one.doc[i].pos_ == "NUM" for i in inside)
        if one.i > verb.token.i and one.i != verb.who.i and has_number and (one.pos_ == "NUM" or one.dep_ != "prep"):
            found |= inside
    return found


def _antecedent(verb: _Verb) -> set[int]:
    """What a relative clause has a gap for: 'the plan that he announced', 'meddling he said is meant to'."""
    clause = child(verb.token, "ccomp")
    if clause is not None:
        subjects = children(clause, "nsubj", "nsubjpass")
        if subjects and not any(one.lower_ in ("which", "that", "who") for one in subjects):
            return set()
    else:
        filled = child(verb.token, "dobj")
        is_gap = filled is not None and filled.lower_ in _GAPS and bool(verb.use.prepositions)
        if not is_gap and (not verb.takes("object") or (filled is not None and filled.lower_ not in _GAPS)):
            return set()
    noun = verb.token.head
    if noun.lower_ == "something" and noun.dep_ == "attr":  # "the delay is something that he denies"
        return _all(children(noun.head, "nsubj", "csubj"))
    return subtree(noun, without=[verb.token])
