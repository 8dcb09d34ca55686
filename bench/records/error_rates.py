"""How often a scorer errs, in shares that hardly depend on how many errors there are to find.

Precision, the share of the charged errors that are right, does depend on it: where every second summary holds an error
most charges are right, and where hardly any does the same scorer's charges are mostly wrong.
"""

from __future__ import annotations

from typing import Literal

from bench.codes import Kind
from bench.records.figures import Estimate
from bench.records.record import Record
from bench.records.summary import Origin

RateGroup = Kind | Literal["all"]
"""A kind of fact, or all of them."""
MeasuredOn = Origin | Literal["pooled"]
"""The labelled summaries that a rate was measured on: of one origin, or all."""


class MeasuredRate(Record):
    """A share of claims that a scorer errs on, or does not."""

    share: Estimate
    effective: float
    """How many independent claims would tell as much: the claims of one article are alike, and so tell less."""
    cluster_size: float = 1.0
    """How many claims of its article a claim is counted with, itself included, on average over the claims."""

    @property
    def design_effect(self) -> float:
        """The factor by which the share's variance is larger than that of independent claims."""
        # 100 claims that tell as much as 50 have the design effect 2.
        return self.share.of / self.effective if self.effective else 1.0


class ErrorRates(Record):
    """What a scorer does with labelled errors, and with claims that are labelled as right."""

    summaries: int
    found: MeasuredRate
    """Labelled errors that are charged with any error."""
    overlooked: MeasuredRate
    """Labelled errors whose claim is said to be left out."""
    false_alarms: MeasuredRate
    """Claims labelled `preserved` that are charged with an error."""
    false_alarms_omitted: MeasuredRate
    """Facts labelled `omitted` that are charged with an error."""


MeasuredRates = dict[MeasuredOn, dict[RateGroup, ErrorRates]]
