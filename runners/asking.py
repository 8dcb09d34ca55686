"""Asking for many things at once, and handing each answer over the moment it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, Literal, Protocol, TypeVar

from bench.chat import AskingStopped
from bench.records import Record, Status, Usage
from bench.redaction import redacted
from runners.chat.rate_limiter import RateLimiter

GRACE = 3.0
"""Seconds that requests under way have left once no more are sent."""
WORKERS_PER_SLOT = 2
"""While one worker waits to ask again, or for its answer to be on disk, another one has its slot."""

Ending = Literal["done", "stopped", "hopeless"]
"""Everything was asked for; somebody stopped it; too many requests failed."""


class BatchesUnderWay(Record):
    """How the batches stand that a server is working on, added up."""

    ids: tuple[str, ...]
    """At the server."""
    status: str
    """Of the one that is the furthest behind, in the server's word."""
    requests: int
    answered: int
    """Those that the server has been through, failed ones too; nothing of them has come yet."""

    @classmethod
    def together(cls, parts: Sequence[BatchesUnderWay]) -> BatchesUnderWay | None:
        """How those of several collections stand; None if there are none."""
        if not parts:
            return None
        return cls(
            ids=tuple(id_ for part in parts for id_ in part.ids),
            status=min(parts, key=lambda part: part.answered / max(part.requests, 1)).status,
            requests=sum(part.requests for part in parts),
            answered=sum(part.answered for part in parts),
        )


class Progress(Record):
    """How far a collection is."""

    total: int
    done: int
    """Answers that were handed over, failed ones too."""
    failed: int
    running: int
    """Requests that are with the server now."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    """Of the prompts' tokens, those that the server had kept from earlier requests."""
    cost: float | None = None
    """What the server says it charged; None where it says nothing."""
    is_ending: bool = False
    """Whether no more requests are sent."""
    batches: BatchesUnderWay | None = None
    """Where requests are sent in batches, and some are under way."""

    @classmethod
    def together(cls, parts: Sequence[Progress]) -> Progress:
        """How far several collections are, taken together."""
        unfinished = [part for part in parts if part.done < part.total]
        costs = [part.cost for part in parts if part.cost is not None]
        return cls(
            total=sum(part.total for part in parts),
            done=sum(part.done for part in parts),
            failed=sum(part.failed for part in parts),
            running=sum(part.running for part in parts),
            prompt_tokens=sum(part.prompt_tokens for part in parts),
            completion_tokens=sum(part.completion_tokens for part in parts),
            cached_tokens=sum(part.cached_tokens for part in parts),
            cost=sum(costs) if costs else None,
            # One that has ended early does not end the others.
            is_ending=all(part.is_ending for part in unfinished or parts),
            batches=BatchesUnderWay.together([part.batches for part in parts if part.batches]),
        )


FOREIGN = ("text", "raw", "finish_reason", "error", "troubles")
"""Fields of an answer that hold what somebody else wrote."""


class Answer(Protocol):
    """What came of a request, for the count."""

    @property
    def status(self) -> Status:
        """How it ended."""

    @property
    def usage(self) -> Usage:
        """What it took."""


Q = TypeVar("Q")
A = TypeVar("A", bound=Answer)


