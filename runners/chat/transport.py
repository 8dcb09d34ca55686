"""What a protocol has to bring to be paced and retried: a transport, its records, and the error that it raises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from pydantic import Field, field_validator

from bench.chat import Message
from bench.records import Record, Usage
from bench.storage import encodable


class Completion(Record):
    """An answer as it came from a model, before anybody has looked at what it is worth."""

    content: str | None
    """None where the server sent none, which is not the same as an empty one."""
    reasoning: str = ""
    """Thinking that came apart from the content."""
    refusal: str = ""
    obstacle: str = ""
    """Why the content is no answer, where what came with it shows that: a call of a tool, a part of another kind."""
    finish_reason: str | None = None
    usage: Usage = Field(default_factory=Usage)

    @field_validator("content", "reasoning", "refusal", "obstacle", "finish_reason")
    @classmethod
    def _encodable(cls, value: str | None) -> str | None:
        # Half a surrogate pair ("\ud83d"), as JSON may hold it, could not be written to summaries.jsonl.
        return encodable(value) if value else value

    @property
    def raw(self) -> str:
        """All of it as one text, the thinking between tags."""
        thinking = f"<think>{self.reasoning}</think>\n" if self.reasoning else ""
        return thinking + (self.content or self.refusal)


class ServerError(Record):
    """What a server says went wrong."""

    message: str
    """In a line."""
    code: str = ""
    """Its codes and types in small letters, one after another."""
    parameters: tuple[str, ...] = ()
    """Parameters that it names as the cause in fields of their own, beside the message."""
    status: int | None = None
    """A status in the body: routers give one that have already answered 200."""


Remedy = Literal["again", "adapt", "refused", "closed", "none"]
"""What is to be done about a failed attempt: send the request again later; send it again without the parameter that the
server does not take; count it as a refusal; stop asking this server; nothing."""


class RequestError(Exception):
    """An attempt that brought no completion; its text is one line and never holds a key."""

    def __init__(
        self,
        why: str,
        remedy: Remedy,
        *,
        wait: float | None = None,
        server_error: ServerError | None = None,
        is_unreachable: bool = False,
        is_pushback: bool = False,
    ) -> None:
        super().__init__(why)
        self.remedy = remedy
        self.wait = wait
        """Seconds that the server asked to wait."""
        self.server_error = server_error
        """What the server said; needed where the remedy is `adapt`."""
        self.is_unreachable = is_unreachable
        """Whether nothing answered at all."""
        self.is_pushback = is_pushback
        """Whether the server was asked for more than it can do, so that fewer requests at once would help."""


class Transport(Protocol):
    """Sends requests to one model of one server, each once; when to send one again is not its business."""

    def open(self) -> None:
        """Load and set up what is needed, before the first attempt's time is taken; called before each request."""

    async def send(self, messages: Sequence[Message], parameters: Mapping[str, Any]) -> Completion:
        """Send one request with exactly these parameters.

        Raises:
            RequestError: no completion came of it; the error says what is to be done.
        """

    async def aclose(self) -> None:
        """Close all connections."""
