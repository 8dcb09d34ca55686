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
    own_points, points_against = text_at(tokens, index), text_at(tokens, index + 2)
    is_pair = _POINTS.fullmatch(own_points) and _POINTS.fullmatch(points_against)
    if not is_pair or text_at(tokens, index + 1) not in _DASHES:
        return None
    is_one_word = is_joined(tokens, index + 1) and is_joined(tokens, index + 2)
    if (
        not is_one_word
        or is_joined(tokens, index)
        or (is_joined(tokens, index + 3) and text_at(tokens, index + 3) not in ".,;:)'\"!?")
    ):
        # A telephone number, "3-4bn", "20-15%"
        return None
    is_told = any(token.text in _BEFORE for token in tokens[max(0, index - _REACH) : index])
    # "3-5 years" is a range, "lost 3-5" is not; "5-3" can be no range.
    if int(own_points) < int(points_against) and not is_told:
        return None
    return Score(f"{int(own_points)}-{int(points_against)}", index + 3)
