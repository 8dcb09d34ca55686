"""Ctrl-C while a model is being asked."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from runners.chat.rate_limiter import RateLimiter


@contextmanager
def stopped_by_interrupt(limiter: RateLimiter) -> Iterator[None]:
    """Let the first interrupt stop a limiter, and the second one cancel the task that runs now."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def interrupt() -> None:
        if not limiter.is_stopped:
            limiter.stop()
        elif task:
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
