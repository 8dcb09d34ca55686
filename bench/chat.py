"""Asking a chat model: what goes in, what comes out, and the interface of everything that can be asked.

Collecting summaries is one use of it, and a scorer that lets a model judge is another. This module stands below both
sides, so that a scorer can be handed something to ask without importing the package that paces, sends and retries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from pydantic import Field

from bench.records import Endpoint, Record, Status, Usage


class Message(Record):
    """One message of a chat."""

    role: Literal["system", "user"]
    content: str


class ChatRequest(Record):
    """Everything that a chat model needs to answer once."""

    messages: tuple[Message, ...]
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Temperature, max_tokens, seed and whatever else goes into the request beside the messages."""


class ChatReply(Record):
    """What came of one chat request after the last attempt, whether or not there is a usable text."""

    status: Status
    text: str = ""
    """The answer alone: the model's thinking and surrounding white space are cut off."""
    raw: str = ""
    """The answer as it came, with the thinking."""
    finish_reason: str | None = None
    usage: Usage = Usage()
    """Of the attempt that was answered."""
    latency: float = 0.0
    """Seconds from the first attempt to the last byte."""
    attempts: int = 1
    troubles: tuple[str, ...] = ()
    """Why each attempt but the last one failed, in a line each."""
    error: str | None = None
    """Why the status is not `ok`, in a line."""


class AskingStopped(Exception):  # noqa: N818 - nothing went wrong: the user, or too many failures, ended the run
    """No more requests are sent to this model."""


class ChatModel(Protocol):
    """Something that answers chat requests; pacing and retrying are its own business."""

    @property
    def name(self) -> str:
        """The model as given on the command line."""

    @property
    def endpoint(self) -> Endpoint:
        """Where the answers come from, for a manifest; it never holds a key."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What goes into each request unless the request says otherwise: defaults with what the user asked for."""

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server has refused so far, each with what was done instead."""

    async def ask(self, request: ChatRequest) -> ChatReply:
        """Answer one request; a failure that concerns this request alone is in the reply's status.

        Raises:
            EndpointError: the model cannot be asked at all, so that other requests are of no use either.
            AskingStopped: no more requests are sent.
        """

    async def aclose(self) -> None:
        """Release connections, threads and memory."""
