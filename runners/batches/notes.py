"""What is kept of batches, so that no request is sent twice: whoever asks in batches is given a place for it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Protocol

from bench.records import BatchNote, Purpose


class BatchNotes(Protocol):
    """The notes on the batches of one purpose."""

    @property
    def purpose(self) -> Purpose:
        """What is asked for in them."""

    def under_way(self) -> tuple[BatchNote, ...]:
        """The batches of which not everything is on disk yet, each by its latest note and with all its requests."""

    def write(self, note: BatchNote) -> None:
        """Add a note; it is on disk when this returns."""


def custom_id(key: str) -> str:
    """What a request is called at a server: short, since some take no long names, and the same every time."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20]


def new_mark() -> str:
    """A name for a batch that nobody else gives."""
    return secrets.token_hex(8)


def now() -> str:
    """UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def following(note: BatchNote, **changes: Any) -> BatchNote:
    """The next note on the same batch."""
    return note.model_copy(update={"at": now(), "requests": (), **changes})


def parts(
    lines: Iterable[tuple[str, bytes]], most_lines: int, most_bytes: int
) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Lines of requests, each with its id, in as few files as the server's limits allow and in their order."""
    ids: list[str] = []
    data = bytearray()
    for id_, line in lines:
        if ids and (len(ids) >= most_lines or len(data) + len(line) > most_bytes):
            yield tuple(ids), bytes(data)
            ids, data = [], bytearray()
        ids.append(id_)
        data += line
    if ids:
        yield tuple(ids), bytes(data)
