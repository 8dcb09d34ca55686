"""What every request waits for before it is sent: a free slot, this minute's budget, the end of a pause."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from bench.chat import AskingStopped, ChatRequest
from bench.records import Record, Usage
from runners.chat.concurrency import Concurrency
from runners.chat.server_pace import ServerPace
from runners.chat.transport import RequestError

BYTES_PER_TOKEN = 4
"""Of UTF-8: what tokenizers come to with English prose."""
SUMMARY_TOKENS = 200
"""What a summary of a news article takes."""
LONGEST_PAUSE = 300.0
"""Seconds. A server that asks for a longer pause has a quota that is used up for the day."""


class Limits(Record):
    """The limits that a user sets; None means no limit was given."""

    concurrency: int | None = None
    """Requests at once, at most."""
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    """Of prompts and answers."""
    timeout: float | None = None
    """Seconds that one attempt may take."""
    retries: bool = True


class Slot:
    """One request's time with the server."""

    def __init__(self) -> None:
        self.usage: Usage | None = None
        """What the server counted; set by whoever holds the slot, if they know it."""
        self.began = time.monotonic()


class RateLimiter:
    """Decides when a request to a model may be sent, and whether any is.

    Models of one server share its pace; each is stopped by itself.
    """

    def __init__(
        self, concurrency: Concurrency, limits: Limits | None = None, *, longest_pause: float = LONGEST_PAUSE
    ) -> None:
        """Set up, with a pace of its own.

        Args:
            concurrency: how many at once, to begin with; at its ceiling, it stays there until the server pushes back.
            limits: what the user wants; its `concurrency` is in the first argument already.
            longest_pause: seconds; if a server asks one request for a longer pause, the others do not wait for it.
        """
        limits = limits or Limits()
        self._pace = ServerPace(
            concurrency,
            requests_per_minute=limits.requests_per_minute,
            tokens_per_minute=limits.tokens_per_minute,
        )
        self._longest_pause = longest_pause
        self._running = 0
        self._stop = asyncio.Event()
        self._waiting: set[anyio.CancelScope] = set()
        self.can_give_up = True
        """Whether a model may stop asking a server that only fails; not where the user has set a limit to failures."""
        self.given_up: str | None = None
        """Why nothing is asked any more, in a line, if that was the model's own decision."""

    def share_pace_of(self, other: RateLimiter) -> None:
        """Take another limiter's pace, since both are of one server; to be called before the first request."""
        self._pace = other._pace

    @property
    def concurrency(self) -> Concurrency:
        """What is known of how many requests at once the server can take."""
        return self._pace.concurrency

    @property
    def running(self) -> int:
        """Requests of this model that are with the server now."""
        return self._running

    @property
    def is_stopped(self) -> bool:
        """Whether no more requests are sent."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Send no more requests: those that wait are dismissed, and those under way may finish."""
        self._stop.set()
        for waiting in self._waiting:
            waiting.cancel()

    def give_up(self, why: str) -> None:
        """Send no more requests, since this server is not worth asking."""
        if self.can_give_up and not self.is_stopped:
            self.given_up = why
            self.stop()

    async def wait_until_stopped(self) -> None:
        """Return once no more requests are sent."""
        await self._stop.wait()

    async def sleep(self, seconds: float) -> None:
        """Wait this long, unless the limiter is stopped first.

        Raises:
            AskingStopped: it is.
        """
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
        raise AskingStopped

    @asynccontextmanager
    async def slot(self, request: ChatRequest) -> AsyncIterator[Slot]:
        """Wait for a slot and hold it; whether the block raises tells how well the server copes.

        Raises:
            AskingStopped: no more requests are sent.
        """
        pace = self._pace
        async with self._place(pace):
            expected = prompt_tokens(request) + answer_tokens(request)
            await self._wait_until(pace.reserve(expected))
            number = pace.begin()
            self._running += 1
            slot = Slot()
            try:
                yield slot
            except RequestError as error:
                # "Retry-After: 20" on one request holds for the whole account: the others pause as well, instead of
                # finding out one by one.
                if error.remedy == "again":
                    pace.pause(self._pause_for_all(error))
                if error.is_pushback:
                    pace.pushed_back(number)
                raise
            except TimeoutError:
                # A server that takes on more than it can do may say nothing and just become slow.
                pace.pushed_back(number)
                raise
            else:
                spent = _total(slot.usage) if slot.usage else 0
                pace.answered(spent - expected if spent else None)
            finally:
                self._running -= 1
                pace.end()

    @asynccontextmanager
    async def _place(self, pace: ServerPace) -> AsyncIterator[None]:
        """Wait for one of the server's places, unless the limiter is stopped first, and hold it."""
        if self.is_stopped:
            raise AskingStopped
        with anyio.CancelScope() as waiting:
            self._waiting.add(waiting)
            try:
                await pace.capacity.acquire()
            finally:
                self._waiting.discard(waiting)
        if waiting.cancelled_caught:
            raise AskingStopped
        try:
            yield
        finally:
            pace.capacity.release()

    async def _wait_until(self, due: float) -> None:
        """Wait until a request is due, and for the end of a pause."""
        while True:  # another request may prolong the pause while this one waits for its end
            if self.is_stopped:
                raise AskingStopped
            seconds_left = max(due, self._pace.pause_ends) - time.monotonic()
            if seconds_left <= 0:
                return
            await self.sleep(seconds_left)

    def _pause_for_all(self, error: RequestError) -> float:
        """Seconds that all requests wait because of one; a pause too long to wait for concerns only that one."""
        wait = error.wait or 0.0
        return wait if wait <= self._longest_pause else 0.0


def prompt_tokens(request: ChatRequest) -> int:
    """Tokens of a request's messages, roughly: only the server's own tokenizer could count them."""
    # Bytes and not characters: tokenizers take a Chinese or Arabic letter for more than a Latin one.
    return sum(len(message.content.encode()) for message in request.messages) // BYTES_PER_TOKEN


def answer_tokens(request: ChatRequest) -> int:
    """Tokens of the summary that answers a request, roughly."""
    return min(SUMMARY_TOKENS, most_answer_tokens(request) or SUMMARY_TOKENS)


def most_answer_tokens(request: ChatRequest) -> int | None:
    """Tokens that the answer and the thinking before it may take at most; None if nothing limits them."""
    limit, thinking = request.parameters.get("max_tokens"), request.parameters.get("thinking_tokens", 0)
    # Servers count thinking as part of the answer.
    return limit + thinking if isinstance(limit, int) and isinstance(thinking, int) else None


def _total(usage: Usage) -> int:
    return usage.prompt_tokens + usage.completion_tokens
