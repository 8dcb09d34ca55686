"""How sure it is: whether a claim that the article does not vouch for is still hedged at one place of a summary."""

from __future__ import annotations

from bench.facts import HedgeFact
from bench.models import Credit, Hedge, Span, Statement
from bench.scorers.rules.article import FactContext
from bench.scorers.rules.comparison import (
    Comparison,
    claim_span,
    cover,
    covering,
    holds,
    in_same_clause,
    is_denied,
    listed,
)
from bench.scorers.rules.framing import reported_beside
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.locating import Place, SummaryContext
from bench.scorers.rules.names import compare
from bench.scorers.rules.terms import likeness, terms

_SOME = 0.3
"""Share of the claim's words in the scope of a denial from which it is denied."""
_FEW = 2
_OPENING = 8
"""Words in which a statement shows whether it leans on the one before."""
_CAVEATS = ("unevidenced", "disputed")


def judge(context: FactContext, place: Place, summary: SummaryContext) -> Comparison:
    """The verdict on a hedge fact at a place."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    statement = summary.statements[place.at]
    span = claim_span(place, statement)
    is_caveat = fact.strength in _CAVEATS
    if is_caveat and (caveat := _caveat(place, summary)):
        return Comparison("preserved", f"The caveat is there: “{caveat[0]}”.", (span, caveat[1]))
    near = [hedge for hedge in statement.hedges if in_same_clause(hedge.cue_span, place, statement)]
    hedged = [hedge for hedge in statement.hedges if holds(hedge.scope, place)] or near
    credited = [
        credit for credit in covering(statement.credits, place) if credit.source and not _is_claimed(credit, context)
    ]
    if not hedged and not context.claim.is_negated and is_denied(statement, place):
        return Comparison("omitted", "The summary does not state this: it says that it is not so.")
    if is_caveat:
        if hedged or credited or statement.is_question or reported_beside(statement, place, context):
            return Comparison("omitted", f"The claim stays a claim; the caveat “{fact.cue}” is left out.")
        return _dropped(fact, span)
    if hedged:
        return _strength(fact, hedged, span)
    if credited:
        return Comparison(
            "preserved",
            f"The claim is credited to “{credited[0].source}”, which tells that it is one.",
            (span, credited[0].cue_span),
        )
    if word := reported_beside(statement, place, context):
        return Comparison("preserved", f"The claim is reported (“{word}”), which tells that it is one.", (span,))
    return _dropped(fact, span)


def _strength(fact: HedgeFact, hedged: list[Hedge], span: Span) -> Comparison:
    """A hedge is there: is it clearly weaker?"""
    cues = listed(f"“{hedge.cue}”" for hedge in hedged)
    spans = tuple(sorted({span, *(hedge.cue_span for hedge in hedged)}))
    only_probable = all(hedge.strength == "probable" for hedge in hedged)
    if fact.strength == "possible" and only_probable:
        return Comparison(
            "weakened_hedge",
            f"The article has “{fact.cue}”; the summary's {cues} is surer.",
            spans,
            "major",
        )
    return Comparison("preserved", f"The claim stays hedged: {cues}.", spans)


def _dropped(fact: HedgeFact, span: Span) -> Comparison:
    return Comparison(
        "dropped_hedge",
        f"The article hedges this (“{fact.cue}”); the summary states it as fact.",
        (span,),
        "major",
    )


def _is_claimed(credit: Credit, context: FactContext) -> bool:
    """A label that names nobody known, or a cue that belongs to the claim itself ("will demand the sale")."""
    if credit.cue == ":":
        return compare(credit.names, (), context.known_names) != "other"
    return any(likeness(term.lemma, word) >= 0.9 for term in context.claim.terms for word in credit.cue.lower().split())


def _caveat(place: Place, summary: SummaryContext) -> tuple[str, Span] | None:
    """A denial or no-evidence caveat on the claim, in its own statement or in the next ones that lean back on it."""
    statement = summary.statements[place.at]
    for hedge in statement.hedges:
        if hedge.strength in _CAVEATS:
            return hedge.cue, hedge.cue_span
    for credit in statement.credits:
        if _is_denial(credit) and (cover(credit.scope, place.aligned) >= _SOME or _is_anaphoric(credit, statement)):
            return credit.cue, credit.cue_span
    index = place.at + 1
    while index < len(summary.statements) and _leans_back(index, summary):
        statement = summary.statements[index]
        cues = [(hedge.cue, hedge.cue_span) for hedge in statement.hedges if hedge.strength in _CAVEATS]
        cues += [(credit.cue, credit.cue_span) for credit in statement.credits if _is_denial(credit)]
        if cues:
            return cues[0]
        index += 1
    return None


def _is_denial(credit: Credit) -> bool:
    return credit.stance == "deny" or (credit.stance == "confirm" and credit.negated)


def _is_anaphoric(credit: Credit, statement: Statement) -> bool:
    """Whether what is denied is only pointed to: 'denies it', 'rejected the charge'."""
    words = [word for word in statement.words if any(a <= word.start < b for a, b in credit.scope)]
    return len(terms(words)) <= _FEW or all(
        word.lemma in data("words")["pointers"]["words"] for word in words if word.pos == "NOUN"
    )


def _leans_back(index: int, summary: SummaryContext) -> bool:
    """Whether a statement begins by pointing back to the one before, in the same paragraph."""
    here, before = summary.statements[index], summary.statements[index - 1]
    if "\n\n" in summary.text[before.span[1] : here.span[0]]:
        return False
    start = here.words[:_OPENING]
    return any(
        word.pos == "PRON" or word.dep == "poss" or word.lemma in data("words")["pointers"]["words"] for word in start
    )
