"""Collecting a run's summaries: never one twice, and never one lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bench.models import Summary
from bench.pipeline.manifest import adjust
from bench.rundir import RunDir
from runners.collect import collect
from runners.request import Request
from runners.runner import Runner


def pending(run: RunDir, requests: Sequence[Request]) -> list[Request]:
    """The requests that still have no answer; one that failed has none."""
    answered = {summary.id for summary in run.summaries() if summary.status != "failed"}
    return [request for request in requests if request.id not in answered]


def collect_into(
    run: RunDir,
    runner: Runner,
    requests: Sequence[Request],
    *,
    concurrency: int | None = None,
    step: Callable[[], None],
) -> None:
    """Ask for summaries and write each into the run's folder the moment it arrives.

    Args:
        run: with a manifest.
        runner: who is asked; it is closed at the end.
        requests: what is still pending.
        concurrency: how many requests at once; if None, what suits the runner.
        step: called after each summary.

    Raises:
        AllegedlyError: the model cannot be asked at all.
    """
    noted: dict[str, str] = {}

    def keep(summary: Summary) -> None:
        nonlocal noted
        if runner.adjustments != noted:  # before the summary, or a run killed now would claim what was not sent
            noted = dict(runner.adjustments)
            adjust(run, noted)
        run.append(summary)
        step()

    async def ask() -> None:
        try:
            await collect(requests, runner, keep, concurrency=concurrency)
        finally:
            await runner.aclose()

    asyncio.run(ask())
