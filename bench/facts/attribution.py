"""A claim that the article credits to somebody."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.facts.base import BaseFact, Source
from bench.records.statement import Stance


class AttributionFact(BaseFact):
    """Who said it."""

    kind: Literal["attribution"]
    cue: str = Field(min_length=1)
    """The reporting words, as they stand in the quote."""
    stance: Stance
    sources: tuple[Source, ...] = Field(min_length=1)
    """Everybody to whom the article credits the claim."""
