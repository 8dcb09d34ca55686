"""Scores and counts of votes: 'beat Harbour 3-1', 'a 5-4 ruling'."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.how_much.numerals import Token, is_joined, text_at
from bench.reading.lexicon import words

SCORE = "score"
"""Unit of a score, whose value is its two numbers: '3-1'."""
_POINTS = re.compile(r"\d{1,3}")
_DASHES = ("-", "–")
_BEFORE = words("numerals", "score", "before")
_REACH = 8
"""Words before an ascending pair of numbers among which one tells that it is a score."""


class Score(NamedTuple):
    """A score that was read."""

    value: str
    end: int
    """Index of the token after it."""


def read_score(tokens: list[Token], index: int) -> Score | None:
    """The score that starts at a token; '3-5' is a range unless a word like "won" stands before it."""
    first, second = text_at(tokens, index), text_at(tokens, index + 2)
    if not (_POINTS.fullmatch(first) and _POINTS.fullmatch(second) and text_at(tokens, index + 1) in _DASHES):
        return None
    is_one_word = is_joined(tokens, index + 1) and is_joined(tokens, index + 2)
    if (
        not is_one_word
        or is_joined(tokens, index)
        or (is_joined(tokens, index + 3) and text_at(tokens, index + 3) not in ".,;:)'\"!?")
    ):
        return None  # a telephone number, "3-4bn", "20-15%"
    is_told = any(token.text in _BEFORE for token in tokens[max(0, index - _REACH) : index])
    if int(first) < int(second) and not is_told:
        return None
    return Score(f"{int(first)}-{int(second)}", index + 3)
