"""A claim that the article does not vouch for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.facts.base import BaseFact, Source
from bench.records.statement import Strength


class HedgeFact(BaseFact):
    """How sure it is."""

    kind: Literal["hedge"]
    cue: str = Field(min_length=1)
    """The hedging words, as they stand in the quote."""
    strength: Strength
    sources: tuple[Source, ...] = ()
    """Whoever the article credits the doubted claim to, if anybody."""
