"""From verdicts to figures with intervals, and to differences between models."""

from bench.statistics.audited import audit_of
from bench.statistics.bootstrap import SAMPLES, SEED, Counts, Resamples, cluster_size
from bench.statistics.contrasts import PERMUTATIONS, contrast, corrected, flip_p, holm, parts
from bench.statistics.expected_errors import KindVerdicts, expected_errors, verdicts_by_kind
from bench.statistics.pairing import Side, differing, pair_up
from bench.statistics.tally import score_of

__all__ = [
    "PERMUTATIONS",
    "SAMPLES",
    "SEED",
    "Counts",
    "KindVerdicts",
    "Resamples",
    "Side",
    "audit_of",
    "cluster_size",
    "contrast",
    "corrected",
    "differing",
    "expected_errors",
    "flip_p",
    "holm",
    "pair_up",
    "parts",
    "score_of",
    "verdicts_by_kind",
]
