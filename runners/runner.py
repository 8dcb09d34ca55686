"""The one interface that everything behind a model's name has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from bench.records import Endpoint, Summary
from runners.gate import Gate
from runners.request import Request


class Runner(Protocol):
    """Something that writes summaries."""

    @property
    def name(self) -> str:
        """The model as given on the command line."""

    @property
    def endpoint(self) -> Endpoint:
        """Where the summaries come from, for the manifest; never with a key."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What goes into each request, for the manifest: defaults with what the user asked for."""

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server refused so far, each with what was done instead."""

    @property
    def concurrency(self) -> int:
        """How many requests at once suit it."""

    @property
    def uses_prompt(self) -> bool:
        """Whether it reads a request's messages; else it works from the article alone."""

    async def summarise(self, request: Request) -> Summary:
        """Answer one request; whatever becomes of it is in the summary's status.

        Raises:
            EndpointError: the model cannot be asked at all, so that other requests are no use either.
        """

    async def aclose(self) -> None:
        """Let go of connections, threads and memory."""


@runtime_checkable
class Paced(Protocol):
    """A runner that may need several requests for one summary, and takes each of them through a gate."""

    gate: Gate
