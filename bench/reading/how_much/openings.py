"""Which words can begin a quantity at all: nine of ten words cannot, and no reader has to try them."""

from __future__ import annotations

from bench.reading.lexicon import mapping, measures, numerals, words
from bench.records.statement import WEEKDAYS

_TABLES = (
    "cardinal", "ordinal", "fraction", "multiple", "fold", "times", "magnitude", "few", "month", "currency",
)  # fmt: skip
_MAPPINGS = ("decade", "time_name", "short_weekday", "dollar", "currency_code")
_LISTS = (
    ("spelling", "opening"), ("spelling", "added_fraction"), ("spelling", "fraction_count"), ("unit_alone", "article"),
)  # fmt: skip
_OPENINGS = frozenset[str]().union(
    WEEKDAYS,
    measures(),  # "month-long"
    *(numerals(table) for table in _TABLES),
    *(mapping("numerals", table) for table in _MAPPINGS),
    *(words("numerals", table, entry) for table, entry in _LISTS),
)
_LONG = tuple(words("numerals", "unit_alone", "long"))
"""What "monthlong" ends in."""


def may_open(word: str) -> bool:
    """Whether a token of a sentence, in lower case, can be the first of a quantity."""
    # ".519" is a number by itself, and "Nov." keeps its full stop.
    return (
        word in _OPENINGS
        or word[0].isdigit()
        or (len(word) > 1 and (word[0] == "." or word.endswith(_LONG) or word.rstrip(".") in _OPENINGS))
    )
