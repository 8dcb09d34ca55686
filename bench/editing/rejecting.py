"""The file of what was thrown out of an article: what is deleted goes into it, and what is put back leaves it."""

from __future__ import annotations

from bench.editing.line_file import Lines
from bench.editing.row_lines import Row, fact_line, is_spaced
from bench.goldset.files import parse_row

PLACE = ("kind", "quote", "occurrence", "cue", "text")
"""The keys that say which words a fact marks."""


def with_rejected(rejected: Lines, row: Row) -> Lines:
    """The file with a row that was thrown out, once."""
    if any(_is_same(text, row) for text in rejected.texts().values()):
        return rejected
    return rejected.insert(len(rejected.lines) + 1, fact_line(row, spaced=is_spaced(rejected.texts().values())))


def without_rejected(rejected: Lines, row: Row) -> Lines:
    """The file without what marks the same words as a row that was added."""
    for number in reversed([number for number, text in rejected.texts().items() if _is_same(text, row)]):
        rejected = rejected.remove(number)
    return rejected


def _is_same(text: str, row: Row) -> bool:
    try:
        other = parse_row(text)
    except ValueError:  # a line that somebody has broken by hand is left as it is
        return False
    return all(other.get(key) == row.get(key) for key in PLACE)
