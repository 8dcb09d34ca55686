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
    from bench.reading.parsing.parsed import Token

_SOURCE_PARTICIPLES = words("reporting", "grammar", "source_participle")


def phrase_credit(token: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of the phrase that a word opens; None where it opens none."""
    if token.lower_ not in cues.phrase_cues().openings:
        return None
    return _before_source(token, mentions) or _with_noun(token, mentions)


def _before_source(token: Token, mentions: Mentions) -> CreditDraft | None:
    """'according to X', 'per X', 'citing X'."""
    doc = token.doc
    for parts in cues.phrase_cues().before_source.get(token.lower_, ()):
        if tuple(word.lower_ for word in doc[token.i : token.i + len(parts)]) == parts:
            return _draft_before_source(token, doc[token.i + len(parts) - 1], mentions)
    return None


def _draft_before_source(opening: Token, closing: Token, mentions: Mentions) -> CreditDraft | None:
    """The credit of a cue, from its opening word to its closing one, whose source follows."""
    # "according to" governs its source as a preposition does, "citing" as a verb does.
    source_head = child(closing, "pobj", "dobj")
    is_participle = lemma_of(opening) in _SOURCE_PARTICIPLES
    if source_head is None or not can_speak(source_head, mentions, is_strict=is_participle):
        return None
    # "per the ministry" and "per Reuters", but not "four hours per person"
    if closing.lower_ == "per" and (closing.pos_ != "ADP" or not _is_definite(source_head)):
        return None
    source = source_of(source_head, mentions)
    if opening.dep_ == "ROOT" or (is_participle and opening.dep_ not in ("advcl", "acl", "prep")):
        # The whole sentence hangs on such a cue, so the phrase is no more than the cue and its source.
        phrase = set(range(opening.i, closing.i + 1)) | subtree(source_head)
    else:
        # "to go by Helena Straub" hangs on its verb.
        phrase = subtree(opening.head if opening.lower_ == "to" else opening)
    scope = frozenset(_scope_around(opening, phrase))
    cue = tuple(opening.doc[opening.i : closing.i + 1])
    return CreditDraft(source, cue, "neutral", scope) if source and scope else None


def _is_definite(noun: Token) -> bool:
    """Whether a noun names something in particular: 'per the ministry', 'per Reuters'."""
    return noun.text[:1].isupper() or child(noun, "det", "poss") is not None


def _with_noun(preposition: Token, mentions: Mentions) -> CreditDraft | None:
    """'in X's view', 'by the mission's count', 'in the words of X'."""
    phrases = cues.phrase_cues()
    if preposition.lower_ not in phrases.prepositions:
        return None
    noun = child(preposition, "pobj")
    if noun is None or noun.lower_ not in phrases.nouns:
        return None
    if (
        preposition.head.pos_ not in ("VERB", "AUX")
        and preposition.i != preposition.sent.start
        and not follows_comma(preposition)
    ):
        return None  # "The weakness in the contractor's account was mended": said of the account
    of_phrases = (phrase for phrase in children(noun, "prep") if phrase.lower_ == "of")
    # "in the minister's view", "in the view of the minister"
    source_head = child(noun, "poss") or next((child(phrase, "pobj") for phrase in of_phrases), None)
    if source_head is None or not can_speak(source_head, mentions, is_strict=True):
        return None
    source = source_of(source_head, mentions)
    scope = frozenset(_scope_around(preposition, subtree(preposition)))
    return CreditDraft(source, (preposition, noun), "neutral", scope) if source and scope else None


def _scope_around(token: Token, phrase: set[int]) -> set[int]:
    """Indices of what a phrase's credit holds for: its clause, or the whole sentence where the phrase closes it."""
    sentence = token.sent
    outside = {word.i for word in sentence} - phrase
    # A full stop or a closing mark behind the phrase must not make it one in the midst of the sentence.
    outside_words = [i for i in outside if sentence.doc[i].text.strip() and not sentence.doc[i].is_punct]
    if not outside_words:
        return set()
    # "According to the board, the line will open, but the depot is shut": an opening phrase holds for its own clause,
    # unless the parse leaves next to nothing of it.
    if min(phrase) < min(outside_words):
        clause = clause_of(clause_head(token.head))
        return (clause if len(clause) > 3 else outside) - phrase
    # "The toll is forty, by the mission's count.": behind everything, the phrase holds for all of it.
    if max(phrase) > max(outside_words):
        return outside
    return clause_of(clause_head(token.head)) - phrase
