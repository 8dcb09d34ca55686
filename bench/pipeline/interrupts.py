"""Ctrl-C while models are being asked."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from runners.chat.rate_limiter import RateLimiter

T = TypeVar("T")


async def until_interrupted(work: Awaitable[T], limiters: Sequence[RateLimiter]) -> T | None:
    """Wait for work that asks models; the first interrupt stops their limiters, and a second one ends the work.

    Returns:
        What came of the work; None if it was ended.
    """
    with _stopped_by_interrupt(limiters):
        try:
            return await work
        except asyncio.CancelledError:
            if all(limiter.is_stopped for limiter in limiters):  # by a first interrupt, so a second one cancelled it
                return None
            raise


@contextmanager
def _stopped_by_interrupt(limiters: Sequence[RateLimiter]) -> Iterator[None]:
    """Let the first interrupt stop limiters, and the second one cancel the task that runs now."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def interrupt() -> None:
        running = [limiter for limiter in limiters if not limiter.is_stopped]
        for limiter in running:
            limiter.stop()
        if task and not running:
            task.cancel()

    before = signal.getsignal(signal.SIGINT)
    is_installed = False
    with suppress(ValueError, RuntimeError):  # only the main thread is told of signals
        # In place of Python's own handler, which would raise KeyboardInterrupt amid whatever runs.
        loop.add_signal_handler(signal.SIGINT, interrupt)
        is_installed = True
    try:
        yield
    finally:
        if is_installed:
            loop.remove_signal_handler(signal.SIGINT)  # which puts Python's own in its place
            signal.signal(signal.SIGINT, before)
