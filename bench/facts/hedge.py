"""A claim that the article does not vouch for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.bounds import most
from bench.facts.attribution import CUE_HINT, SOURCES_HINT
from bench.facts.fact import BaseFact, Source, Words
from bench.facts.kind import FactField, FactKind, GlossaryTerm, Loss, MarkedWords, Trait, TraitValue
from bench.records.statement import Strength


class HedgeFact(BaseFact):
    """How sure it is."""

    kind: Literal["hedge"]
    cue: Words = Field(min_length=1)
    """The hedging words, as they stand in the quote."""
    strength: Strength
    sources: tuple[Source, ...] = Field(max_length=most("names"), default=())
    """Whoever the article credits the doubted claim to, if anybody."""


STRENGTH = Trait(
    field="strength",
    label="Strength of the doubt",
    values=(
        TraitValue("possible", "possible", "it may be", ("may", "could", "is considering", "not ruled out")),
        TraitValue("probable", "probable", "it is thought so", ("likely", "expected to", "appears")),
        TraitValue("alleged", "alleged", "somebody says so", ("allegedly", "reportedly", "suspected")),
        TraitValue(
            "unevidenced", "without evidence", "nobody has shown it", ("gave no evidence", "could not be verified")
        ),
        TraitValue("disputed", "disputed", "somebody contradicts it", ("which the ministry denies",)),
    ),
    # The values stand in an order, in which a disagreement about neighbours weighs less.
    is_ordinal=True,
)

HEDGE = FactKind(
    kind="hedge",
    fact_class=HedgeFact,
    heading="How sure it is",
    meaning="claims that the article itself does not vouch for",
    marked=MarkedWords(
        name="hedging words",
        label="Cue",
        hint="The hedging words as in the quote: select them there and press c.",
        button="Cue",
        in_lint="hedge",
    ),
    fields=(
        FactField("cue", "words", hint=CUE_HINT),
        FactField("strength", "choice"),
        FactField("sources", "sources", hint=SOURCES_HINT),
    ),
    trait=STRENGTH,
    sources="optional",
    claim_hint="The bare claim in plain words: no source, no hedge, names for pronouns.",
    error_terms={
        "dropped_hedge": GlossaryTerm(
            name="Dropped hedge",
            meaning="What the article leaves open is told as fact, with neither a hedge nor one of the "
            "article’s sources to carry it.",
        ),
        "weakened_hedge": GlossaryTerm(
            name="Weakened hedge",
            meaning="Some doubt survives, but clearly less of it: “may” has become “is expected to”.",
        ),
    },
    loss=Loss("dropped_hedge", noun="hedge", by_trait="by their strength", trait_heading="Hedge"),
    position_examples={
        "before": "“Without giving evidence, he said they had cheated”",
        "after": "“They cheated, he said, without giving evidence”",
        "inside": "“They may have cheated”",
    },
    # A caveat often repeats one or two words of its claim: "there was no proof of the fraud".
    position_share=1 / 3,
    colour="#b45f1f",
    underline="wavy 1px",
    key="h",
)
