"""Gold facts: a tagged union, one file a kind; each kind says itself what is particular to it."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from bench.facts.attribution import ATTRIBUTION, AttributionFact
from bench.facts.fact import ASKED_LATER, BaseFact, Source
from bench.facts.hedge import HEDGE, HedgeFact
from bench.facts.kind import CuePosition, FactField, FactKind, GlossaryTerm, Trait
from bench.facts.mistake import Mistake
from bench.facts.number import NUMBER, NumberFact
from bench.records import Kind

# By its kind, so that a mistake is told in terms of that kind and not of all three.
Fact = Annotated[AttributionFact | HedgeFact | NumberFact, Field(discriminator="kind")]
FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
"""Validates one line of a facts file."""

FACT_KINDS: dict[Kind, FactKind] = {fact_kind.kind: fact_kind for fact_kind in (ATTRIBUTION, HEDGE, NUMBER)}
"""Every kind by its name, in the order in which they are shown."""

__all__ = [
    "ASKED_LATER",
    "FACT",
    "FACT_KINDS",
    "AttributionFact",
    "BaseFact",
    "CuePosition",
    "Fact",
    "FactField",
    "FactKind",
    "GlossaryTerm",
    "HedgeFact",
    "Mistake",
    "NumberFact",
    "Source",
    "Trait",
]
