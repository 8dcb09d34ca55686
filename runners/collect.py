"""Asking for many summaries at once, and handing each over the moment it arrives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

from bench.errors import AllegedlyError
from bench.records import Record, Summary
from runners.gate import Gate, GateShut, Limits
from runners.pace import Pace
from runners.reply import no_summary
from runners.request import Request
from runners.runner import Paced, Runner

log = logging.getLogger(__name__)

GRACE = 3.0
"""Seconds that requests under way have left once no more are sent."""
SPARE = 2
"""Workers for each place at the server: while one waits to ask again, another has its place."""

Ending = Literal["done", "stopped", "hopeless"]
"""Everything was asked for; somebody shut the gate; too many requests failed."""


class Progress(Record):
    """How far a collection is."""

    total: int
    done: int
    """Summaries that were handed over, failed ones too."""
    failed: int
    running: int
    """Requests that are with the server now."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    """What the server says it charged; None where it says nothing."""
    is_ending: bool = False
    """Whether no more requests are sent."""


def gate_for(runner: Runner, limits: Limits | None = None) -> Gate:
    """The gate that suits a runner: with a pace that grows where requests go to a server, a fixed one elsewhere."""
    limits = limits or Limits()
    ceiling = limits.concurrency or runner.concurrency
    if isinstance(runner, Paced):
        return Gate(Pace.towards(ceiling), limits, runner.gate.patience)
    return Gate(Pace(ceiling=ceiling, limit=ceiling), limits)


async def collect(
    requests: Sequence[Request],
    runner: Runner,
    on_summary: Callable[[Summary], Awaitable[None] | None],
    *,
    concurrency: int | None = None,
    gate: Gate | None = None,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for everything; every request ends in exactly one call of `on_summary`.

    A summary counts as done when `on_summary` has ended, so a collection that is cancelled or killed loses what its
    workers have in hand and nothing else: `SPARE` for each request at once, under way or not handed over yet. A
    request that fails does not touch the others. Once the gate is shut, from outside or because of too many failures,
    those under way have a few seconds, and the others are left. The runner stays open.

    Args:
        requests: those that are still to be answered.
        runner: who answers them.
        on_summary: takes a summary, failed ones too; what it raises ends the collection.
        concurrency: how many requests at once; if None, what suits the runner. A gate knows that already.
        gate: what the requests pass through; if None, one is made.
        max_failures: how many may fail before the rest is not worth asking for; if None, all.
        on_progress: told at the beginning, of every summary, and when no more are asked for.

    Raises:
        AllegedlyError: the runner cannot be asked at all.
    """
    gate = gate or gate_for(runner, Limits(concurrency=concurrency))
    if isinstance(runner, Paced):
        runner.gate = gate
    collection = _Collection(requests, runner, on_summary, gate, max_failures, on_progress)
    collection.tell()
    try:
        async with asyncio.TaskGroup() as group:
            count = min(SPARE * gate.pace.ceiling, len(requests))
            workers = [group.create_task(collection.work()) for _ in range(count)]
            end = group.create_task(collection.give_up(workers))
            if workers:
                await asyncio.wait(workers)
            end.cancel()
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None  # the first one ended the others
    if collection.is_hopeless:
        return "hopeless"
    return "stopped" if gate.is_shut else "done"


class _Collection:
    """What the workers of one collection share."""

    def __init__(
        self,
        requests: Sequence[Request],
        runner: Runner,
        on_summary: Callable[[Summary], Awaitable[None] | None],
        gate: Gate,
        max_failures: int | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._waiting = iter(requests)
        self._runner = runner
        self._on_summary = on_summary
        self._gate = gate
        self._max_failures = max_failures
        self._on_progress = on_progress
        self._progress = Progress(total=len(requests), done=0, failed=0, running=0)
        self.is_hopeless = False

    async def work(self) -> None:
        """Ask for one after another, until there is none left or the gate is shut."""
        for request in self._waiting:
            if self._gate.is_shut:
                return
            try:
                summary = await self._summary(request)
            except GateShut:
                return
            if (kept := self._on_summary(summary)) is not None:
                await kept
            self._count(summary)
            self.tell()

    async def give_up(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Once the gate is shut, end what has not ended a few seconds later."""
        await self._gate.shutting()
        self.tell()
        await asyncio.sleep(GRACE)
        for worker in workers:
            worker.cancel()

    def tell(self) -> None:
        """Tell how far it is."""
        if self._on_progress:
            now = {"running": self._gate.running, "is_ending": self._gate.is_shut}
            self._on_progress(self._progress.model_copy(update=now))

    def _count(self, summary: Summary) -> None:
        before, usage = self._progress, summary.usage
        cost = before.cost if usage.cost is None else (before.cost or 0.0) + usage.cost
        self._progress = before.model_copy(
            update={
                "done": before.done + 1,
                "failed": before.failed + (summary.status == "failed"),
                "prompt_tokens": before.prompt_tokens + usage.prompt_tokens,
                "completion_tokens": before.completion_tokens + usage.completion_tokens,
                "cost": cost,
            }
        )
        if self._max_failures is not None and self._progress.failed > self._max_failures and not self._gate.is_shut:
            self.is_hopeless = True
            self._gate.shut()

    async def _summary(self, request: Request) -> Summary:
        try:
            if isinstance(self._runner, Paced):
                return await self._runner.summarise(request)
            async with self._gate.turn(request):
                return await self._runner.summarise(request)
        except (AllegedlyError, GateShut):
            raise  # it would meet every other request as well
        except Exception as error:  # a bug, but the other requests have nothing to do with it
            log.debug("%s: %s", self._runner.name, request.id, exc_info=True)
            return no_summary(request, f"{type(error).__name__} inside the runner", model=self._runner.name)
