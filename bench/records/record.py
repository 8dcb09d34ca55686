"""What all records share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]
"""Start and end (exclusive) in a text, counted in Unicode code points."""


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
