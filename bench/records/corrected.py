"""A run's number of errors, corrected by how often its scorer errs."""

from __future__ import annotations

from bench.codes import Kind
from bench.records.error_rates import MeasuredOn
from bench.records.figures import Estimate
from bench.records.record import Record


class ExpectedCount(Record):
    """An expected number of errors, with its interval."""

    value: float
    low: float
    high: float


class ExpectedErrors(Record):
    """What the errors that a scorer charges, and those that it does not, are expected to come to."""

    charged: int
    """Errors that the scorer charges."""
    real: ExpectedCount
    """Errors among those charged."""
    missed: ExpectedCount
    """Errors that it does not charge."""
    errors: ExpectedCount
    """All errors that there are: the real and the missed ones."""


class RateSources(Record):
    """The labelled summaries on which the rates were measured that correct the errors of a kind."""

    found: MeasuredOn
    false_alarms: MeasuredOn


class Corrected(Record):
    """A run's errors, corrected."""

    overall: ExpectedErrors
    by_kind: dict[Kind, ExpectedErrors]
    faithfulness: Estimate
    """1 minus the share of errors in all claims that the summaries make; `count` and `of` are rounded."""
    rates_from: dict[Kind, RateSources]
