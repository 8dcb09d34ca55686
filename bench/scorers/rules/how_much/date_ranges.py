"""Ranges of dates that a summary gives by their two ends: 'from 3 May to 9 May'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.kinds import family
from bench.scorers.rules.lexicon import data


def with_date_ranges(statement: Statement) -> tuple[Quantity, ...]:
    """The quantities of a statement in their order, each two dates that make a range joined into one."""
    joints: Sequence[str] = data("numbers")["range"]["joints"]
    ranges = tuple(
        _joined(start, end, statement)
        for start, end in pairwise(statement.quantities)
        if family(start) == family(end)
        and family(start) in ("date", "time")
        # "2013-15 and 2017-19" are two ranges, which the reader has joined already
        and start.value_high is None
        and end.value_high is None
        and _text_between(start, end, statement) in joints
    )
    # An end alone would be taken for a date of its own, and so for a range that lost its other end.
    single = [
        quantity
        for quantity in statement.quantities
        if not any(joined.span[0] <= quantity.span[0] < joined.span[1] for joined in ranges)
    ]
    return tuple(sorted((*single, *ranges), key=lambda quantity: quantity.span))


def _text_between(start: Quantity, end: Quantity, statement: Statement) -> str:
    """The words between two quantities, without an article: "to" in "from the 3rd of May to the 9th"."""
    between = statement.text[start.span[1] - statement.span[0] : end.span[0] - statement.span[0]].lower()
    return re.sub(r"\s+the$", "", between.strip())


def _joined(start: Quantity, end: Quantity, statement: Statement) -> Quantity:
    """Two dates as one range, which stands from the beginning of the first to the end of the second."""
    span = (start.span[0], end.span[1])
    return start.model_copy(
        update={
            "value_high": end.value,
            "comparator": "between",
            "span": span,
            "text": statement.text[span[0] - statement.span[0] : span[1] - statement.span[0]],
        }
    )
