"""The interface of everything that writes summaries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from bench.records import Endpoint, Summary
from runners.chat.rate_limiter import RateLimiter
from runners.summary_request import SummaryRequest


class Runner(Protocol):
    """Something that writes summaries."""

    @property
    def name(self) -> str:
        """The model as given on the command line."""

    @property
    def endpoint(self) -> Endpoint:
        """Where the summaries come from, for the manifest; it never holds a key."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What goes into each request, for the manifest: defaults with what the user asked for."""

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server has refused so far, each with what was done instead."""

    @property
    def concurrency(self) -> int:
        """How many requests at once suit it, at most."""

    @property
    def uses_prompt(self) -> bool:
        """Whether it reads a request's messages; if not, it works from the article alone."""

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Answer one request; a failure that concerns this request alone is in the summary's status.

        Raises:
            EndpointError: the model cannot be asked at all, so that other requests are of no use either.
        """

    async def aclose(self) -> None:
        """Release connections, threads and memory."""


@runtime_checkable
class PacedRunner(Runner, Protocol):
    """A runner that sends nothing without its rate limiter's leave; `summarise` may also raise AskingStopped."""

    @property
    def limiter(self) -> RateLimiter:
        """What each of its requests goes through; stopping it ends the run."""
