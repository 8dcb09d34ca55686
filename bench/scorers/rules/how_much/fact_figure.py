"""A number fact as a quantity, so that it can be held against the quantities of a summary."""

from __future__ import annotations

import re

from bench.facts import NumberFact
from bench.goldset import LocatedFact
from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.records import Quantity
from bench.scorers.rules.how_much.kinds import as_share

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")


def figure_of(located: LocatedFact, read: Quantity | None) -> Quantity:
    """A number fact as a quantity: the article's own reading of it, if there is one, with the gold values on top."""
    fact = located.fact
    assert isinstance(fact, NumberFact)
    unit = read.unit if read is not None else ""
    value = fact.value
    # A gold value in words is a time ("19:00"), a score ("4-2") or a date, whatever the reader made of the place.
    if isinstance(value, str):
        unit = "time" if ":" in value else SCORE if _SCORE.fullmatch(value) else "date"
    elif read is not None and read.unit == SCORE:  # the 3 of "3-1"
        unit = ""
    elif read is not None and read.unit in (VAGUE, TIMES):  # a gold set may have 24 for "dozens"
        value = read.value
    elif read is not None and read.unit == "date" and isinstance(read.value, str):  # 1987, held as a plain number
        value, unit = read.value, "date"
    elif "percentage point" in fact.unit.lower():  # "7 points", where only the gold unit says of what
        unit = "pp"
    elif read is not None and read.value != value and as_share(read) == value / 100:  # "two in five", held as 40
        unit = "%"
    return Quantity(
        text=fact.text,
        span=located.cue,
        value=value,
        value_high=fact.value_high if value == fact.value or read is None else read.value_high,
        comparator=fact.comparator,
        unit=unit,
        counted=read.counted if read is not None else "",
        # a rate that is held in percent is no longer one in so many
        per=read.per if read is not None and unit != "%" else None,
    )
