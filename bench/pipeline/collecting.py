"""Collecting a run's summaries: never one twice, and never one lost."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from bench.pipeline.journal import Journal
from bench.pipeline.manifest import adjust
from bench.records import Summary
from bench.rundir import RunDir
from runners.chat.rate_limiter import RateLimiter
from runners.collect import Ending, Progress, collect
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest


def pending(run: RunDir, requests: Sequence[SummaryRequest]) -> list[SummaryRequest]:
    """The requests that still have no answer; one that failed has none."""
    answered = {summary.id for summary in run.each_summary() if summary.status != "failed"}
    return [request for request in requests if request.id not in answered]


def collect_into(
    run: RunDir,
    runner: PacedRunner,
    requests: Sequence[SummaryRequest],
    *,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for summaries, and have each on disk in the run's folder before it counts as done.

    At the first interrupt no more are asked for, and those under way have a few seconds; the second one ends it.

    Args:
        run: with a manifest.
        runner: who is asked; it is closed at the end.
        requests: what is still pending.
        max_failures: how many may fail before the rest is not asked for; if None, all.
        on_progress: told how far it is.

    Raises:
        AllegedlyError: the model cannot be asked at all, or the folder cannot be written to.
        KeyboardInterrupt: it was interrupted.
    """
    written: dict[str, str] = {}

    def write(summaries: Sequence[Summary]) -> None:
        nonlocal written
        # Before the summaries: a run that is killed between the two would else claim to have sent `temperature` to a
        # server that had refused it.
        if runner.adjustments != written:
            written = dict(runner.adjustments)
            adjust(run, written)
        run.append(*summaries)

    async def ask() -> Ending:
        journal = Journal(write)
        try:
            with _stopped_by_interrupt(runner.limiter):
                return await collect(requests, runner, journal.keep, max_failures=max_failures, on_progress=on_progress)
        except asyncio.CancelledError:
            if runner.limiter.is_stopped:
                return "stopped"  # by a second interrupt
            raise
        finally:
            await runner.aclose()

    ending = asyncio.run(ask())
    if ending == "stopped":
        raise KeyboardInterrupt
    return ending


@contextmanager
def _stopped_by_interrupt(limiter: RateLimiter) -> Iterator[None]:
    """Let the first interrupt stop a limiter, and the second one cancel the task that runs now."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def interrupt() -> None:
        if not limiter.is_stopped:
            limiter.stop()
        elif task:
            task.cancel()

    is_installed = False
    with suppress(ValueError, RuntimeError):  # only the main thread is told of signals
        loop.add_signal_handler(signal.SIGINT, interrupt)
        is_installed = True
    try:
        yield
    finally:
        if is_installed:
            loop.remove_signal_handler(signal.SIGINT)
