"""Credits of phrases: 'according to X', 'citing X', 'in X's view', 'by the mission's count'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import child, children, clause_head, clause_of, follows_comma, lemma_of, subtree
from bench.reading.who import reporting_cues as cues
from bench.reading.who.credit_draft import CreditDraft
from bench.reading.who.mentions import Mentions
from bench.reading.who.sources import can_speak, source_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOURCE_PARTICIPLES = words("reporting", "grammar", "source_participle")


def phrase_credit(token: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of a phrase that begins with a word."""
    return _before_source(token, mentions) or _with_noun(token, mentions)


def _before_source(token: Token, mentions: Mentions) -> CreditDraft | None:
    """'according to X', 'per X', 'citing X'."""
    doc = token.doc
    for parts in cues.phrase_cues().before_source.get(token.lower_, ()):
        if tuple(word.lower_ for word in doc[token.i : token.i + len(parts)]) == parts:
            return _draft_before_source(token, doc[token.i + len(parts) - 1], mentions)
    return None


def _draft_before_source(first: Token, last: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of a cue that runs from one word to another and that its source follows."""
    source_head = child(last, "pobj", "dobj")
    is_participle = lemma_of(first) in _SOURCE_PARTICIPLES
    if source_head is None or not can_speak(source_head, mentions, is_strict=is_participle):
        return None
    if last.lower_ == "per" and (last.pos_ != "ADP" or not _is_definite(source_head)):
        return None  # per person, per year
    source = source_of(source_head, mentions)
    if first.dep_ == "ROOT" or (is_participle and first.dep_ not in ("advcl", "acl", "prep")):
        phrase = set(range(first.i, last.i + 1)) | subtree(source_head)
    else:
        phrase = subtree(first.head if first.lower_ == "to" else first)  # "to judge by X" hangs on its verb
    scope = frozenset(_around(first, phrase))
    cue = tuple(first.doc[first.i : last.i + 1])
    return CreditDraft(source, cue, "neutral", scope) if source and scope else None


def _is_definite(noun: Token) -> bool:
    """Whether a noun names something in particular: 'per the ministry', 'per Reuters'."""
    return noun.text[:1].isupper() or child(noun, "det", "poss") is not None


def _with_noun(preposition: Token, mentions: Mentions) -> CreditDraft | None:
    """'in X's view', 'by the mission's count', 'in the words of X'."""
    phrases = cues.phrase_cues()
    noun = child(preposition, "pobj")
    if noun is None or noun.lower_ not in phrases.nouns or preposition.lower_ not in phrases.prepositions:
        return None
    if (
        preposition.head.pos_ not in ("VERB", "AUX")
        and preposition.i != preposition.sent.start
        and not follows_comma(preposition)
    ):
        return None  # "a weakness in the contractor's account"
    of_phrases = (phrase for phrase in children(noun, "prep") if phrase.lower_ == "of")
    source_head = child(noun, "poss") or next((child(phrase, "pobj") for phrase in of_phrases), None)
    if source_head is None or not can_speak(source_head, mentions, is_strict=True):
        return None
    source = source_of(source_head, mentions)
    scope = frozenset(_around(preposition, subtree(preposition)))
    return CreditDraft(source, (preposition, noun), "neutral", scope) if source and scope else None


def _around(token: Token, phrase: set[int]) -> set[int]:
    """What a prepositional credit holds for: its clause; the whole sentence where it opens or ends it."""
    sentence = token.sent
    outside = {word.i for word in sentence} - phrase
    outside_words = [i for i in outside if sentence.doc[i].text.strip() and not sentence.doc[i].is_punct]
    if not outside_words:
        return set()
    if min(phrase) < min(outside_words):
        clause = clause_of(clause_head(token.head))
        return (clause if len(clause) > 3 else outside) - phrase
    if max(phrase) > max(outside_words):
        return outside
    return clause_of(clause_head(token.head)) - phrase
