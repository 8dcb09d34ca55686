"""From verdicts to figures with intervals."""

from bench.statistics.bootstrap import SAMPLES, SEED, Resamples
from bench.statistics.figures import score_of

__all__ = ["SAMPLES", "SEED", "Resamples", "score_of"]
