"""How far a scorer can be trusted: its verdicts beside the labels of gold sets."""

from bench.validation.cases import ScoredCase, labelled_articles, score_labelled
from bench.validation.curve import Curve, CurvePoint, Tunable, measure_curve
from bench.validation.precision_recall import validate
from bench.validation.results import FactDisagreement, FlagDisagreement, KindValidation, Validation
from bench.validation.scorer_trust import trust_of

__all__ = [
    "Curve",
    "CurvePoint",
    "FactDisagreement",
    "FlagDisagreement",
    "KindValidation",
    "ScoredCase",
    "Tunable",
    "Validation",
    "labelled_articles",
    "measure_curve",
    "score_labelled",
    "trust_of",
    "validate",
]
