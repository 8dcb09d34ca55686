"""Gold facts: a tagged union, one file a kind."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from bench.facts.attribution import AttributionFact
from bench.facts.base import BaseFact, Source
from bench.facts.hedge import HedgeFact
from bench.facts.number import NumberFact

Fact = Annotated[AttributionFact | HedgeFact | NumberFact, Field(discriminator="kind")]
FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
"""Validates one line of a facts file."""

__all__ = ["FACT", "AttributionFact", "BaseFact", "Fact", "HedgeFact", "NumberFact", "Source"]
