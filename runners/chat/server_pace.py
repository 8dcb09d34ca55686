"""What all requests to one server share, whichever of its models they are for: slots, minute budgets, pauses."""

from __future__ import annotations

import time

import anyio

from runners.chat.concurrency import Concurrency


class ServerPace:
    """How fast one server is asked: what was allowed, and what the server has said since."""

    def __init__(
        self,
        concurrency: Concurrency,
        *,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
    ) -> None:
        """Set up.

        Args:
            concurrency: how many at once, to begin with; at its ceiling, it stays there until the server pushes back.
            requests_per_minute: the most; None for no limit.
            tokens_per_minute: likewise, of prompts and answers.
        """
        self.concurrency = concurrency
        # Its number of tokens may change while requests wait, which a semaphore does not allow.
        self.capacity = anyio.CapacityLimiter(concurrency.at_once)
        self.pause_ends = 0.0
        """On the monotonic clock: until then nothing is sent."""
        self._requests = MinuteBudget(requests_per_minute) if requests_per_minute else None
        self._tokens = MinuteBudget(tokens_per_minute) if tokens_per_minute else None
        self._sent = 0
        self._running = 0

    def reserve(self, tokens: int) -> float:
        """Reserve a request and its tokens of this minute's budgets; returns when it is due, on the monotonic clock."""
        now = time.monotonic()
        waits = [
            budget.reserve(amount, now) for budget, amount in ((self._requests, 1), (self._tokens, tokens)) if budget
        ]
        # Both budgets run at the same time, so the longer wait is enough for either.
        return now + max(waits, default=0.0)

    def begin(self) -> int:
        """A request is sent now; returns its number."""
        self._sent += 1
        self._running += 1
        return self._sent

    def end(self) -> None:
        """A request has come back, whatever with."""
        self._running -= 1

    def pause(self, seconds: float) -> None:
        """Send nothing for so long."""
        self.pause_ends = max(self.pause_ends, time.monotonic() + seconds)

    def answered(self, tokens_beyond: int | None) -> None:
        """A request was answered, and is still counted as under way.

        Args:
            tokens_beyond: how many more tokens it took than were reserved; None if nobody counted.
        """
        self._adopt(self.concurrency.answered(self._running))
        # The reservation was an estimate; what the server counted keeps the budget true over many requests.
        if self._tokens and tokens_beyond is not None:
            self._tokens.settle(tokens_beyond)

    def pushed_back(self, number: int) -> None:
        """The server was asked for too much by the request of this number."""
        self._adopt(self.concurrency.pushed_back(number, self._sent))

    def _adopt(self, concurrency: Concurrency) -> None:
        self.concurrency = concurrency
        if self.capacity.total_tokens != concurrency.at_once:
            self.capacity.total_tokens = concurrency.at_once


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
