"""Waiting for something asynchronous from code that is not, wherever that code runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from anyio.from_thread import start_blocking_portal

T = TypeVar("T")


def wait_for(work: Callable[[], Awaitable[T]]) -> T:
    """Run something asynchronous to its end.

    A notebook and an asynchronous program have an event loop running already, in which nothing can be waited for
    without stopping it; there the work gets a loop and a thread of its own.
    """

    async def begin() -> T:
        return await work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(begin())
    # Leaving the block with an exception, such as a notebook's interrupt, cancels the work.
    with start_blocking_portal() as portal:
        return portal.call(begin)
