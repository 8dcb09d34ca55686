"""How far a scorer can be trusted: its verdicts beside the labels of gold sets."""

from bench.validation.curve import ERRORS_FROM, Curve, Point, Tunable, measure_curve
from bench.validation.judged import Judged, judge, labelled_articles
from bench.validation.measure import validate
from bench.validation.records import Agreement, FactDisagreement, FlagDisagreement, KindValidation, Validation
from bench.validation.trust import trust_of

__all__ = [
    "ERRORS_FROM",
    "Agreement",
    "Curve",
    "FactDisagreement",
    "FlagDisagreement",
    "Judged",
    "KindValidation",
    "Point",
    "Tunable",
    "Validation",
    "judge",
    "labelled_articles",
    "measure_curve",
    "trust_of",
    "validate",
]
