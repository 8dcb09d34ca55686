"""From a model's name to a scorecard: collect, score, report."""

from bench.pipeline.beginning import adjust, begin, check_same, describe, differences
from bench.pipeline.collecting import collect_into, failures_allowed, pending
from bench.pipeline.planning import Prices, plan
from bench.pipeline.scorecards import report, sets_of
from bench.pipeline.scoring import score_run
from bench.pipeline.signature import signature
from bench.pipeline.summary_file import read_summary_file

__all__ = [
    "Prices",
    "adjust",
    "begin",
    "check_same",
    "collect_into",
    "describe",
    "differences",
    "failures_allowed",
    "pending",
    "plan",
    "read_summary_file",
    "report",
    "score_run",
    "sets_of",
    "signature",
]
