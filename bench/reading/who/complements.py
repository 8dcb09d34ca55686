"""What a reporting verb reports by its own complements: clauses, objects, infinitives, phrases.

Which of them count as content is a matter of the verb's use; reporting.toml lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, has_mark, is_infinitive, lemma_of, subtree
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import content_of, content_of_all
from bench.reading.who.object_content import characterised_content, counted_content, object_content
from bench.reading.who.sources import is_relative
from bench.reading.who.verb_in_use import VerbInUse

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_KNOWN = words("reporting", "grammar", "known")
_GAPS = words("grammar", "pronoun", "gap")
_RELATIVE_SUBJECTS = words("grammar", "pronoun", "relative_subject")
_CONTRASTIVE = words("grammar", "subordinator", "contrastive")


def complement_content(verb: VerbInUse) -> set[int]:
    """Indices of what a verb reports by its own complements; empty where it reports nothing."""
    token = verb.token
    if _only_elsewhere(verb):
        return set()
    # The uses from here to "known" have one kind of content and no other, so that nothing else is looked at for them.
    if verb.takes("finding"):
        # "Academics see no proof in the figures", but not "sees badgers in her garden"
        return content_of_all(noun for noun in verb.objects() if lemma_of(noun) in cues.EVIDENCE)
    if verb.takes("that") and not any(has_mark(clause, "that") for clause in children(token, "ccomp")):
        # "They hold that it is theirs", but not "The region holds half of the stock"
        return set()
    if verb.takes("known"):
        # "He let it be known that it was shut."
        return content_of_all(clause for known in _known(token) for clause in children(known, "ccomp"))
    if verb.use.only_phrases:
        return _phrases(verb)
    content = _clauses(verb) | _infinitives(verb) | _phrases(verb) | object_content(verb)
    if verb.takes("as"):
        content |= characterised_content(verb)
    if verb.takes("count"):
        content |= counted_content(verb)
    if verb.is_passive and not content and token.dep_ in ("acl", "relcl") and verb.takes("object"):
        # "the charge denied by the firm"
        content = {word.i for word in token.head.subtree if word.i < token.i}
    source_head = verb.source_head
    # "the plan that he announced": the clause lacks what stands before it. "the mayor who announced it" lacks its
    # subject.
    if not verb.is_passive and token.dep_ == "relcl" and source_head.head.i == token.i and not is_relative(source_head):
        content |= _antecedent(verb)
    # "Her rival is accused by Judith Vale, who chairs the board, of selling the post."
    agent = child(token, "agent")
    if agent is None:
        return content
    # The agent is the source and never its own content; what an accusation says may hang on it all the same.
    return (content - subtree(agent)) | (_past_agent(agent, verb) if verb.use.stance == "claim" else set())


def _only_elsewhere(verb: VerbInUse) -> bool:
    """Whether no complement is content: it is quoted words, or needs an 'it' that is missing ('she has it that')."""
    # '"Well," she began', but not "She began the work".
    if verb.use.takes == {"quote"}:
        return True
    # "has it that they knew", but not "has a plan"
    return verb.use.takes == {"it"} and not any(noun.lower_ == "it" for noun in children(verb.token, "dobj"))


def _known(verb: Token) -> list[Token]:
    """The 'known' of 'let it be known'."""
    return [word for word in children(verb, "ccomp") if word.lower_ in _KNOWN and word.i > verb.i]


def _clauses(verb: VerbInUse) -> set[int]:
    """Finite clauses, and small ones ("considers it unlikely")."""
    # "That the dam was safe was denied by the council": of a passive the clause is the subject.
    content = content_of_all(children(verb.token, "csubjpass", "csubj")) if verb.is_passive else set()
    for clause in children(verb.token, "ccomp", "parataxis"):
        is_finite = clause.pos_ in ("VERB", "AUX") and clause.tag_ not in ("VBN", "VBG")
        if verb.takes("as") and not verb.takes("object") and is_finite:
            # "described it as rigged" takes no full clause.
            continue
        if clause.dep_ == "parataxis" and lemma_of(clause) in cues.verb_uses() and child(clause, "ccomp") is None:
            # "he decided, she said": a reporting clause put into this one.
            continue
        if is_infinitive(clause):
            # "urged voters to stay at home": to the parser the voters are the infinitive's subject.
            if verb.takes("order") and child(clause, "nsubj") is not None:
                content |= content_of(clause)
        elif not _is_put_under(clause, verb):
            content |= content_of(clause, without=_contrasts(clause))
    return content


def _is_put_under(clause: Token, verb: VerbInUse) -> bool:
    """Whether a clause before a verb is one of its own that the parser has put under it."""
    complements = children(verb.token, "ccomp", "dobj", "xcomp")
    # "As a first one it is dangerous, finds Marta Soll" has its content before it; with content behind the verb, a
    # clause before it is an adjunct.
    return clause.i < verb.token.i and any(
        complement.i > verb.token.i and complement.i != verb.source_head.i for complement in complements
    )


def _contrasts(verb: Token) -> list[Token]:
    """Clauses that report somebody else's words: 'said A, while the chamber acknowledged B'."""
    return [
        clause
        for clause in children(verb, "advcl")
        if has_mark(clause, *_CONTRASTIVE)
        and lemma_of(clause) in cues.verb_uses()
        # Without a subject of its own the clause is the same speaker's: "while acknowledging B".
        and child(clause, "nsubj") is not None
    ]


