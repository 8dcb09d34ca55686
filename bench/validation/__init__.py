"""How far a scorer can be trusted: its verdicts beside the labels of gold sets."""

from bench.validation.judged import Judged, judge, labelled_articles
from bench.validation.measure import validate
from bench.validation.records import Agreement, FactDisagreement, FlagDisagreement, KindValidation, Validation
from bench.validation.trust import trust_of

__all__ = [
    "Agreement",
    "FactDisagreement",
    "FlagDisagreement",
    "Judged",
    "KindValidation",
    "Validation",
    "judge",
    "labelled_articles",
    "trust_of",
    "validate",
]
