"""What is kept of batches, so that no request is sent twice: whoever asks in batches is given a place for it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
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


def parts(lines: Mapping[str, bytes], most_lines: int, most_bytes: int) -> Iterator[dict[str, bytes]]:
    """Lines of requests by their ids, cut into as few files as the server's limits allow, in their order."""
    part: dict[str, bytes] = {}
    size = 0
    for id_, line in lines.items():
        if part and (len(part) >= most_lines or size + len(line) > most_bytes):
            yield part
            part, size = {}, 0
        part[id_] = line
        size += len(line)
    if part:
        yield part
