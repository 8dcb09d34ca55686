"""The result of a validation, as plain data."""

from __future__ import annotations

from bench.records import Estimate, FlagCode, Kind, MeasuredRates, PrecisionRecall, Record, SetRef, Verdict

__all__ = ["FactDisagreement", "FlagDisagreement", "KindValidation", "PrecisionRecall", "Validation"]


class KindValidation(Record):
    """The figures of one kind of fact."""

    errors: PrecisionRecall
    mentions: PrecisionRecall
    exact_code: Estimate


class FactDisagreement(Record):
    """A fact of a summary on which scorer and annotator differ."""

    gold: str
    article: str
    summary: str
    fact: str
    kind: Kind
    label: Verdict
    predicted: Verdict
    claim: str
    passages: tuple[str, ...]
    """What the scorer's spans hold."""
    reason: str
    confidence: float


class FlagDisagreement(Record):
    """A flag that only the scorer or only the annotator raised."""

    gold: str
    article: str
    summary: str
    code: FlagCode
    text: str
    reason: str | None
    """The scorer's; None for a flag that only the annotator raised."""


class Validation(Record):
    """A scorer measured on labelled summaries."""

    scorer: str
    """Name and version, `rules@1`."""
    sets: tuple[SetRef, ...]
    articles: int
    summaries: int
    verdicts: int
    """Pairs of a summary and a fact that have both a label and a verdict."""
    unscored: int
    """Pairs that the scorer gave no verdict on; they count nowhere else."""
    errors: PrecisionRecall
    mentions: PrecisionRecall
    exact_code: Estimate
    """Hits with the label's own code, of all hits."""
    clean_with_error: Estimate
    """Wholly clean summaries (no error and no flag labelled) that are charged with an error."""
    clean_with_any: Estimate
    """The same with an error or a flag."""
    by_kind: dict[Kind, KindValidation]
    by_code: dict[Verdict, PrecisionRecall]
    flags: dict[FlagCode, PrecisionRecall]
    error_rates: MeasuredRates
    """By the labelled summaries that they were measured on, natural ones first, and by kind of fact."""
    confusion: dict[Verdict, dict[Verdict, int]]
    """Label, then prediction, to how often."""
    disagreements: tuple[FactDisagreement, ...]
    flag_disagreements: tuple[FlagDisagreement, ...]
    bootstrap_samples: int
    seed: int
