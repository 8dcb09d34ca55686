"""One thing that is wrong with a record, as its author reads it."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """One thing that is wrong with a record."""

    field: str | None
    """Keys and indices from the outside in, joined by dots."""
    message: str
