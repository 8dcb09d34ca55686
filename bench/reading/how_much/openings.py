"""Which words can begin a quantity at all: nine of ten words cannot, and no reader has to try them."""

from __future__ import annotations

from functools import lru_cache

from bench.reading.lexicon import mapping, measures, numerals, words
from bench.records.statement import WEEKDAYS

_OPENINGS = frozenset[str]().union(
    WEEKDAYS,
    numerals("cardinal"),
    numerals("ordinal"),
    numerals("fraction"),
    numerals("multiple"),
    numerals("fold"),
    numerals("times"),
    numerals("magnitude"),
    numerals("few"),
    numerals("month"),
    numerals("currency"),
    mapping("numerals", "currency_code"),
    mapping("numerals", "dollar"),
    mapping("numerals", "decade"),
    mapping("numerals", "time_name"),
    mapping("numerals", "short_weekday"),
    words("numerals", "spelling", "opening"),
    words("numerals", "spelling", "added_fraction"),
    words("numerals", "spelling", "fraction_count"),
    words("numerals", "unit_alone", "article"),
    measures(),  # "month-long"
)
_LONG = tuple(words("numerals", "unit_alone", "long"))
"""What "monthlong" ends in."""


@lru_cache(maxsize=20_000)
def may_open(word: str) -> bool:
    """Whether a token of a sentence, in lower case, can be the first of a quantity."""
    # ".519" is a number by itself, and "Nov." keeps its full stop.
    return (
        word in _OPENINGS
        or word[0].isdigit()
        or (len(word) > 1 and (word[0] == "." or word.endswith(_LONG) or word.rstrip(".") in _OPENINGS))
    )
