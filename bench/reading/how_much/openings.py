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
)
_AFTER_ARTICLE = frozenset[str]().union(
    numerals("few"),
    numerals("fraction"),
    words("numerals", "spelling", "scale"),
    measures(),
    ["$"],  # "A$5"
)
_NEXT = {
    **{unit: frozenset("-") for unit in measures() if unit not in _OPENINGS},  # "month-long"
    **dict.fromkeys(words("numerals", "unit_alone", "article"), _AFTER_ARTICLE),  # "a few", "a third", "an hour"
    "-": frozenset(numerals("fraction")),  # the "-half" of "one-half"
}
"""Words that open a quantity only before certain others; texts are full of them."""
_LISTED = _OPENINGS.union(_NEXT)
_LONG = tuple(words("numerals", "unit_alone", "long"))
"""What "monthlong" ends in."""


def may_open(word: str, following: str) -> bool:
    """Whether a token of a sentence can be the first of a quantity, by its text and the next one's, in lower case."""
    return following in _NEXT[word] if word in _NEXT else _may_open(word)


@lru_cache(maxsize=20_000)
def _may_open(word: str) -> bool:
    # ".519" is a number by itself, and "Nov." keeps its full stop.
    return (
        word in _OPENINGS
        or word[0].isdigit()
        or (len(word) > 1 and (word[0] == "." or word.endswith(_LONG) or word.rstrip(".") in _LISTED))
    )
