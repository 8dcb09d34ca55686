"""What has happened to a batch of requests that a server was given."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.records.record import Record

Purpose = Literal["summaries", "verdicts"]


class BatchNote(Record):
    """One line of batches.jsonl; of the notes on a batch the latest one counts."""

    at: str
    """UTC, ISO 8601."""
    event: Literal["uploaded", "created", "taken"]
    """Its requests are with the server; it was begun there; what came of it is on disk, and nothing more will come."""
    purpose: Purpose
    mark: str
    """Names it here, and is given to the server to find it by."""
    server: str
    """Its address."""
    file: str
    """The id of the file of its requests."""
    batch: str | None = None
    """Its id at the server, once it is begun."""
    status: str | None = None
    """How it ended, in the server's word."""
    refused: dict[str, str] = Field(default_factory=dict)
    """Parameters that the server was known to refuse, with what it said; they are not in the requests."""
    requests: tuple[str, ...] = ()
    """The `custom_id` of each; in its first note alone."""
