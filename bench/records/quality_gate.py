"""Thresholds that a run has to meet, and whether it meets them."""

from __future__ import annotations

from typing import Literal

from bench.codes import Verdict
from bench.records.record import Record


class Threshold(Record):
    """One figure and the least or most that it may be."""

    figure: Literal["faithfulness", "coverage"] | Verdict
    limit: float

    @property
    def is_floor(self) -> bool:
        """Whether the figure must be at least the limit; an error's rate must be at most that."""
        return self.figure in ("faithfulness", "coverage")


class Check(Record):
    """A threshold beside the figure of a model."""

    threshold: Threshold
    model: str
    value: float | None
    """None where there was nothing to count."""
    is_met: bool
    sentence: str
    """The threshold and the figure, in a line."""
