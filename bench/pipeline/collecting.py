"""Collecting a run's summaries, so that none is lost and none is asked for twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bench.errors import UsageError
from bench.pipeline.batch_file import BatchFile
from bench.pipeline.batching import batching_model
from bench.pipeline.beginning import adjust
from bench.pipeline.event_loop import wait_for
from bench.pipeline.interrupts import stopped_by_interrupt
from bench.pipeline.journal import Journal
from bench.records import Summary
from bench.rundir import RunDir
from runners.asking import Ending, Progress
from runners.batches.asking import Form, ask_in_batches
from runners.collect import collect
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, summary_of


def pending(run: RunDir, requests: Sequence[SummaryRequest]) -> list[SummaryRequest]:
    """The requests that still have no answer; a failed one counts as unanswered."""
    # Refused and empty answers are answers: asking again would give the model a second try.
    answered = {summary.id for summary in run.each_summary() if summary.status != "failed"}
    return [request for request in requests if request.id not in answered]


def failures_allowed(text: str | None, requests: int) -> int | None:
    """How many requests may fail before no more are sent; None if all may.

    Args:
        text: of `--max-failures`: a whole number, or a share such as `5%`.
        requests: how many summaries are asked for.

    Raises:
        UsageError: the text is neither.
    """
    if text is None:
        return None
    number, percent, after_percent = text.strip().partition("%")
    # `isdecimal` is true of other scripts' digits too, and a number of a million digits would take long to read.
    if not after_percent and number.isascii() and number.replace(".", "", 1).isdecimal() and len(number) < 20:
        if percent and float(number) <= 100:
            # Rounded down: 5% of 30 requests are one failure.
            return int(float(number) * requests / 100)
        if not percent and number.isdecimal():
            return int(number)
    raise UsageError(f"--max-failures {text[:60]}: a number of summaries, such as 20, or a share of them, such as 5%")


def collect_into(
    run: RunDir,
    runner: PacedRunner,
    requests: Sequence[SummaryRequest],
    *,
    in_batches: bool = False,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for summaries and wait for them, as `collect_async` does.

    After the first interrupt no more requests are sent, and those under way have a few seconds to finish; a second
    interrupt ends them too.

    Raises:
        AllegedlyError: the model cannot be asked at all, or the folder cannot be written to.
        KeyboardInterrupt: it was interrupted.
    """

    async def ask() -> Ending:
        with stopped_by_interrupt(runner.limiter):
            try:
                return await collect_async(
                    run, runner, requests, in_batches=in_batches, max_failures=max_failures, on_progress=on_progress
                )
            except asyncio.CancelledError:
                if runner.limiter.is_stopped:  # by a first interrupt, so it was a second one that cancelled
                    return "stopped"
                raise

    ending = wait_for(ask)
    # The command line's way to end an interrupted run: exit code 130.
    if ending == "stopped":
        raise KeyboardInterrupt
    return ending


async def collect_async(
    run: RunDir,
    runner: PacedRunner,
    requests: Sequence[SummaryRequest],
    *,
    in_batches: bool = False,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for summaries; each is on disk in the run's folder before it counts as done.

    Args:
        run: with a manifest.
        runner: who is asked; it is closed at the end.
        requests: what is still pending.
        in_batches: whether they are sent in batches, if the runner's server takes them.
        max_failures: how many may fail before no more requests are sent; if None, all may.
        on_progress: called with the progress after each change.

    Raises:
        AllegedlyError: the model cannot be asked at all, or the folder cannot be written to.
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

    try:
        keep = Journal(write).keep  # made inside the loop that it belongs to
        if in_batches and (model := batching_model(runner)):
            return await ask_in_batches(
                requests,
                Form(
                    key=lambda request: request.id,
                    chat=lambda request: request.chat,
                    answer=lambda request, reply: summary_of(request, reply, model=runner.name),
                ),
                model,
                BatchFile(run.path, "summaries"),
                keep,
                max_failures=max_failures,
                on_progress=on_progress,
            )
        return await collect(requests, runner, keep, max_failures=max_failures, on_progress=on_progress)
    finally:
        await runner.aclose()
