"""What each term on a scorecard means, in the words in which it is explained where it stands."""

from __future__ import annotations

from bench.facts import FACT_KINDS, CuePosition, GlossaryTerm, Trait
from bench.facts.kind import TraitValue
from bench.records import FLAG_CODES, FlagCode, Kind, Severity, Status, Stratum, Verdict

KIND_TERMS: dict[Kind, GlossaryTerm] = {
    kind.kind: GlossaryTerm(name=kind.heading, meaning=kind.meaning) for kind in FACT_KINDS.values()
}

VERDICT_TERMS: dict[Verdict, GlossaryTerm] = {
    **{code: kind.error_terms[code] for kind in FACT_KINDS.values() for code in kind.codes},
    "preserved": GlossaryTerm(
        name="Kept", meaning="The claim is there, with the article’s source, certainty and quantity."
    ),
    "omitted": GlossaryTerm(name="Left out", meaning="The summary does not make the claim; this is never an error."),
    "unscored": GlossaryTerm(name="Not judged", meaning="The scorer gave no verdict; this is counted nowhere."),
}

FLAG_TERMS: dict[FlagCode, GlossaryTerm] = {
    code: kind.flag_terms[code] for code in FLAG_CODES for kind in FACT_KINDS.values() if code in kind.flag_terms
}

SEVERITY_TERMS: dict[Severity, GlossaryTerm] = {
    "major": GlossaryTerm(
        name="major",
        meaning="a reader would take the claim for more certain, for somebody else’s, or for another size; every error "
        "that is not minor",
    ),
    "minor": GlossaryTerm(
        name="minor",
        meaning=", ".join(kind.minor_error for kind in FACT_KINDS.values() if kind.minor_error)
        + ", or another mention in the same summary has it right",
    ),
}

STATUS_TERMS: dict[Status, GlossaryTerm] = {
    "ok": GlossaryTerm(name="arrived", meaning="whole, and scored"),
    "truncated": GlossaryTerm(name="cut short", meaning="ended at the length limit; scored as far as it goes"),
    "refused": GlossaryTerm(name="refused", meaning="the model declined; not scored"),
    "empty": GlossaryTerm(name="empty", meaning="an answer without text; not scored"),
    "failed": GlossaryTerm(name="failed", meaning="no answer could be had; not scored"),
}

STRATUM_TERMS: dict[Stratum, GlossaryTerm] = {
    "error": GlossaryTerm(name="charged with an error", meaning="the scorer’s precision: how many of these are errors"),
    "preserved": GlossaryTerm(name="called kept", meaning="errors that it took for kept"),
    "omitted": GlossaryTerm(name="called left out", meaning="errors whose claim it overlooked"),
}

POSITION_NAMES: dict[CuePosition, str] = {
    "before": "before the claim",
    "after": "after the claim",
    "inside": "inside the claim",
}

POSITION_TERMS: dict[Kind, dict[CuePosition, GlossaryTerm]] = {
    kind.kind: {
        position: GlossaryTerm(name=POSITION_NAMES[position], meaning=example)
        for position, example in kind.position_examples.items()
    }
    for kind in FACT_KINDS.values()
}

KIND_OF: dict[Verdict | FlagCode, Kind] = {
    code: kind.kind for kind in FACT_KINDS.values() for code in (*kind.codes, *kind.flag_terms)
}
"""The kind that a code belongs to; a flag answers to the kind that it would be a fact of."""


def trait_terms(trait: Trait) -> dict[str, GlossaryTerm]:
    """What the values of a trait are called and mean: the words that are of each, and how it is meant."""
    return {value.value: GlossaryTerm(name=value.name, meaning=_meaning(value)) for value in trait.values}


def _meaning(value: TraitValue) -> str:
    words = ", ".join(f"“{word}”" for word in value.examples)
    return f"{words}: {value.gloss}" if value.gloss else words


def term(code: Verdict | FlagCode) -> GlossaryTerm:
    """The term of a verdict or flag."""
    return (VERDICT_TERMS | FLAG_TERMS)[code]
