"""The two ways to pace a runner: each attempt, by its chat model; or each summary, from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bench.chat import ChatModel
from bench.records import Summary
from runners.chat.concurrency import Concurrency
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.runner import Runner
from runners.summary_request import SummaryRequest, summary_of


class PacedChatModel(ChatModel, Protocol):
    """A chat model with a rate limiter of its own."""

    @property
    def concurrency(self) -> int:
        """How many requests at once suit it, at most."""

    @property
    def limiter(self) -> RateLimiter:
        """What each attempt of each of its requests goes through."""


class ChatRunner:
    """Summarising by a chat model: each request's messages go to it, and its reply is the summary."""

    uses_prompt = True

    def __init__(self, model: PacedChatModel) -> None:
        self.model = model
        self.name = model.name
        self.endpoint = model.endpoint
        self.parameters = model.parameters
        self.concurrency = model.concurrency
        self.limiter = model.limiter

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server has refused so far, each with what was done instead."""
        return self.model.adjustments

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Ask the model.

        Raises:
            EndpointError: it cannot be asked at all.
            AskingStopped: no more requests are sent.
        """
        return summary_of(request, await self.model.ask(request.chat), model=self.name)

    async def aclose(self) -> None:
        """Close the model."""
        await self.model.aclose()


class OneSlotPerSummary:
    """Paces a runner that knows nothing of rate limits: each summary holds one slot from beginning to end."""

    def __init__(self, runner: Runner, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self.runner = runner
        self.name = runner.name
        self.endpoint = runner.endpoint
        self.parameters = runner.parameters
        self.concurrency = runner.concurrency
        self.uses_prompt = runner.uses_prompt
        # Nothing here pushes back as a server does, so there is no limit to be found out.
        self.limiter = RateLimiter(Concurrency.fixed(limits.concurrency or runner.concurrency), limits)

    @property
    def adjustments(self) -> Mapping[str, str]:
        """What the runner says of it."""
        return self.runner.adjustments

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Wait for a slot and hand the request on.

        Raises:
            EndpointError: the model cannot be asked at all.
            AskingStopped: no more requests are sent.
        """
        async with self.limiter.slot(request.chat):
            return await self.runner.summarise(request)

    async def aclose(self) -> None:
        """Close the runner."""
        await self.runner.aclose()
