"""A claim that the article credits to somebody."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bench.bounds import most
from bench.facts.fact import BaseFact, Source, Words
from bench.facts.kind import FactField, FactKind, GlossaryTerm, Loss, MarkedWords, Trait, TraitValue
from bench.records import Severity, Verdict
from bench.records.statement import Stance

CUE_HINT = "the reporting or hedging words, copied from the passage"
SOURCES_HINT = "one a line: Marco Rubio | Rubio | Secretary of State"


class AttributionFact(BaseFact):
    """Who said it."""

    kind: Literal["attribution"]
    cue: Words = Field(min_length=1)
    """The reporting words, as they stand in the quote."""
    stance: Stance
    sources: tuple[Source, ...] = Field(min_length=1, max_length=most("names"))
    """Everybody to whom the article credits the claim."""

    @property
    def is_denial(self) -> bool:
        """Whether the source contradicts the claim."""
        return self.stance == "deny"

    def severity(self, code: Verdict) -> Severity:
        """How grave an error is: a dropped attribution is minor where the article itself only reports.

        A lost "claims" or "denies" turns what the article keeps at a distance into a fact; a lost "said" or "confirmed"
        hides whose account a plain report is.
        """
        is_report = self.stance in ("neutral", "confirm")
        return "minor" if code == "dropped_attribution" and is_report else "major"


STANCE = Trait(
    field="stance",
    label="Stance of the cue",
    values=(
        TraitValue("neutral", "said", "a plain report", ("said", "told", "according to")),
        TraitValue("claim", "claimed", "the article keeps its distance", ("claims", "alleges", "argues", "accuses")),
        TraitValue("suggest", "suggested", "only hinted at", ("suggested", "hinted", "indicated")),
        TraitValue("deny", "denied", "contradicted", ("denied", "rejected", "dismissed")),
        TraitValue(
            "confirm", "confirmed", "the article takes it for true", ("confirmed", "admitted", "revealed", "found")
        ),
    ),
)

ATTRIBUTION = FactKind(
    kind="attribution",
    fact_class=AttributionFact,
    heading="Who said it",
    meaning="claims that the article credits to somebody",
    marked=MarkedWords(
        name="reporting words",
        label="Cue",
        hint="The reporting words as in the quote: select them there and press c.",
        button="Cue",
        in_lint="reporting words",
    ),
    fields=(
        FactField("cue", "words", hint=CUE_HINT),
        FactField("stance", "choice"),
        FactField("sources", "sources", hint=SOURCES_HINT),
    ),
    trait=STANCE,
    sources="required",
    claim_hint="The bare claim in plain words: no source, no hedge, names for pronouns.",
    error_terms={
        "dropped_attribution": GlossaryTerm(
            name="Dropped attribution",
            meaning="Somebody’s claim has become the summary’s own: it names nobody who says so and does not "
            "mark it as a claim.",
        ),
        "misattribution": GlossaryTerm(
            name="Misattribution",
            meaning="The claim is put into the mouth of somebody whom the article never credits with it.",
        ),
        "stance_shift": GlossaryTerm(
            name="Stance shift",
            meaning="The right source, the wrong verb: a claim has turned into a confirmation, or a denial into "
            "an admission.",
        ),
    },
    minor_error="a plain “said” or “confirmed” is left out",
    flag_terms={
        "unsupported_attribution": GlossaryTerm(
            name="Unsupported attribution",
            meaning="Something credited to somebody to whom the article credits nothing of the kind.",
        ),
        "unsupported_quote": GlossaryTerm(
            name="Unsupported quotation",
            meaning="Quotation marks around words that the article does not hold.",
        ),
    },
    loss=Loss("dropped_attribution", noun="source", by_trait="by the verb that credits them", trait_heading="Verb"),
    position_examples={
        "before": "“The mayor said the bridge was safe”",
        "after": "“The bridge was safe, the mayor said”",
        "inside": "“The bridge, the mayor said, was safe”",
    },
    # "She said that …" stands around its claim, "may" within it: that decides what counts as inside.
    frames_claim=True,
    colour="#1f77b4",
    underline="solid 1.5px",
    key="a",
)
