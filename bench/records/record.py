"""What all records share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]
"""Start and end (exclusive) in a text, counted in Unicode code points."""


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    # A mistyped key of a file would else be dropped without a word, and the default taken in its place.
    model_config = ConfigDict(frozen=True, extra="forbid")
