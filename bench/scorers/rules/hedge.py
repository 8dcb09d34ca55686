"""How sure it is: whether a claim that the article does not vouch for is still hedged at one place of a summary."""

from __future__ import annotations

from bench.facts import HedgeFact
from bench.models import Hedge, Span
from bench.scorers.rules.article import FactContext
from bench.scorers.rules.comparison import (
    Comparison,
    claim_span,
    covering,
    holds,
    in_same_clause,
    is_denied,
    listed,
)
from bench.scorers.rules.locating import Place, SummaryContext
from bench.scorers.rules.names import compare

_CAVEATS = ("unevidenced", "disputed")


def judge(context: FactContext, place: Place, summary: SummaryContext) -> Comparison:
    """The verdict on a hedge fact at a place."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    statement = summary.statements[place.index]
    span = claim_span(place, statement)
    is_caveat = fact.strength in _CAVEATS
    if is_caveat and (caveat := _caveat(place, summary)):
        return Comparison("preserved", f"The caveat is there: “{caveat[0]}”.", (span, caveat[1]))
    hedged = [
        hedge for hedge in statement.hedges if holds(hedge.scope, place) or in_same_clause(hedge.cue_span, place, statement)
    ]
    credited = [credit for credit in covering(statement.credits, place) if credit.source and credit.cue != ":"]
    if not context.claim.is_negated and is_denied(statement, place):
        return Comparison("omitted", "The summary does not state this: it says that it is not so.")
    if is_caveat:
        if hedged or credited or statement.is_question:
            return Comparison("omitted", f"The claim stays a claim; the caveat “{fact.cue}” is left out.")
        return _dropped(fact, span)
    if hedged:
        return _strength(fact, hedged, span, is_credited=bool(credited))
    if credited:
        return Comparison("preserved", f"The claim is credited to “{credited[0].source}”, which tells that it is one.", (span, credited[0].cue_span))
    for credit in statement.credits:
        if credit.cue == ":" and compare(credit.names, (), summary.article.known_names) == "other" and holds(credit.scope, place):
            return Comparison("preserved", f"The claim is credited to “{credit.source}”.", (span, credit.cue_span))
    return _dropped(fact, span)


def _strength(fact: HedgeFact, hedged: list[Hedge], span: Span, *, is_credited: bool) -> Comparison:
    """A hedge is there: is it clearly weaker?"""
    cues = listed(f"“{hedge.cue}”" for hedge in hedged)
    spans = tuple(sorted({span, *(hedge.cue_span for hedge in hedged)}))
    only_probable = all(hedge.strength == "probable" for hedge in hedged)
    if fact.strength == "possible" and only_probable and not is_credited:
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


def _caveat(place: Place, summary: SummaryContext) -> tuple[str, Span] | None:
    """A denial or no-evidence caveat in the statement itself, or in one beside it in the same paragraph."""
    for step in (0, 1, -1, 2):
        index = place.index + step
        if not 0 <= index < len(summary.statements):
            continue
        statement = summary.statements[index]
        between = sorted((statement.span, summary.statements[place.index].span))
        if step and "\n\n" in summary.text[between[0][1] : between[1][0]]:
            continue
        for hedge in statement.hedges:
            if hedge.strength in _CAVEATS and (not step or _leans_back(index, summary)):
                return hedge.cue, hedge.cue_span
        for credit in statement.credits:
            if (credit.stance == "deny" or (credit.stance == "confirm" and credit.negated)) and (not step or _leans_back(index, summary)):
                return credit.cue, credit.cue_span
    return None


def _leans_back(index: int, summary: SummaryContext) -> bool:
    """Whether a statement points back to another ('it', 'the claim', 'she'), rather than starting afresh."""
    return any(
        word.pos == "PRON" or word.dep == "poss" or word.lemma in ("claim", "allegation", "accusation", "charge", "figure", "count", "evidence", "proof", "analysis", "post", "result", "company", "group", "assertion", "report")
        for word in summary.statements[index].words
    )  # fmt: skip
