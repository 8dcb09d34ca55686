"""Asking for many summaries at once, and handing each over the moment it arrives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from bench.errors import AllegedlyError
from bench.models import Record, Summary
from runners.reply import no_summary
from runners.request import Request
from runners.runner import Runner

log = logging.getLogger(__name__)


class Progress(Record):
    """How far a collection is."""

    total: int
    done: int
    failed: int
    """Of those done."""
    running: int


async def collect(
    requests: Sequence[Request],
    runner: Runner,
    on_summary: Callable[[Summary], None],
    *,
    concurrency: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Ask for everything; every request ends in exactly one call of `on_summary`.

    Between the arrival of a summary and the call nothing else can happen, so a collection that is cancelled
    loses the requests in flight and nothing else. A request that fails does not touch the others. The runner
    stays open.

    Args:
        requests: those that are still to be answered.
        runner: who answers them.
        on_summary: takes a summary, failed ones too; what it raises ends the collection.
        concurrency: how many requests at once; if None, what suits the runner.
        on_progress: told of every request that begins or ends.

    Raises:
        AllegedlyError: the runner cannot be asked at all.
    """
    waiting = iter(requests)
    done = failed = running = 0

    def tell() -> None:
        if on_progress:
            on_progress(Progress(total=len(requests), done=done, failed=failed, running=running))

    async def work() -> None:
        nonlocal done, failed, running
        for request in waiting:
            running += 1
            tell()
            summary = await _summary(runner, request)
            on_summary(summary)
            running -= 1
            done += 1
            failed += summary.status == "failed"
            tell()

    workers = min(concurrency or runner.concurrency, len(requests))
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(work())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None  # the first one ended the others


async def _summary(runner: Runner, request: Request) -> Summary:
    try:
        return await runner.summarise(request)
    except AllegedlyError:
        raise  # it would meet every other request as well
    except Exception as error:  # a bug, but the other requests have nothing to do with it
        log.debug("%s: %s", runner.name, request.id, exc_info=True)
        return no_summary(request, f"{type(error).__name__} inside the runner", model=runner.name)
