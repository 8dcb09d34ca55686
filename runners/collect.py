"""Asking a runner for many summaries at once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from bench.chat import AskingStopped
from bench.errors import AllegedlyError
from bench.records import Summary
from runners.asking import Ending, Progress, ask_all
from runners.chat.replies import failed_reply
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, summary_of

log = logging.getLogger(__name__)


async def collect(
    requests: Sequence[SummaryRequest],
    runner: PacedRunner,
    on_summary: Callable[[Summary], Awaitable[None] | None],
    *,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Ending:
    """Ask a runner for summaries; each is handed to `on_summary` the moment it arrives. The runner stays open.

    The arguments, and what becomes of failures and interrupts, are those of `ask_all`.

    Raises:
        AllegedlyError: the runner cannot be asked at all.
    """

    async def ask(request: SummaryRequest) -> Summary:
        try:
            return await runner.summarise(request)
        except (AllegedlyError, AskingStopped):
            raise  # every other request would meet it as well
        except Exception as error:  # a bug in a runner must not cost the summaries that the others bring
            log.debug("%s: %s", runner.name, request.id, exc_info=True)
            reply = failed_reply(f"{type(error).__name__} inside the runner")
            return summary_of(request, reply, model=runner.name)

    return await ask_all(requests, ask, runner.limiter, on_summary, max_failures=max_failures, on_progress=on_progress)
