"""Shares and rates, each with its interval."""

from __future__ import annotations

from pydantic import Field

from bench.codes import Verdict
from bench.records.record import Record

CONFIDENCE_LEVEL = 0.95
"""The level of every interval; texts that name it take it from here."""


class Estimate(Record):
    """A share or rate with its interval; `value` is None where there was nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None
    """None if the run has fewer than two articles: one article tells nothing about the next."""
    count: int = 0
    """The numerator."""
    of: int = 0
    """The denominator."""


class Figures(Record):
    """The figures of a group of facts."""

    coverage: Estimate
    """Facts whose claim is in the summary, of all facts of the scored summaries."""
    faithfulness: Estimate
    """Preserved facts, of those whose claim is in the summary."""
    major: Estimate
    """Errors of major severity, of the facts whose claim is in the summary."""
    minor: Estimate
    """Errors of minor severity, of the facts whose claim is in the summary."""
    codes: dict[Verdict, Estimate] = Field(default_factory=dict)
    """Per error code, of the mentioned facts of the code's kind."""
