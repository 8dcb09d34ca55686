"""What a run took: tokens, time, requests."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench.records import Record, Summary


class Spent(Record):
    """Sums over all that was asked, whatever came of it."""

    counted: int
    """Summaries for which the server told its tokens."""
    prompt_tokens: int
    completion_tokens: int
    charged: float | None
    """What the server says it charged, in its own currency; None where it never said."""
    timed: int
    """Summaries for which a time was taken."""
    seconds: float
    """Waiting, added up; requests that ran at once make it longer than the run."""
    median: float
    longest: float
    retried: int
    """Summaries that took more than one request."""


def spent(summaries: Sequence[Summary]) -> Spent:
    """Add up what summaries took."""
    used = [s.usage for s in summaries if s.usage.prompt_tokens or s.usage.completion_tokens]
    costs = [s.usage.cost for s in summaries if s.usage.cost is not None]
    times = [s.latency for s in summaries if s.latency > 0]
    return Spent(
        counted=len(used),
        prompt_tokens=sum(usage.prompt_tokens for usage in used),
        completion_tokens=sum(usage.completion_tokens for usage in used),
        charged=sum(costs) if costs else None,
        timed=len(times),
        seconds=sum(times),
        median=statistics.median(times) if times else 0.0,
        longest=max(times, default=0.0),
        retried=sum(s.attempts > 1 for s in summaries),
    )