async def ask_all(
    requests: Sequence[Q],
    ask: Callable[[Q], Awaitable[A]],
    limiter: RateLimiter,
    on_answer: Callable[[A], Awaitable[None] | None],
    *,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for everything; every request ends in exactly one call of `on_answer`.

    An answer counts as done when `on_answer` has ended, so a collection that is cancelled or killed loses what its
    workers have in hand and nothing else: `WORKERS_PER_SLOT` for each request at once, under way or not handed over
    yet. A request that fails does not touch the others. Once the limiter is stopped, from outside or because of too
    many failures, those under way have a few seconds, and the others are left.

    Args:
        requests: those that are still to be answered.
        ask: answers one, waiting for a slot of the limiter for each attempt; what it raises ends the collection.
        limiter: what each attempt goes through.
        on_answer: takes an answer, a failed one too; what it raises ends the collection.
        max_failures: how many may fail before the rest is not worth asking for; if None, whoever is asked decides.
        on_progress: called at the beginning, after every answer, and when no more are asked for.

    Raises:
        AllegedlyError: nothing can be asked for at all.
    """
    limiter.can_give_up = max_failures is None
    collection = _Collection(requests, ask, limiter, on_answer, max_failures, on_progress)
    collection.report()
    try:
        async with asyncio.TaskGroup() as group:
            # As many as the ceiling allows, though the limit begins lower: workers that have no slot only wait.
            count = min(WORKERS_PER_SLOT * limiter.concurrency.ceiling, len(requests))
            workers = [group.create_task(collection.work()) for _ in range(count)]
            end = group.create_task(collection.end_after_grace(workers))
            # `asyncio.wait` refuses an empty set.
            if workers:
                await asyncio.wait(workers)
            end.cancel()
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None  # the first one ended the others
    if collection.is_hopeless or limiter.given_up:
        return "hopeless"
    return "stopped" if limiter.is_stopped else "done"


def counted_in(progress: Progress, answer: Answer) -> Progress:
    """A progress with one more answer in it."""
    usage = answer.usage
    # None stays None until a server names a cost: an unknown cost is not 0.
    cost = progress.cost if usage.cost is None else (progress.cost or 0.0) + usage.cost
    return progress.model_copy(
        update={
            "done": progress.done + 1,
            "failed": progress.failed + (answer.status == "failed"),
            "prompt_tokens": progress.prompt_tokens + usage.prompt_tokens,
            "completion_tokens": progress.completion_tokens + usage.completion_tokens,
            "cached_tokens": progress.cached_tokens + usage.cached_tokens,
            "cost": cost,
        }
    )


class _Collection(Generic[Q, A]):
    """What the workers of one collection share."""

    def __init__(
        self,
        requests: Sequence[Q],
        ask: Callable[[Q], Awaitable[A]],
        limiter: RateLimiter,
        on_answer: Callable[[A], Awaitable[None] | None],
        max_failures: int | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._waiting = iter(requests)
        self._ask = ask
        self._limiter = limiter
        self._on_answer = on_answer
        self._max_failures = max_failures
        self._on_progress = on_progress
        self._progress = Progress(total=len(requests), done=0, failed=0, running=0)
        self.is_hopeless = False

    async def work(self) -> None:
        """Make one request after another, until there is none left or the limiter is stopped."""
        for request in self._waiting:  # all workers share one iterator, so no request is taken twice
            if self._limiter.is_stopped:
                return
            try:
                # Whoever was asked, and however: all that is kept of it passes here.
                answer = _without_secrets(await self._ask(request))
            except AskingStopped:
                return
            # Counted only once it is handed over: what is shown as done is on disk.
            if (handed_over := self._on_answer(answer)) is not None:
                await handed_over
            self._count(answer)
            self.report()

    async def end_after_grace(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Once the limiter is stopped, cancel what has not ended a few seconds later."""
        await self._limiter.wait_until_stopped()
        self.report()
        await asyncio.sleep(GRACE)
        # Whoever interrupts a run does not want to wait for a model that thinks for minutes.
        for worker in workers:
            worker.cancel()

    def report(self) -> None:
        """Say how far it is."""
        if self._on_progress:
            now = {"running": self._limiter.running, "is_ending": self._limiter.is_stopped}
            self._on_progress(self._progress.model_copy(update=now))

    def _count(self, answer: A) -> None:
        self._progress = counted_in(self._progress, answer)
        # After an interrupt it is stopped already, and what fails then does not make it hopeless.
        has_too_many = self._max_failures is not None and self._progress.failed > self._max_failures
        if has_too_many and not self._limiter.is_stopped:
            self.is_hopeless = True
            self._limiter.stop()


def _without_secrets(answer: A) -> A:
    if not isinstance(answer, Record):
        return answer
    kept: dict[str, object] = {}
    for name in FOREIGN:
        value = getattr(answer, name, None)
        if isinstance(value, str):
            kept[name] = redacted(value)
        elif isinstance(value, tuple):
            kept[name] = tuple(redacted(str(line)) for line in value)
    return answer.model_copy(update=kept)
