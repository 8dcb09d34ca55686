"""A quantity, date, ordinal, share or amount of money."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.facts.base import BaseFact
from bench.records.statement import Comparator


class NumberFact(BaseFact):
    """How much it is."""

    kind: Literal["number"]
    text: str = Field(min_length=1)
    """As it stands in the quote, with its bound words: 'over 20'."""
    value: float | str
    """A number; or an ISO date, month, year or time, `--MM-DD` without a year, or the name of a weekday."""
    value_high: float | None = None
    """The upper end of a range."""
    comparator: Comparator
    unit: str
    """What is counted."""
