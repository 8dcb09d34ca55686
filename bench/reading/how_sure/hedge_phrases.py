"""Hedges of several words: fixed phrases with gaps, and denials of evidence in whatever words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.reading.lexicon import caveat_words, phrases_by_opening
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import words
from bench.records.statement import Strength

if TYPE_CHECKING:
    from spacy.tokens import Token

_GAP = 3
"""Words that `*` may stand for in a hedging phrase."""


def phrases(sentence: Sentence) -> list[tuple[list[Token], Strength]]:
    """Hedging phrases, longest first, none inside another."""
    tokens = words(sentence.parsed)
    row = [_plain(token.lower_) for token in tokens]
    matches = [
        (rank, at, end, strength)
        for at in range(len(row))
        for rank, phrase, strength in phrases_by_opening().get(row[at], ())
        if (end := _match(phrase, row, at))
    ]
    taken: set[int] = set()
    found: list[tuple[list[Token], Strength]] = []
    for _, at, end, strength in sorted(matches):
        if not taken & set(range(at, end)):
            taken |= set(range(at, end))
            found.append((tokens[at:end], strength))
    return found


def caveats(sentence: Sentence) -> list[list[Token]]:
    """Denials of evidence in whatever words: a denier and a word of evidence close by, in either order."""
    table = caveat_words()
    tokens = words(sentence.parsed)
    deniers = [i for i, token in enumerate(tokens) if token.lower_ in table["deniers"]]
    found = []
    for at, token in enumerate(tokens):
        if token.lower_ not in table["evidence"]:
            continue
        near = [i for i in deniers if 0 < abs(at - i) <= table["reach"] and not _is_parted(tokens, i, at)]
        if near:
            closest = min(near, key=lambda i: abs(at - i))
            found.append(tokens[min(at, closest) : max(at, closest) + 1])
    return found


def _is_parted(tokens: Sequence[Token], one: int, other: int) -> bool:
    """Whether a comma stands between: 'had never existed, which the panel confirmed'."""
    return any(token.text == "," for token in tokens[min(one, other) : max(one, other)])


def _plain(word: str) -> str:
    return {"n't": "not", "ca": "can", "wo": "will", "'s": "is", "’s": "is"}.get(word, word)


def _match(phrase: tuple[str, ...], row: list[str], at: int) -> int:
    """The end of a phrase that starts at a word of the row; 0 if none does."""
    if not phrase:
        return at
    if phrase[0] == "*":
        ends = (_match(phrase[1:], row, at + gap) for gap in range(_GAP + 1) if at + gap <= len(row))
        return next((end for end in ends if end), 0)
    if at < len(row) and row[at] == phrase[0]:
        return _match(phrase[1:], row, at + 1)
    return 0
