"""The batches that a server is working on: begun, picked up and looked at, each step noted before the next one."""

from __future__ import annotations

import asyncio

from bench.chat import AskingStopped
from bench.errors import EndpointError
from bench.records import BatchNote
from runners.asking import BatchesUnderWay
from runners.batches.notes import BatchNotes, following, new_mark, now
from runners.batches.steps import Steps
from runners.chat.batch_transport import BatchState
from runners.chat.retrying import RetryingChatModel


class UnderWay:
    """The batches of one purpose at one model's server."""

    def __init__(self, model: RetryingChatModel, steps: Steps, notes: BatchNotes) -> None:
        self._model = model
        self._steps = steps
        self._notes = notes
        self._batches: dict[str, tuple[BatchNote, BatchState]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._batches)

    @property
    def requests(self) -> set[str]:
        """The ids of all requests that are in some batch."""
        return {id_ for note, _ in self._batches.values() for id_ in note.requests}

    @property
    def summed(self) -> BatchesUnderWay | None:
        """How they stand, added up; None if there are none."""
        if not self._batches:
            return None
        states = [state for _, state in self._batches.values()]
        return BatchesUnderWay(
            ids=tuple(state.id for state in states),
            status=min(states, key=lambda state: state.completed + state.failed).status,
            requests=sum(len(note.requests) for note, _ in self._batches.values()),
            answered=sum(state.completed + state.failed for state in states),
        )

    async def pick_up(self) -> None:
        """Go on with those that were under way when an earlier process ended.

        Raises:
            EndpointError: one is at another server.
        """
        here = self._model.endpoint.base_url
        for note in await asyncio.to_thread(self._notes.under_way):
            if note.server != here:
                raise EndpointError(f"{self._model.name}: a batch is under way at {note.server}, not at {here}")
            self._model.refused.recall(note.refused)
            if note.batch:
                self._batches[note.mark] = (note, await self._steps.look(note.batch))
            # That process ended between two notes: whether there is a batch only the server knows.
            elif state := await self._steps.find(note):
                await self._created(note, state)
            else:
                await self._write(following(note, event="taken", status="never begun"))

    async def begin(self, ids: tuple[str, ...], data: bytes) -> None:
        """Begin a batch.

        Args:
            ids: of its requests.
            data: the file that they are in.

        Raises:
            AskingStopped: no more are to be sent; nothing has been paid for.
        """
        note = BatchNote(
            at=now(),
            event="uploaded",
            purpose=self._notes.purpose,
            mark=new_mark(),
            server=self._model.endpoint.base_url or "",
            file=await self._steps.upload(data),
            refused=dict(self._model.refused.reasons),
            requests=ids,
        )
        await self._write(note)
        # The last moment at which nothing has been paid for.
        if self._model.limiter.is_stopped:
            raise AskingStopped
        await self._created(note, await self._steps.create(note))

    async def ended(self) -> list[tuple[BatchNote, BatchState]]:
        """Look at each, and return those that have ended."""
        for mark, (note, state) in self._batches.items():
            if not state.has_ended:
                self._batches[mark] = (note, await self._steps.look(state.id))
        return [(note, state) for note, state in self._batches.values() if state.has_ended]

    async def take(self, note: BatchNote, state: BatchState) -> None:
        """Note that all that came of a batch is on disk."""
        await self._write(following(note, event="taken", batch=state.id, status=state.status))
        del self._batches[note.mark]

    async def _created(self, note: BatchNote, state: BatchState) -> None:
        await self._write(following(note, event="created", batch=state.id))
        self._batches[note.mark] = (note, state)

    async def _write(self, note: BatchNote) -> None:
        await asyncio.to_thread(self._notes.write, note)
