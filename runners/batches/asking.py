"""Asking for many things in batches, and handing each answer over once its batch has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bench.chat import AskingStopped, ChatReply, ChatRequest
from bench.records import BatchNote
from runners.asking import GRACE, Answer, Ending, Progress, counted_in
from runners.batches.notes import BatchNotes, custom_id, parts
from runners.batches.settling import failure, is_queue_full, missing, settled
from runners.batches.steps import Steps
from runners.batches.under_way import UnderWay
from runners.chat.batch_transport import BatchResult, BatchState
from runners.chat.refused_parameters import RefusedParameters
from runners.chat.retrying import RetryingChatModel

Q = TypeVar("Q")
A = TypeVar("A", bound=Answer)

LOOKS_APART = 1.5
"""By how much the wait before the next look at the batches grows."""
AT_ONCE = 256
"""Answers that are handed over together: a write to disk for each of 50,000 would take minutes."""
LARGEST_AT_ONCE = 8_000_000
"""Characters of them."""


@dataclass(frozen=True)
class Form(Generic[Q, A]):
    """How requests of one sort are sent, and what is made of the replies."""

    key: Callable[[Q], str]
    """What tells a request from all others of its sort, today and tomorrow; of equal ones one is sent."""
    chat: Callable[[Q], ChatRequest]
    """What the model is sent."""
    answer: Callable[[Q, ChatReply], A]
    """What is handed over for a reply."""


async def ask_in_batches(
    requests: Sequence[Q],
    form: Form[Q, A],
    model: RetryingChatModel,
    notes: BatchNotes,
    on_answer: Callable[[A], Awaitable[None]],
    *,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for everything; each request that is settled ends in exactly one call of `on_answer`.

    Batches that the notes say are under way are picked up, and only what is in none of them is sent. A request that
    fails for what may pass, or for a parameter that the server does not take, comes into another batch. Once the
    model's limiter is stopped, batches are left to go on at the server.

    Args:
        requests: those that are still to be answered.
        form: what they are.
        model: one whose server takes batches.
        notes: what is kept of batches; each note is on disk before the next step.
        on_answer: returns when an answer, a failed one too, is on disk.
        max_failures: how many may fail before no more batches are sent; if None, all.
        on_progress: called at the beginning and after each change.

    Raises:
        EndpointError: the server takes no batches, or not these.
        IncompleteError: the server fails for now; batches that are under way are noted.
    """
    asking = _BatchedAsking(requests, form, model, notes, on_answer, max_failures, on_progress)
    work = asyncio.ensure_future(asking.work())
    stop = asyncio.ensure_future(model.limiter.wait_until_stopped())
    try:
        await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            asking.report()
            # A step that is under way has a few seconds: what was begun is better noted than looked up later.
            await asyncio.wait({work}, timeout=GRACE)
        if not work.done():
            return "stopped"
        return await work
    except AskingStopped:
        return "stopped"
    finally:
        stop.cancel()
        work.cancel()
        await asyncio.gather(work, stop, return_exceptions=True)


class _Waiting(Generic[Q]):
    """A request without an answer."""

    def __init__(self, request: Q, chat: ChatRequest) -> None:
        self.request = request
        self.chat = chat
        self.troubles: tuple[str, ...] = ()


