"""What each term on a scorecard means, in the words in which it is explained where it stands."""

from __future__ import annotations

from bench.goldset.position import CuePosition
from bench.records import CODES, FlagCode, Kind, Record, Severity, Status, Stratum, Verdict
from bench.records.statement import Stance, Strength


class Term(Record):
    """A term and its explanation."""

    name: str
    meaning: str


KIND_TERMS: dict[Kind, Term] = {
    "attribution": Term(name="Who said it", meaning="claims that the article credits to somebody"),
    "hedge": Term(name="How sure it is", meaning="claims that the article itself does not vouch for"),
    "number": Term(name="How much it is", meaning="quantities, dates, shares and amounts"),
}

VERDICT_TERMS: dict[Verdict, Term] = {
    "dropped_attribution": Term(
        name="Dropped attribution",
        meaning="Somebody’s claim has become the summary’s own: it names nobody who says so and does not "
        "mark it as a claim.",
    ),
    "misattribution": Term(
        name="Misattribution",
        meaning="The claim is put into the mouth of somebody whom the article never credits with it.",
    ),
    "stance_shift": Term(
        name="Stance shift",
        meaning="The right source, the wrong verb: a claim has turned into a confirmation, or a denial into "
        "an admission.",
    ),
    "dropped_hedge": Term(
        name="Dropped hedge",
        meaning="What the article leaves open is told as fact, with neither a hedge nor one of the "
        "article’s sources to carry it.",
    ),
    "weakened_hedge": Term(
        name="Weakened hedge",
        meaning="Some doubt survives, but clearly less of it: “may” has become “is expected to”.",
    ),
    "wrong_number": Term(
        name="Wrong number",
        meaning="Another value, date, rank, scale or unit for the same thing: billions for millions, per "
        "cent for percentage points.",
    ),
    "misattached_number": Term(
        name="Misattached number",
        meaning="One of the article’s numbers, said of something that it does not measure there.",
    ),
    "changed_bound": Term(
        name="Changed bound",
        meaning="The value stands but its limit does not: “at least 14” is given as “14”, “over” as “under”.",
    ),
    "preserved": Term(name="Kept", meaning="The claim is there, with the article’s source, certainty and quantity."),
    "omitted": Term(name="Left out", meaning="The summary does not make the claim; this is never an error."),
    "unscored": Term(name="Not judged", meaning="The scorer gave no verdict; this is counted nowhere."),
}

FLAG_TERMS: dict[FlagCode, Term] = {
    "unsupported_number": Term(
        name="Unsupported number",
        meaning="A figure or date with nothing behind it in the article, not even a sum or a rounding.",
    ),
    "unsupported_attribution": Term(
        name="Unsupported attribution",
        meaning="Something credited to somebody to whom the article credits nothing of the kind.",
    ),
    "unsupported_quote": Term(
        name="Unsupported quotation",
        meaning="Quotation marks around words that the article does not hold.",
    ),
}

SEVERITY_TERMS: dict[Severity, Term] = {
    "major": Term(
        name="major",
        meaning="a reader would take it for more certain, for somebody else’s, or for another size",
    ),
    "minor": Term(
        name="minor",
        meaning="an official source’s plain “said” is left out, or an “about” or “at least” before a number",
    ),
}

STATUS_TERMS: dict[Status, Term] = {
    "ok": Term(name="arrived", meaning="whole, and scored"),
    "truncated": Term(name="cut short", meaning="ended at the length limit; scored as far as it goes"),
    "refused": Term(name="refused", meaning="the model declined; not scored"),
    "empty": Term(name="empty", meaning="an answer without text; not scored"),
    "failed": Term(name="failed", meaning="no answer could be had; not scored"),
}

STRATUM_TERMS: dict[Stratum, Term] = {
    "error": Term(name="charged with an error", meaning="the scorer’s precision: how many of these are errors"),
    "preserved": Term(name="called kept", meaning="errors that it took for kept"),
    "omitted": Term(name="called left out", meaning="errors whose claim it overlooked"),
}

STANCE_TERMS: dict[Stance, Term] = {
    "neutral": Term(name="said", meaning="“said”, “told”, “according to”"),
    "claim": Term(name="claimed", meaning="“claims”, “alleges”, “argues”: the article keeps its distance"),
    "suggest": Term(name="suggested", meaning="“hinted”, “indicated”"),
    "deny": Term(name="denied", meaning="“denied”, “rejected”, “dismissed”"),
    "confirm": Term(name="confirmed", meaning="“confirmed”, “admitted”, “found”: the article takes it for true"),
}

STRENGTH_TERMS: dict[Strength, Term] = {
    "possible": Term(name="possible", meaning="“may”, “could”, “is considering”"),
    "probable": Term(name="probable", meaning="“likely”, “expected to”, “appears”"),
    "alleged": Term(name="alleged", meaning="“allegedly”, “reportedly”, “suspected”"),
    "unevidenced": Term(name="without evidence", meaning="“gave no evidence”, “could not be verified”"),
    "disputed": Term(name="disputed", meaning="“which she denies”"),
}

PLACE_TERMS: dict[CuePosition, Term] = {
    "before": Term(name="before the claim", meaning="“The mayor said the bridge was safe”"),
    "after": Term(name="after the claim", meaning="“The bridge was safe, the mayor said”"),
    "inside": Term(name="inside the claim", meaning="“The bridge, the mayor said, was safe”"),
}

HEDGE_PLACE_TERMS: dict[CuePosition, Term] = {
    "before": Term(name="before the claim", meaning="“Without giving evidence, he said they had cheated”"),
    "after": Term(name="after the claim", meaning="“They cheated, he said, without giving evidence”"),
    "inside": Term(name="inside the claim", meaning="“They may have cheated”"),
}

KIND_OF: dict[Verdict | FlagCode, Kind] = {
    **{code: kind for kind, codes in CODES.items() for code in codes},
    "unsupported_number": "number",
    "unsupported_attribution": "attribution",
    "unsupported_quote": "attribution",
}
"""The kind that a code belongs to; a flag answers to the kind that it would be a fact of."""


def term(code: Verdict | FlagCode) -> Term:
    """The term of a verdict or flag."""
    return (VERDICT_TERMS | FLAG_TERMS)[code]