def _infinitives(verb: VerbInUse) -> set[int]:
    """What is promised, ordered or wished; participles ("denied ignoring it")."""
    content: set[int] = set()
    nouns = verb.objects()
    for clause in children(verb.token, "xcomp"):
        if not is_infinitive(clause):
            auxiliaries = children(clause, "aux", "auxpass")
            is_participle = clause.tag_ == "VBG" or any(word.tag_ == "VBG" for word in auxiliaries)
            # "the plan that he alleges has failed"
            is_finite = any(word.tag_ in ("VBZ", "VBP", "VBD", "MD") for word in auxiliaries)
            if is_finite or (is_participle and verb.takes("object", "infinitive")):
                content |= content_of(clause)
        # "urged voters to stay at home": who is to do it is content too.
        elif verb.takes("order") and nouns:
            content |= content_of(clause) | content_of_all(nouns)
        # "The mayor promised to resign."
        elif verb.takes("infinitive", "object") and (nouns or verb.takes("infinitive")):
            content |= content_of(clause)
    return content


def _phrases(verb: VerbInUse) -> set[int]:
    """What prepositions bring in: 'warned of a second flood', 'accused the regulator of ignoring it'."""
    nouns = verb.objects()
    brought_in = [phrase for phrase in children(verb.token, "prep", "agent") if verb.brings_in(phrase)]
    content = content_of_all(brought_in)
    # "spoke of the vote as a farce": the "as" goes with what was brought in.
    if brought_in:
        content |= content_of_all(phrase for phrase in children(verb.token, "prep") if phrase.lower_ == "as")
        # "accused the regulator of ignoring it": the one accused is part of the accusation.
        if not verb.use.takes or verb.use.stance == "claim":
            content |= content_of_all(nouns)
    # The parser may hang the phrase on the object: "accused [the owners of fraud]".
    if verb.use.stance == "claim":
        content |= content_of_all(
            noun for noun in nouns if any(verb.brings_in(phrase) for phrase in children(noun, "prep"))
        )
    # "They put the toll at 500."
    if verb.takes("figure"):
        figures = [phrase for phrase in children(verb.token, "prep") if phrase.lower_ == "at" and _is_figure(phrase)]
        content |= content_of_all([*nouns, *figures]) if figures else set()
    return content


def _is_figure(preposition: Token) -> bool:
    """Whether a phrase gives a number: "at 500", but not "at risk"."""
    return any(word.like_num for word in preposition.subtree)


def _past_agent(agent: Token, verb: VerbInUse) -> set[int]:
    """What the parser hangs on an agent: 'is accused by the chair, who is new, of selling it'."""
    below = [verb.token.doc[i] for i in sorted(subtree(agent))]
    phrases = [
        word for word in below if word.dep_ == "prep" and child(word, "pcomp") is not None and verb.brings_in(word)
    ]
    return content_of_all([*verb.objects(), *phrases]) if phrases else set()


def _antecedent(verb: VerbInUse) -> set[int]:
    """What a relative clause has a gap for: 'the plan that he announced', 'meddling he said is meant to'."""
    clause = child(verb.token, "ccomp")
    if clause is not None:
        subjects = children(clause, "nsubj", "nsubjpass")
        # "meddling which he said is meant to sow doubt" has "which" for its subject; a clause with a subject of its own
        # has no gap.
        if subjects and not any(subject.lower_ in _RELATIVE_SUBJECTS for subject in subjects):
            return set()
    else:
        filler = child(verb.token, "dobj")
        # "what they accuse him of": the gap is in the phrase.
        is_gap = filler is not None and filler.lower_ in _GAPS and bool(verb.use.prepositions)
        if not is_gap and (not verb.takes("object") or (filler is not None and filler.lower_ not in _GAPS)):
            return set()
    noun = verb.token.head
    if noun.lower_ == "something" and noun.dep_ == "attr":  # "the delay is something that he denies"
        return content_of_all(children(noun.head, "nsubj", "csubj"))
    # Without the verb's own clause: in "the plan that he announced" only "the plan" is what he announced.
    return subtree(noun, without=[verb.token])