class _BatchedAsking(Generic[Q, A]):
    def __init__(
        self,
        requests: Sequence[Q],
        form: Form[Q, A],
        model: RetryingChatModel,
        notes: BatchNotes,
        on_answer: Callable[[A], Awaitable[None]],
        max_failures: int | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        assert model.batches is not None
        self._model = model
        self._batches = model.batches
        self._steps = Steps(model, model.batches)
        self._on_answer = on_answer
        self._form = form
        self._max_failures = max_failures
        self._on_progress = on_progress
        self._waiting = {custom_id(form.key(request)): _Waiting(request, form.chat(request)) for request in requests}
        self._under_way = UnderWay(model, self._steps, notes)
        self._ready: dict[str, A] = {}
        self._ready_size = 0
        self._progress = Progress(total=len(self._waiting), done=0, failed=0, running=0)
        self._is_queue_full = False

    async def work(self) -> Ending:
        """Pick up, send, look and take, until nothing is left to be asked."""
        self.report()
        await self._under_way.pick_up()
        self.report()
        policy = self._model.retry_policy
        wait = policy.first_look
        while not self._is_hopeless:
            if await self._send_what_is_in_none():
                wait = policy.first_look
            if not self._under_way:
                return "done"
            if not await self._take_what_has_ended():
                await self._model.limiter.sleep(wait)
                wait = min(policy.longest_look, LOOKS_APART * wait)
        return "hopeless"

    def report(self) -> None:
        """Say how far it is."""
        if self._on_progress:
            now = {"batches": self._under_way.summed, "is_ending": self._model.limiter.is_stopped}
            self._on_progress(self._progress.model_copy(update=now))

    @property
    def _is_hopeless(self) -> bool:
        return self._max_failures is not None and self._progress.failed > self._max_failures

    async def _send_what_is_in_none(self) -> bool:
        """Send the requests that are in no batch; whether there were any."""
        if self._is_queue_full and self._under_way:
            return False
        in_some = self._under_way.requests
        limits = self._batches.limits
        unsent = [id_ for id_ in self._waiting if id_ not in in_some]
        # One file at a time is written out: all requests of a large run together would take as much memory again.
        for ids, data in parts(self._lines(unsent), limits.requests, limits.megabytes * 1_000_000):
            await self._under_way.begin(ids, data)
            self.report()
        return bool(unsent)

    def _lines(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for id_ in ids:
            chat = self._waiting[id_].chat
            yield id_, self._batches.line(id_, chat.messages, self._model.as_sent(chat.parameters))

    async def _take_what_has_ended(self) -> bool:
        """Look at every batch and take the answers of those that have ended; whether there were any."""
        ended = await self._under_way.ended()
        for note, state in ended:
            await self._take(note, state)
        self.report()
        return bool(ended)

    async def _take(self, note: BatchNote, state: BatchState) -> None:
        """Hand over what came of a batch that has ended, and note that nothing more will come."""
        at_sending = RefusedParameters()
        at_sending.recall(note.refused)
        ours, heard = set(note.requests), set[str]()
        for file in filter(None, (state.output_file, state.error_file)):

            async def read(file: str = file) -> None:
                async for result in self._batches.results(file):
                    # A line may come twice, and somebody else's may be among ours.
                    if result.custom_id in ours and result.custom_id not in heard:
                        heard.add(result.custom_id)
                        await self._settle(result, state, at_sending)

            await self._steps.read(state.id, read)
        error = None
        if state.status == "failed" and not heard:
            error = self._failure(note, state, at_sending)
        else:
            for id_ in note.requests:
                if id_ not in heard:
                    await self._settle(BatchResult(id_, missing(state)), state, at_sending)
            self._is_queue_full = False
        await self._hand_over()
        await self._under_way.take(note, state)
        self.report()
        if error:
            raise error

    def _failure(self, note: BatchNote, state: BatchState, at_sending: RefusedParameters) -> Exception | None:
        """What to raise where a batch was not begun; None if its requests are worth sending again."""
        # Where other batches of ours fill the queue, there is room once they have ended.
        self._is_queue_full = is_queue_full(state) and len(self._under_way) > 1
        one_of_them = next((self._waiting[id_] for id_ in note.requests if id_ in self._waiting), None)
        if self._is_queue_full or one_of_them is None:
            return None
        return failure(state, self._model, self._model.as_sent(one_of_them.chat.parameters, at_sending))

    async def _settle(self, result: BatchResult, state: BatchState, at_sending: RefusedParameters) -> None:
        """Decide what one line comes to: an answer, or another try in another batch."""
        waiting = self._waiting.get(result.custom_id)
        if waiting is None:
            return
        sent = self._model.as_sent(waiting.chat.parameters, at_sending)
        reply = settled(result.outcome, state, self._model, sent, waiting.troubles)
        if reply is None:
            waiting.troubles += (str(result.outcome),)
            return
        self._ready[result.custom_id] = self._form.answer(waiting.request, reply)
        self._ready_size += len(reply.raw)
        if len(self._ready) >= AT_ONCE or self._ready_size >= LARGEST_AT_ONCE:
            await self._hand_over()

    async def _hand_over(self) -> None:
        ready, self._ready, self._ready_size = self._ready, {}, 0
        await asyncio.gather(*(self._on_answer(answer) for answer in ready.values()))
        for id_, answer in ready.items():
            del self._waiting[id_]
            self._progress = counted_in(self._progress, answer)
        if ready:
            self.report()
