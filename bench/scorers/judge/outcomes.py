"""From a judge's rulings to outcomes and flags, as every scorer gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.facts import FACT_KINDS, Fact
from bench.records import Flag, Outcome, Span, Summary
from bench.scorers.judge.answer import JudgedFact, JudgedFlag


def outcome_of(fact: Fact, judged: JudgedFact, summary: Summary, scorer: str) -> Outcome:
    """The outcome for a fact with a verdict."""
    term = FACT_KINDS[fact.kind].error_terms.get(judged.verdict)
    evidence = _quoted(judged.spans, summary.text)
    if term:
        sources = f" from {' or '.join(source.name for source in fact.credited)}" if fact.credited else ""
        reason = f"The article has “{fact.marked}”{sources}; the judge reads {evidence} as: {term.name.lower()}."
    elif judged.verdict == "preserved":
        reason = f"The judge finds it kept: {evidence}."
    else:
        reason = "The judge does not find this claim in the summary."
    return _outcome(fact, summary, scorer).model_copy(
        update={
            "verdict": judged.verdict,
            "severity": fact.severity(judged.verdict) if term else None,
            "spans": judged.spans,
            "reason": reason,
            # Judges do not say how sure they are; how often they err is measured as a whole.
            "confidence": 0.0 if judged.verdict == "omitted" else 1.0,
        }
    )


def unscored_outcome(fact: Fact, why: str, summary: Summary, scorer: str) -> Outcome:
    """The outcome for a fact on which the judge gave no verdict that can be used."""
    return _outcome(fact, summary, scorer).model_copy(update={"reason": f"No verdict: {why}."})


def flags_of(flags: Iterable[JudgedFlag], summary: Summary) -> Iterator[Flag]:
    """The flags of a summary."""
    for flag in flags:
        start, end = flag.spans[0][0], flag.spans[-1][1]
        yield Flag(
            gold=summary.gold,
            article=summary.article,
            summary=summary.id,
            code=flag.code,
            span=(start, end),
            text=summary.text[start:end],
            reason="The judge finds nothing in the article that supports this.",
        )


def _outcome(fact: Fact, summary: Summary, scorer: str) -> Outcome:
    return Outcome(
        gold=summary.gold,
        article=summary.article,
        summary=summary.id,
        fact=fact.id,
        kind=fact.kind,
        verdict="unscored",
        reason="",
        confidence=0.0,
        scorer=scorer,
    )


def _quoted(spans: Iterable[Span], text: str) -> str:
    return f"“{' … '.join(text[start:end] for start, end in spans)}”"
