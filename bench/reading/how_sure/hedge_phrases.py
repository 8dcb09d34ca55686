"""Hedges of several words: fixed phrases with gaps, and denials of evidence in whatever words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.reading.lexicon import caveat_words, mapping, phrases_by_opening
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import words_of
from bench.records.statement import Strength

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP = 3
"""Words that `*` may stand for in a hedging phrase."""
_CONTRACTIONS = mapping("grammar", "contraction")


def find_phrases(sentence: Sentence) -> list[tuple[list[Token], Strength]]:
    """Hedging phrases, longest first, none inside another."""
    tokens = words_of(sentence.parsed)
    words = [_CONTRACTIONS.get(token.lower_, token.lower_) for token in tokens]
    matches = [
        (phrase.rank, start, end, phrase.strength)
        for start, word in enumerate(words)
        for phrase in phrases_by_opening().get(word, ())
        if (end := _match(phrase.words, words, start))
    ]
    taken: set[int] = set()
    phrases: list[tuple[list[Token], Strength]] = []
    for _, start, end, strength in sorted(matches):
        if not taken & set(range(start, end)):
            taken |= set(range(start, end))
            phrases.append((tokens[start:end], strength))
    return phrases


def find_caveats(sentence: Sentence) -> list[list[Token]]:
    """Denials of evidence in whatever words: a denier and a word of evidence close by, in either order."""
    table = caveat_words()
    tokens = words_of(sentence.parsed)
    deniers = [index for index, token in enumerate(tokens) if token.lower_ in table["deniers"]]
    caveats = []
    for evidence, token in enumerate(tokens):
        if token.lower_ not in table["evidence"]:
            continue
        close_deniers = [
            denier
            for denier in deniers
            if 0 < abs(evidence - denier) <= table["reach"] and not _is_comma_between(tokens, denier, evidence)
        ]
        if close_deniers:
            closest = min(close_deniers, key=lambda denier: abs(evidence - denier))
            caveats.append(tokens[min(evidence, closest) : max(evidence, closest) + 1])
    return caveats


def _is_comma_between(tokens: Sequence[Token], index: int, other: int) -> bool:
    """Whether a comma parts two words: 'had never existed, which the panel confirmed'."""
    return any(token.text == "," for token in tokens[min(index, other) : max(index, other)])


def _match(phrase: tuple[str, ...], words: list[str], start: int) -> int:
    """The end of a phrase that starts at a word; 0 if it does not start there."""
    if not phrase:
        return start
    if phrase[0] == "*":
        ends = (_match(phrase[1:], words, start + gap) for gap in range(_GAP + 1) if start + gap <= len(words))
        return next((end for end in ends if end), 0)
    if start < len(words) and words[start] == phrase[0]:
        return _match(phrase[1:], words, start + 1)
    return 0
