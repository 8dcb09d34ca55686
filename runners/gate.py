"""What every request passes through on its way to a server: so many at once, so much a minute, a pause if asked."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from bench.records import Record, Usage
from runners.allowance import Allowance
from runners.pace import Pace
from runners.request import Request
from runners.retry import Patience
from runners.tokens import of_answer, of_prompt
from runners.trouble import RequestError


class Limits(Record):
    """What a user wants to be kept to; None where nothing was said."""

    concurrency: int | None = None
    """Requests at once, at most."""
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    """Of prompts and answers."""
    retries: bool = True


class GateShut(Exception):  # noqa: N818 - not an error: nobody is let in any more
    """No more requests are sent."""


class Turn:
    """One request's time with the server."""

    def __init__(self) -> None:
        self.usage: Usage | None = None
        """What the server counted, for whoever has the turn to say."""
        self.began = time.monotonic()


class Gate:
    """Lets requests through; one for all requests to a server."""

    def __init__(self, pace: Pace, limits: Limits | None = None, patience: Patience | None = None) -> None:
        """Open a gate.

        Args:
            pace: how many at once, to begin with; a pace at its ceiling stays there until somebody pushes back.
            limits: what the user wants; its `concurrency` is in the pace already.
            patience: how often a request may come again; if None, the usual.
        """
        limits = limits or Limits()
        self.pace = pace
        self.patience = (patience or Patience()) if limits.retries else Patience(attempts=1, first_contact=1)
        self._requests = Allowance(limits.requests_per_minute) if limits.requests_per_minute else None
        self._tokens = Allowance(limits.tokens_per_minute) if limits.tokens_per_minute else None
        self._places = anyio.CapacityLimiter(pace.at_once)
        self._sent = 0
        self._running = 0
        self._pause_ends = 0.0
        self._is_shut = asyncio.Event()

    @property
    def running(self) -> int:
        """Requests that are with the server now."""
        return self._running

    @property
    def is_shut(self) -> bool:
        """Whether nobody is let in any more."""
        return self._is_shut.is_set()

    def shut(self) -> None:
        """Let nobody in any more; whoever waits is sent away, and who is in may finish."""
        self._is_shut.set()
        self._places.total_tokens = math.inf

    async def shutting(self) -> None:
        """Wait until the gate is shut."""
        await self._is_shut.wait()

    async def rest(self, seconds: float) -> None:
        """Wait so long, unless the gate is shut.

        Raises:
            GateShut: it is.
        """
        try:
            await asyncio.wait_for(self._is_shut.wait(), seconds)
        except TimeoutError:
            return
        raise GateShut

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[Turn]:
        """Wait for a place, and hold it; what is raised meanwhile tells how the server bears it.

        Raises:
            GateShut: no more requests are sent.
        """
        async with self._places:
            expected = of_prompt(request) + of_answer(request)
            await self._wait(expected)
            self._sent += 1
            number = self._sent
            self._running += 1
            turn = Turn()
            try:
                yield turn
            except RequestError as trouble:
                if trouble.remedy == "again":
                    self._pause_ends = max(self._pause_ends, time.monotonic() + self._patience_for(trouble))
                if trouble.is_pushback:
                    self._keep_to(self.pace.pushed_back(number, self._sent))
                raise
            except TimeoutError:
                self._keep_to(self.pace.pushed_back(number, self._sent))
                raise
            else:
                self._keep_to(self.pace.answered(self._running))
                if self._tokens and turn.usage and (spent := _total(turn.usage)):
                    self._tokens.settle(spent - expected)
            finally:
                self._running -= 1

    async def _wait(self, tokens: int) -> None:
        """Wait for what a minute has left, and for the end of a pause, which may be put off meanwhile."""
        now = time.monotonic()
        waits = [
            allowance.reserve(amount, now)
            for allowance, amount in ((self._requests, 1), (self._tokens, tokens))
            if allowance
        ]
        due = now + max(waits, default=0.0)
        while True:
            if self.is_shut:
                raise GateShut
            left = max(due, self._pause_ends) - time.monotonic()
            if left <= 0:
                return
            await self.rest(left)

    def _patience_for(self, trouble: RequestError) -> float:
        """How long everybody waits because of one; a pause too long to wait for concerns only that one."""
        wait = trouble.wait or 0.0
        return wait if wait <= self.patience.limit else 0.0

    def _keep_to(self, pace: Pace) -> None:
        self.pace = pace
        if not self.is_shut and self._places.total_tokens != pace.at_once:
            self._places.total_tokens = pace.at_once


def _total(usage: Usage) -> int:
    return usage.prompt_tokens + usage.completion_tokens
