"""What a protocol has to bring so that requests can be sent in batches: a transport, its records and its limits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from bench.chat import Message
from bench.records import Record
from runners.chat.transport import Completion, RequestError, ServerError

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""Statuses after which nothing more happens to a batch; one that is not known is taken to be under way."""


class BatchLimits(Record):
    """What a server takes as a batch, and for how much; see presets.toml."""

    requests: int = 50_000
    """Of one batch."""
    megabytes: int = 200
    """Of 1,000,000 bytes, of one batch's file."""
    path: str = "/v1/chat/completions"
    """Where the server sends each of its requests."""
    price: float = 1.0
    """The share of the price of single requests that it takes; 1 where nothing is known of it."""


class BatchState(Record):
    """What a server says of a batch."""

    id: str
    status: str
    """One of the protocol's words, or a new one."""
    input_file: str = ""
    output_file: str | None = None
    """Answers; after an end before its time, those that came until then."""
    error_file: str | None = None
    """Requests that failed."""
    total: int = 0
    completed: int = 0
    failed: int = 0
    errors: tuple[ServerError, ...] = ()
    """Why it was not begun."""
    mark: str = ""
    """What was given to it to be found by; empty where the server keeps no such thing."""
    created: int = 0
    """Seconds since 1970."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.status in ENDED


class BatchResult(NamedTuple):
    """One line of a batch's results."""

    custom_id: str
    outcome: Completion | RequestError


class BatchTransport(Protocol):
    """Sends batches to one model of one server, each step once; whether to take it again is not its business.

    Every step may raise a `RequestError`.
    """

    @property
    def limits(self) -> BatchLimits:
        """What a batch may hold."""

    def open(self) -> None:
        """Load and set up what is needed; called before each step."""

    def line(self, custom_id: str, messages: Sequence[Message], parameters: Mapping[str, Any]) -> bytes:
        """One request, as a line of a batch's file."""

    async def upload(self, data: bytes) -> str:
        """Hand over a file of requests and return its id; nothing is asked yet."""

    async def create(self, file: str, mark: str) -> BatchState:
        """Begin a batch with the requests of a file.

        Args:
            file: its id.
            mark: to find the batch by, if the answer to this is lost.
        """

    async def retrieve(self, batch: str) -> BatchState:
        """How a batch stands."""

    def recent(self) -> AsyncIterator[BatchState]:
        """The batches that the server knows of, the newest first."""

    def results(self, file: str) -> AsyncIterator[BatchResult]:
        """The lines of a file of results, as they come; what is no result is passed over.

        Raises:
            RequestError: the file broke off; the lines before are whole.
        """

    async def aclose(self) -> None:
        """Close all connections."""
