"""Hedges of several words: fixed phrases with gaps, and denials of evidence in whatever words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.reading.lexicon import caveat_words, mapping, phrases_by_opening, words
from bench.reading.parsing.sentences import Sentence
from bench.records.statement import Strength

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_GAP = 3
"""How many words `*` may stand for in a hedging phrase, at most."""
_CONTRACTIONS = mapping("grammar", "contraction")
_DENIERS = words("hedging", "caveat", "deniers")
_EVIDENCE = words("hedging", "caveat", "evidence")
_REACH: int = caveat_words()["reach"]


def find_phrases(sentence: Sentence) -> list[tuple[list[Token], Strength]]:
    """The hedging phrases of a sentence, each with its words and its strength, longest first; none overlap."""
    tokens = sentence.parsed.words
    # "isn't clear" has to match "is not clear", which is what the list has.
    spelled_out = [_CONTRACTIONS.get(token.lower_, token.lower_) for token in tokens]
    present = set(spelled_out)
    matches = [
        (phrase.rank, start, end, phrase.strength)
        for start, word in enumerate(spelled_out)
        for phrase in phrases_by_opening().get(word, ())
        if phrase.listed <= present and (end := _match(phrase.words, spelled_out, start))
    ]
    covered: set[int] = set()
    phrases: list[tuple[list[Token], Strength]] = []
    # "can not be ruled out" holds "not be ruled": only the longer one counts.
    for _, start, end, strength in sorted(matches):
        if not covered & set(range(start, end)):
            covered |= set(range(start, end))
            phrases.append((tokens[start:end], strength))
    return phrases


def find_caveats(sentence: Sentence) -> list[list[Token]]:
    """Denials of evidence in whatever words, each from its denier to its word of evidence or the other way round.

    'has yet to present a single document', 'proof was never given'
    """
    tokens = sentence.parsed.words
    deniers = [index for index, token in enumerate(tokens) if token.lower_ in _DENIERS]
    if not deniers:
        return []
    caveats = []
    for evidence, token in enumerate(tokens):
        # Each word of evidence is one caveat at most, however many deniers stand around it.
        if token.lower_ not in _EVIDENCE:
            continue
        close_deniers = [
            denier
            for denier in deniers
            if 0 < abs(evidence - denier) <= _REACH and not _is_comma_between(tokens, denier, evidence)
        ]
        if close_deniers:
            # The closest denier is the one that goes with the evidence: in "no charge and no proof" the second "no".
            closest = min(close_deniers, key=lambda denier: abs(evidence - denier))
            caveats.append(tokens[min(evidence, closest) : max(evidence, closest) + 1])
    return caveats


def _is_comma_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a comma parts two words: 'had never existed, which the panel confirmed'."""
    return any(token.text == "," for token in tokens[min(start, end) : max(start, end)])


def _match(phrase: tuple[str, ...], spelled_out: list[str], start: int) -> int:
    """The index behind a phrase that starts at a word; 0 if it does not start there."""
    # Zero means no match, which is safe since a phrase has a word and so ends behind the first token.
    if not phrase:
        return start
    if phrase[0] == "*":
        # The shortest gap that lets the phrase go on: "without offering any new evidence".
        gaps = [gap for gap in range(_GAP + 1) if start + gap <= len(spelled_out)]
        ends = (_match(phrase[1:], spelled_out, start + gap) for gap in gaps)
        return next((end for end in ends if end), 0)
    if start < len(spelled_out) and spelled_out[start] == phrase[0]:
        return _match(phrase[1:], spelled_out, start + 1)
    return 0
