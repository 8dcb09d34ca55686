"""The steps of a batch at its server, each taken again where that helps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bench.errors import EndpointError, IncompleteError
from bench.records import BatchNote
from runners.chat.batch_transport import BatchState, BatchTransport
from runners.chat.retrying import RetryingChatModel
from runners.chat.transport import RequestError

T = TypeVar("T")

TIME_LIMIT = 900.0
"""Seconds that a step may take: a file has up to 200 MB."""
LOOK_LIMIT = 60.0
"""Seconds that looking at a batch may take."""
PATIENCE = 8
"""How many times as often as another step a batch that is under way is looked at, if its server fails."""
NO_BATCHES = "; if it takes no batches, leave out --batch"
GONE = "; if it is gone for good, remove batches.jsonl and run again, which asks anew for what is missing"
CLOCKS_DIFFER = 86_400
"""Seconds by which a server's clock may be behind this machine's."""


class Steps:
    """Takes the steps of a model's batches."""

    def __init__(self, model: RetryingChatModel, batches: BatchTransport) -> None:
        self._model = model
        self._batches = batches
        self._has_answered = False

    async def upload(self, data: bytes) -> str:
        """Hand over a file of requests; its id."""
        return await self._taken(lambda: self._batches.upload(data), "a file of requests", hint=NO_BATCHES)

    async def create(self, note: BatchNote) -> BatchState:
        """Begin a batch whose file is uploaded; whether the last attempt did so is looked up before the next one."""
        return await self._taken(
            lambda: self._batches.create(note.file, note.mark),
            "a batch",
            found=lambda: self._find_once(note),
            hint=NO_BATCHES,
        )

    async def find(self, note: BatchNote) -> BatchState | None:
        """A batch whose file is uploaded, if it was begun."""
        return await self._taken(lambda: self._find_once(note), "the list of its batches")

    async def look(self, batch: str) -> BatchState:
        """How a batch stands; a server that fails is given a long time."""
        return await self._taken(
            lambda: self._batches.retrieve(batch), f"batch {batch}", limit=LOOK_LIMIT, patience=PATIENCE, hint=GONE
        )

    async def read(self, batch: str, read: Callable[[], Awaitable[None]]) -> None:
        """Read a file of results, from its beginning each time."""
        await self._taken(read, f"the results of batch {batch}", hint=GONE)

    async def _find_once(self, note: BatchNote) -> BatchState | None:
        earliest = datetime.fromisoformat(note.at).timestamp() - CLOCKS_DIFFER
        async for state in self._batches.recent():
            # Not every server keeps what it was given to find a batch by.
            if note.mark == state.mark or (note.file and note.file == state.input_file):
                return state
            if 0 < state.created < earliest:
                return None
        return None

    async def _taken(
        self,
        step: Callable[[], Awaitable[T]],
        what: str,
        *,
        found: Callable[[], Awaitable[T | None]] | None = None,
        limit: float = TIME_LIMIT,
        patience: int = 1,
        hint: str = "",
    ) -> T:
        """Take a step, again where that helps.

        Args:
            step: taken once by each call.
            what: it is about, for messages.
            found: what the step brings if it was taken already, though the answer to that was lost.
            limit: seconds that an attempt may take.
            patience: how many times the usual number of attempts there may be.
            hint: what else to do where the server has no such thing.

        Raises:
            EndpointError: it cannot be taken.
            IncompleteError: it may be taken later.
            AskingStopped: somebody stopped it.
        """
        policy = self._model.retry_policy
        attempt = 0
        while True:
            attempt += 1
            try:
                self._batches.open()
                async with asyncio.timeout(limit):
                    if found and attempt > 1 and (before := await found()) is not None:
                        return before
                    taken = await step()
            except TimeoutError:
                error = RequestError(f"no answer within {limit:g} s", "again")
            except RequestError as raised:
                error = raised
            else:
                self._has_answered = True
                return taken
            is_first_contact = error.is_unreachable and not self._has_answered
            most = policy.first_contact if is_first_contact else policy.attempts * patience
            is_too_long = error.wait is not None and error.wait > policy.longest_pause
            if error.remedy != "again" or (is_first_contact and attempt >= most):
                raise EndpointError(f"{self._model.name}: {what}: {error}{hint if error.remedy == 'closed' else ''}")
            if attempt >= most or is_too_long:
                raise IncompleteError(f"{self._model.name}: {what}: {error}; nothing is lost: the same command goes on")
            await self._model.limiter.sleep(max(policy.wait_after(attempt), error.wait or 0.0))
