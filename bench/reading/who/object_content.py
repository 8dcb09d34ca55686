"""What a reporting verb reports by its object: 'denied the charge', 'called the vote a farce', 'says 318'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, has_mark, is_infinitive, lemma_of, subtree
from bench.reading.who import reporting_cues as cues
from bench.reading.who.attachment import content_of, content_of_all
from bench.reading.who.source_nouns import NEVER_SOURCES, noun_kinds
from bench.reading.who.sources import is_text
from bench.reading.who.verb_in_use import VerbInUse

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_ANAPHORS = words("grammar", "pronoun", "anaphor")
_GAPS = words("grammar", "pronoun", "gap")
_ADNOMINAL = words("grammar", "preposition", "adnominal")
_OF_CIRCUMSTANCE = words("grammar", "preposition", "of_circumstance")


def object_content(verb: VerbInUse) -> set[int]:
    """Indices of the objects that are what is said ("denied the charge"), not whom it is said of or to."""
    # "told reporters the truth": the dative is the hearer.
    nouns = [noun for noun in verb.objects() if noun.dep_ != "dative" and _is_content(noun, verb)]
    return content_of_all([*nouns, *(phrase for noun in nouns for phrase in _loose_phrases(noun, verb))])


def _is_content(noun: Token, verb: VerbInUse) -> bool:
    if verb.takes("object"):
        return True
    if verb.takes("evidence") and (is_text(verb.source_head) or lemma_of(noun) in cues.EVIDENCE):
        return True  # "The study found a link", but not "Divers found a boat"
    # "accused the regulator of it", "called it a farce": the object is whom or what it is said of, and counts
    # elsewhere.
    if verb.use.prepositions or (verb.use.takes and not verb.takes("order", "infinitive", "count")):
        return False
    # "He said so", "which she denied": words that stand for a clause said elsewhere.
    return noun.lower_ in _ANAPHORS


def _loose_phrases(noun: Token, verb: VerbInUse) -> list[Token]:
    """Phrases that belong to an object though the parser hangs them on the verb: 'stressed its zeal for it'."""
    phrases: list[Token] = []
    edge = _last_index(noun)
    for phrase in children(verb.token, "prep"):
        topic = child(phrase, "pobj", "pcomp")
        # Only phrases that touch what belongs to the object: a gap means that they tell how or when it was said.
        if phrase.i == edge + 1 and topic is not None and _is_adnominal(phrase, topic):
            phrases.append(phrase)
            edge = _last_index(phrase)
    return phrases


def _last_index(token: Token) -> int:
    """Index of the last word that a token governs."""
    return max(subtree(token))


def _is_adnominal(preposition: Token, topic: Token) -> bool:
    """Whether a phrase tells more of an object, rather than when, where or to whom it was said."""
    word = preposition.lower_
    # "announced a review in May", "in 2019", "despite protests"
    if topic.lower_ in NEVER_SOURCES or topic.pos_ == "NUM" or word not in _ADNOMINAL:
        return False
    kinds = noun_kinds(lemma_of(topic))
    if word in _OF_CIRCUMSTANCE:
        # "stressed its role in reform", but not "announced a review in a letter" or "in Halden"
        return "text" not in kinds and topic.pos_ != "PROPN"
    # "stressed its answer to the crisis", but not "to the council", which hears it
    return word != "to" or not {"person", "group"} & set(kinds)


def characterised_content(verb: VerbInUse) -> set[int]:
    """Indices of an object and what it is called: 'called the vote a farce', 'described it as rigged'."""
    objects = verb.objects()
    predicates = [
        word
        for word in children(verb.token, "oprd", "acomp", "attr", "xcomp", "ccomp")
        # "called the firm to act" is an order, and a full clause no complement; "considers it unlikely" has a small
        # one.
        if not is_infinitive(word) and (word.dep_ != "ccomp" or word.pos_ not in ("VERB", "AUX"))
    ]
    as_phrases = [
        word
        for word in children(verb.token, "prep", "advcl")
        if word.lower_ == "as" or (has_mark(word, "as") and child(word, "nsubj", "nsubjpass") is None)
    ]
    # "what they called a coup": both "what" and "a coup" are objects of the one verb.
    is_relative_object = len(objects) > 1 and any(noun.lower_ in _GAPS for noun in objects)
    # "she feels fit" has no object, "called Marsh the best" may have it inside
    has_object = (
        objects
        or len(predicates) > 1
        or any(word.dep_ == "acomp" or child(word, "nsubj") is not None for word in predicates)
    )
    if not (predicates or as_phrases or is_relative_object) or not has_object:
        return set()
    return content_of_all([*objects, *predicates, *as_phrases])


def counted_content(verb: VerbInUse) -> set[int]:
    """Indices of a number that stands as the object, with its bounds: 'says 318', 'says upwards of 500'."""
    content: set[int] = set()
    for word in children(verb.token, "dobj", "advmod", "attr", "npadvmod", "nummod", "dep", "prep"):
        word_content = content_of(word)
        has_number = any(word.doc[i].pos_ == "NUM" for i in word_content)
        # "On May 3 the ministry says 318": a number before the verb tells when.
        is_behind = word.i > verb.token.i and word.i != verb.source_head.i
        if is_behind and has_number and (word.pos_ == "NUM" or word.dep_ != "prep"):
            content |= word_content
    return content
