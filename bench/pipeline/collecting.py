"""Collecting a run's summaries, so that none is lost and none is asked for twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.errors import AllegedlyError, UsageError
from bench.pipeline.batch_file import BatchFile
from bench.pipeline.batching import batching_model
from bench.pipeline.beginning import adjust
from bench.pipeline.event_loop import wait_for
from bench.pipeline.interrupts import until_interrupted
from bench.pipeline.journal import Journal
from bench.records import Summary
from bench.rundir import RunDir
from runners.asking import Ending, Progress
from runners.batches.asking import Form, ask_in_batches
from runners.collect import collect
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, summary_of


class Collection(NamedTuple):
    """What is still to be asked of a model for a run."""

    run: RunDir
    """With a manifest."""
    runner: PacedRunner
    """Who is asked; it is closed at the end."""
    requests: Sequence[SummaryRequest]
    max_failures: int | None = None
    """How many may fail before no more requests are sent; if None, all may."""
    in_batches: bool = False
    """Whether they are sent in batches, if the runner's server takes them."""


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
    collection = Collection(run, runner, requests, max_failures, in_batches)
    (ended,) = collect_each([collection], on_progress=on_progress)
    if isinstance(ended, AllegedlyError):
        raise ended
    return ended


def collect_each(
    collections: Sequence[Collection], *, on_progress: Callable[[Progress], None] | None = None
) -> list[Ending | AllegedlyError]:
    """Ask for the summaries of several runs side by side, each at its server's pace, and wait for all of them.

    What befalls one of them does not touch the others. Interrupts are those of `collect_into`.

    Args:
        collections: one for each run.
        on_progress: called with the progress of all together after each change.

    Returns:
        How each ended, or why its model could not be asked or its folder not be written to.

    Raises:
        KeyboardInterrupt: they were interrupted.
    """
    parts = [Progress(total=len(collection.requests), done=0, failed=0, running=0) for collection in collections]

    async def ask(index: int, collection: Collection) -> Ending | AllegedlyError:
        def tell(progress: Progress) -> None:
            parts[index] = progress
            if on_progress:
                on_progress(Progress.together(parts))

        try:
            return await collect_async(
                collection.run,
                collection.runner,
                collection.requests,
                in_batches=collection.in_batches,
                max_failures=collection.max_failures,
                on_progress=tell,
            )
        except AllegedlyError as error:
            # Nobody waits for the rest of it.
            tell(parts[index].model_copy(update={"total": parts[index].done, "running": 0}))
            return error

    async def ask_all_of_them() -> list[Ending | AllegedlyError]:
        return list(await asyncio.gather(*(ask(index, each) for index, each in enumerate(collections))))

    limiters = [collection.runner.limiter for collection in collections]
    ended = wait_for(lambda: until_interrupted(ask_all_of_them(), limiters))
    # The command line's way to end an interrupted run: exit code 130.
    if ended is None or "stopped" in ended:
        raise KeyboardInterrupt
    return ended


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
