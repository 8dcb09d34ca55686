"""From a model's name to a scorecard: collect, score, report."""

from bench.pipeline.collecting import collect_into, pending
from bench.pipeline.given import read_given
from bench.pipeline.manifest import adjust, begin, check_same, describe, differences, signature
from bench.pipeline.planning import Prices, plan
from bench.pipeline.reporting import report, sets_of
from bench.pipeline.scoring import score_run

__all__ = [
    "Prices",
    "adjust",
    "begin",
    "check_same",
    "collect_into",
    "describe",
    "differences",
    "pending",
    "plan",
    "read_given",
    "report",
    "score_run",
    "sets_of",
    "signature",
]
