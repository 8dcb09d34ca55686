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
    articles: int | None = None
    """How many articles have anything in the denominator; None where it is no ratio over articles, and in figures of an
    earlier release."""


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
    without_major: Estimate | None = None
    """Facts without a major error, of those whose claim is in the summary: faithfulness that forgives minor errors.
    None in figures of an earlier release."""
    major_codes: dict[Verdict, Estimate] = Field(default_factory=dict)
    """As `codes`, of major errors alone; empty in figures of an earlier release."""
    codes: dict[Verdict, Estimate] = Field(default_factory=dict)
    """Per error code, of the mentioned facts of the code's kind."""
