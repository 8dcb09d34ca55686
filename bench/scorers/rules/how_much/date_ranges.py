"""Ranges of dates that a summary gives by their two ends: 'from 3 May to 9 May'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.same_amount import family
from bench.scorers.rules.lexicon import data


def with_date_ranges(statement: Statement) -> tuple[Quantity, ...]:
    """The quantities of a statement, two dates that make a range as one."""
    joints: Sequence[str] = data("numbers")["range"]["joints"]
    ranges = tuple(
        _joined(first, second, statement)
        for first, second in pairwise(statement.quantities)
        if family(first) == family(second)
        and family(first) in ("date", "time")
        and first.value_high is None
        and second.value_high is None
        and _between(first, second, statement) in joints
    )
    single = [
        quantity
        for quantity in statement.quantities
        if not any(row.span[0] <= quantity.span[0] < row.span[1] for row in ranges)
    ]
    return tuple(sorted((*single, *ranges), key=lambda quantity: quantity.span))


def _between(first: Quantity, second: Quantity, statement: Statement) -> str:
    """The words between two quantities, without an article."""
    between = statement.text[first.span[1] - statement.span[0] : second.span[0] - statement.span[0]].lower()
    return re.sub(r"\s+the$", "", between.strip())


def _joined(first: Quantity, second: Quantity, statement: Statement) -> Quantity:
    """Two dates as one range; "3 to 9 May" leaves the month to the second."""
    span = (first.span[0], second.span[1])
    return first.model_copy(
        update={
            "value_high": second.value,
            "comparator": "between",
            "span": span,
            "text": statement.text[span[0] - statement.span[0] : span[1] - statement.span[0]],
        }
    )
