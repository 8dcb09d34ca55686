"""What every request waits for before it is sent: a free slot, this minute's budget, the end of a pause."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from bench.chat import AskingStopped, ChatRequest
from bench.records import Record, Usage
from runners.chat.concurrency import Concurrency
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
    """Decides when a request may be sent; one for all requests to a server."""

    def __init__(
        self, concurrency: Concurrency, limits: Limits | None = None, *, longest_pause: float = LONGEST_PAUSE
    ) -> None:
        """Set up.

        Args:
            concurrency: how many at once, to begin with; at its ceiling, it stays there until the server pushes back.
            limits: what the user wants; its `concurrency` is in the first argument already.
            longest_pause: seconds; if a server asks one request for a longer pause, the others do not wait for it.
        """
        limits = limits or Limits()
        self.concurrency = concurrency
        self._longest_pause = longest_pause
        self._requests = MinuteBudget(limits.requests_per_minute) if limits.requests_per_minute else None
        self._tokens = MinuteBudget(limits.tokens_per_minute) if limits.tokens_per_minute else None
        # Its number of tokens may change while requests wait, which a semaphore does not allow.
        self._capacity = anyio.CapacityLimiter(concurrency.at_once)
        self._sent = 0
        self._running = 0
        self._pause_ends = 0.0
        self._stop = asyncio.Event()
        self.can_give_up = True
        """Whether a model may stop asking a server that only fails; not where the user has set a limit to failures."""
        self.given_up: str | None = None
        """Why nothing is asked any more, in a line, if that was the model's own decision."""

    @property
    def running(self) -> int:
        """Requests that are with the server now."""
        return self._running

    @property
    def is_stopped(self) -> bool:
        """Whether no more requests are sent."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Send no more requests: those that wait are dismissed, and those under way may finish."""
        self._stop.set()
        self._capacity.total_tokens = math.inf  # wakes all who wait for a slot, so that they see that it is over

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
        async with self._capacity:
            expected = prompt_tokens(request) + answer_tokens(request)
            await self._wait(expected)
            self._sent += 1
            number = self._sent
            self._running += 1
            slot = Slot()
            try:
                yield slot
            except RequestError as error:
                # "Retry-After: 20" on one request holds for the whole account: the others pause as well, instead of
                # finding out one by one.
                if error.remedy == "again":
                    self._pause_ends = max(self._pause_ends, time.monotonic() + self._pause_for_all(error))
                if error.is_pushback:
                    self._adopt(self.concurrency.pushed_back(number, self._sent))
                raise
            except TimeoutError:
                # A server that takes on more than it can do may say nothing and just become slow.
                self._adopt(self.concurrency.pushed_back(number, self._sent))
                raise
            else:
                self._adopt(self.concurrency.answered(self._running))
                # The reservation was an estimate; what the server counted keeps the budget true over many requests.
                if self._tokens and slot.usage and (spent := _total(slot.usage)):
                    self._tokens.settle(spent - expected)
            finally:
                self._running -= 1

    async def _wait(self, tokens: int) -> None:
        """Wait for what is left of the minute's budgets, and for the end of a pause."""
        now = time.monotonic()
        waits = [
            budget.reserve(amount, now) for budget, amount in ((self._requests, 1), (self._tokens, tokens)) if budget
        ]
        # Both budgets run at the same time, so the longer wait is enough for either.
        due = now + max(waits, default=0.0)
        while True:  # another request may prolong the pause while this one waits for its end
            if self.is_stopped:
                raise AskingStopped
            seconds_left = max(due, self._pause_ends) - time.monotonic()
            if seconds_left <= 0:
                return
            await self.sleep(seconds_left)

    def _pause_for_all(self, error: RequestError) -> float:
        """Seconds that all requests wait because of one; a pause too long to wait for concerns only that one."""
        wait = error.wait or 0.0
        return wait if wait <= self._longest_pause else 0.0

    def _adopt(self, concurrency: Concurrency) -> None:
        self.concurrency = concurrency
        if not self.is_stopped and self._capacity.total_tokens != concurrency.at_once:
            self._capacity.total_tokens = concurrency.at_once


class MinuteBudget:
    """An amount a minute, spread evenly over it: in no minute is more begun than that and one request."""

    def __init__(self, per_minute: float) -> None:
        self._seconds_each = 60.0 / per_minute
        self._free_at = 0.0

    def reserve(self, amount: float, now: float) -> float:
        """Reserve an amount behind all that was reserved before.

        Args:
            amount: what is about to be spent.
            now: seconds, on any clock that never goes back.

        Returns:
            Seconds to wait before it may be spent.
        """
        # What was not used in the past is not saved up: a burst after a quiet minute would break the limit.
        start = max(now, self._free_at)
        # At 60 a minute each takes a second: three that come at once wait 0, 1 and 2 seconds.
        self._free_at = start + amount * self._seconds_each
        return start - now

    def settle(self, difference: float) -> None:
        """Correct a reservation by how much more (or, below zero, less) was spent."""
        self._free_at += difference * self._seconds_each


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
