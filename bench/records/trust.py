"""How far a scorer can be trusted: what measuring it on labelled summaries has shown."""

from __future__ import annotations

from bench.codes import FlagCode, Kind, Verdict
from bench.records.error_rates import MeasuredRates
from bench.records.figures import Estimate
from bench.records.record import Record


class PrecisionRecall(Record):
    """How well predictions of one sort match the labels."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


class MeasuredSet(Record):
    """A gold set that a scorer was measured on, with the figures of that set alone."""

    name: str
    version: str
    hash: str
    """Of its articles and facts."""
    labels_hash: str
    """Of its labelled summaries."""
    summaries: int
    errors: PrecisionRecall
    clean_flagged: Estimate


class Trust(Record):
    """trust.json: what a scorer's own measurement has shown, kept with the scorer."""

    scorer: str
    """Name and version, `rules@1`."""
    sets: tuple[MeasuredSet, ...]
    annotators: tuple[str, ...]
    """Who gave the labels; a language model's name begins with `model:`."""
    articles: int
    summaries: int
    errors: PrecisionRecall
    """An error is right if the label is any error on the same fact of the same summary."""
    exact_code: Estimate
    """Right errors with the label's own code, of all right ones."""
    mentions: PrecisionRecall
    clean_flagged: Estimate
    """Wholly clean summaries (no error and no flag labelled) that are charged with an error."""
    by_kind: dict[Kind, PrecisionRecall]
    by_code: dict[Verdict, PrecisionRecall]
    """Here the code has to be the same."""
    flags: dict[FlagCode, PrecisionRecall]
    error_rates: MeasuredRates
    """By the labelled summaries that they were measured on, natural ones first, and by kind of fact."""
    weak: tuple[str, ...]
    """What it is known to get wrong, a sentence each."""
