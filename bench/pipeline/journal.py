"""Writing records as they arrive, in batches when many arrive at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Journal(Generic[T]):
    """Hands records to a slow writer, each once and in order; `keep` returns when its record is written.

    Records that arrive while the writer is busy are written together in the next write. So on a slow disk nobody
    waits for more than two writes, however many records arrive at once.
    """

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        """Set up.

        Args:
            write: called on a thread of its own, one call at a time; what it raises comes to all who wait for it.
        """
        self._write = write
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(self, record: T) -> None:
        """Return when the record is written."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((record, written))
        # No await lies between the last look at `_waiting` and the writer's end, so that no record is left behind.
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._work())
        await written

    async def _work(self) -> None:
        while self._waiting:
            # Taken before the write begins: what arrives while it runs goes into the next one.
            batch, self._waiting = self._waiting, []
            error: Exception | None = None
            try:
                await asyncio.to_thread(self._write, [record for record, _ in batch])
            except Exception as raised:  # noqa: BLE001 - for those who wait
                error = raised
            for _, written in batch:
                if written.done():
                    continue  # whoever waited for it was cancelled
                if error:
                    written.set_exception(error)
                else:
                    written.set_result(None)
