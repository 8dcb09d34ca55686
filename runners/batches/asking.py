"""Asking for many things in batches, and handing each answer over once its batch has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bench.chat import AskingStopped, ChatReply, ChatRequest
from bench.errors import EndpointError, IncompleteError
from bench.records import BatchNote
from runners.asking import GRACE, Answer, BatchesUnderWay, Ending, Progress, counted_in
from runners.batches.notes import BatchNotes, custom_id, following, new_mark, now, parts
from runners.batches.steps import Steps
from runners.chat.batch_transport import BatchResult, BatchState
from runners.chat.refused_parameters import RefusedParameters
from runners.chat.replies import failed_reply, reply_from
from runners.chat.retrying import RetryingChatModel
from runners.chat.transport import Completion, RequestError, ServerError
from runners.failure_phrases import phrase

Q = TypeVar("Q")
A = TypeVar("A", bound=Answer)

ATTEMPTS = 3
"""Batches that a request may be in, each of which may take a day, if it fails for what may pass."""
LOOKS_APART = 1.5
"""By how much the wait before the next look at the batches grows."""
AT_ONCE = 256
"""Answers that are handed over together: a write to disk for each of 50,000 would take minutes."""
LARGEST_AT_ONCE = 8_000_000
"""Characters of them."""


async def ask_in_batches(
    requests: Sequence[Q],
    model: RetryingChatModel,
    notes: BatchNotes,
    on_answer: Callable[[A], Awaitable[None]],
    *,
    key: Callable[[Q], str],
    chat: Callable[[Q], ChatRequest],
    answer: Callable[[Q, ChatReply], A],
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask for everything; each request that is settled ends in exactly one call of `on_answer`.

    Batches that the notes say are under way are picked up, and only what is in none of them is sent. A request that
    fails for what may pass, or for a parameter that the server does not take, comes into another batch. Once the
    model's limiter is stopped, batches are left to go on at the server.

    Args:
        requests: those that are still to be answered.
        model: one whose server takes batches.
        notes: what is kept of batches; each note is on disk before the next step.
        on_answer: returns when an answer, a failed one too, is on disk.
        key: what tells one request from all others of the same notes, today and tomorrow; of several with the same key
            one is sent.
        chat: what the model is sent.
        answer: what is handed over for a reply.
        max_failures: how many may fail before no more batches are sent; if None, all.
        on_progress: called at the beginning and after each change.

    Raises:
        EndpointError: the server takes no batches, or not these.
        IncompleteError: the server fails for now; batches that are under way are noted.
    """
    asking = _BatchedAsking(requests, model, notes, on_answer, key, chat, answer, max_failures, on_progress)
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
        model: RetryingChatModel,
        notes: BatchNotes,
        on_answer: Callable[[A], Awaitable[None]],
        key: Callable[[Q], str],
        chat: Callable[[Q], ChatRequest],
        answer: Callable[[Q, ChatReply], A],
        max_failures: int | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        assert model.batches is not None
        self._model = model
        self._batches = model.batches
        self._steps = Steps(model, model.batches)
        self._notes = notes
        self._on_answer = on_answer
        self._answer = answer
        self._max_failures = max_failures
        self._on_progress = on_progress
        self._waiting = {custom_id(key(request)): _Waiting(request, chat(request)) for request in requests}
        self._under_way: dict[str, tuple[BatchNote, BatchState]] = {}
        self._ready: dict[str, A] = {}
        self._ready_size = 0
        self._progress = Progress(total=len(self._waiting), done=0, failed=0, running=0)
        self._is_queue_full = False

    async def work(self) -> Ending:
        """Pick up, send, look and take, until nothing is left to be asked."""
        self.report()
        await self._pick_up()
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
            now_ = {"batches": self._sum(), "is_ending": self._model.limiter.is_stopped}
            self._on_progress(self._progress.model_copy(update=now_))

    @property
    def _is_hopeless(self) -> bool:
        return self._max_failures is not None and self._progress.failed > self._max_failures

    def _sum(self) -> BatchesUnderWay | None:
        if not self._under_way:
            return None
        states = [state for _, state in self._under_way.values()]
        return BatchesUnderWay(
            ids=tuple(state.id for state in states),
            status=min(states, key=lambda state: state.completed + state.failed).status,
            requests=sum(len(note.requests) for note, _ in self._under_way.values()),
            answered=sum(state.completed + state.failed for state in states),
        )

    async def _pick_up(self) -> None:
        """Go on with the batches that were under way when an earlier process ended."""
        for note in await asyncio.to_thread(self._notes.under_way):
            if note.server != self._model.endpoint.base_url:
                raise EndpointError(
                    f"{self._model.name}: a batch is under way at {note.server}, not at {self._model.endpoint.base_url}"
                )
            self._model.refused.recall(note.refused)
            if note.batch:
                state: BatchState | None = await self._steps.look(note.batch)
            else:
                # It ended between two notes: whether there is a batch only the server knows.
                state = await self._steps.find(note)
                if state:
                    await self._write(following(note, event="created", batch=state.id))
                else:
                    await self._write(following(note, event="taken", status="never begun"))
            if state:
                self._under_way[note.mark] = (note, state)
        self.report()

    async def _send_what_is_in_none(self) -> bool:
        """Send the requests that are in no batch; whether there were any."""
        if self._is_queue_full and self._under_way:
            return False
        sent = {id_ for note, _ in self._under_way.values() for id_ in note.requests}
        lines = {
            id_: self._batches.line(id_, waiting.chat.messages, self._model.as_sent(waiting.chat.parameters))
            for id_, waiting in self._waiting.items()
            if id_ not in sent
        }
        limits = self._batches.limits
        for part in parts(lines, limits.requests, limits.megabytes * 1_000_000):
            await self._begin(part)
        return bool(lines)

    async def _begin(self, part: dict[str, bytes]) -> None:
        """Begin one batch."""
        file = await self._steps.upload(b"".join(part.values()))
        note = BatchNote(
            at=now(),
            event="uploaded",
            purpose=self._notes.purpose,
            mark=new_mark(),
            server=self._model.endpoint.base_url or "",
            file=file,
            refused=dict(self._model.refused.reasons),
            requests=tuple(part),
        )
        await self._write(note)
        # The last moment at which nothing has been paid for.
        if self._model.limiter.is_stopped:
            raise AskingStopped
        state = await self._steps.create(note)
        await self._write(following(note, event="created", batch=state.id))
        self._under_way[note.mark] = (note, state)
        self.report()

    async def _take_what_has_ended(self) -> bool:
        """Look at every batch and take the answers of those that have ended; whether there were any."""
        has_any = False
        for mark, (note, before) in list(self._under_way.items()):
            state = before if before.has_ended else await self._steps.look(before.id)
            self._under_way[mark] = (note, state)
            if state.has_ended:
                has_any = True
                await self._take(note, state)
        self.report()
        return has_any

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
        failure = None
        if state.status == "failed" and not heard:
            failure = self._failure(note, state, at_sending)
        else:
            for id_ in note.requests:
                if id_ not in heard:
                    missing = RequestError(f"no answer in batch {state.id} ({state.status})", "again")
                    await self._settle(BatchResult(id_, missing), state, at_sending)
            self._is_queue_full = False
        await self._hand_over()
        await self._write(following(note, event="taken", batch=state.id, status=state.status))
        del self._under_way[note.mark]
        self.report()
        if failure:
            raise failure

    def _failure(self, note: BatchNote, state: BatchState, at_sending: RefusedParameters) -> Exception | None:
        """What to raise where a batch was not begun; None if its requests are worth sending again."""
        error = state.errors[0] if state.errors else ServerError(message="no reason given")
        sent = next((self._waiting[id_].chat for id_ in note.requests if id_ in self._waiting), None)
        if sent and self._model.refused.learn(self._model.as_sent(sent.parameters, at_sending), error):
            return None
        if not phrase("queue_full").search(f"{error.code} {error.message}"):
            return EndpointError(f"{self._model.name}: the server did not begin batch {state.id}: {error.message}")
        # Where other batches of ours fill the queue, there is room once they have ended.
        self._is_queue_full = len(self._under_way) > 1
        if self._is_queue_full:
            return None
        return IncompleteError(
            f"{self._model.name}: the server's queue of batches is full: {error.message}; run the same again later"
        )

    async def _settle(self, result: BatchResult, state: BatchState, at_sending: RefusedParameters) -> None:
        """Decide what one line comes to: an answer, or another try in another batch."""
        waiting = self._waiting.get(result.custom_id)
        if waiting is None:
            return
        outcome = result.outcome
        if isinstance(outcome, Completion):
            reply = reply_from(outcome)
        else:
            reported = outcome.server_error if outcome.remedy == "adapt" else None
            sent = self._model.as_sent(waiting.chat.parameters, at_sending)
            is_adapted = reported is not None and self._model.refused.learn(sent, reported)
            attempts = min(ATTEMPTS, self._model.retry_policy.attempts)
            # Whoever cancelled a batch wants no other one in its place.
            is_worth_it = outcome.remedy == "again" and state.status != "cancelled"
            if is_adapted or (is_worth_it and len(waiting.troubles) + 1 < attempts):
                waiting.troubles += (str(outcome),)
                return
            reply = failed_reply(str(outcome), status="refused" if outcome.remedy == "refused" else "failed")
        reply = reply.model_copy(update={"attempts": len(waiting.troubles) + 1, "troubles": waiting.troubles})
        self._ready[result.custom_id] = self._answer(waiting.request, reply)
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

    async def _write(self, note: BatchNote) -> None:
        await asyncio.to_thread(self._notes.write, note)
