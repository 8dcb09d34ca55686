"""One verdict as the page shows it: plain data, with texts cut into marked and unmarked pieces."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bench.facts import FACT_KINDS
from bench.goldset import GoldArticle
from bench.records import Kind, Outcome, Record, Span, Summary, Verdict
from bench.serving.choice import Choice
from reports.glossary import KIND_TERMS, VERDICT_TERMS


class MarkedPiece(NamedTuple):
    """A stretch of a text."""

    text: str
    is_marked: bool


class OtherFact(Record):
    """Another fact of the same article, in which the person may have found a missed error."""

    fact: str
    claim: str
    quote: str
    verdict: Choice
    """The scorer's."""
    errors: tuple[Choice, ...]


class VerdictView(Record):
    """One verdict, with all that is needed to judge it."""

    index: int
    """Its place in the order, from 0."""
    title: str
    article: tuple[MarkedPiece, ...]
    summary: tuple[MarkedPiece, ...]
    kind: str
    claim: str
    verdict: Choice | None
    """The scorer's; None in a blind audit."""
    reason: str
    """The scorer's; empty in a blind audit."""
    choices: tuple[Choice, ...]
    """What the verdict could be instead; in a blind audit, what it could be."""
    others: tuple[OtherFact, ...]
    """Facts of the article that the scorer finds no error in; none in a blind audit, where the list would tell."""
    judged: Choice | None
    """What the person said of it before; `unscored` is left open."""


def view_of(
    index: int,
    gold: GoldArticle,
    summary: Summary,
    outcomes: dict[str, Outcome],
    fact: str,
    judged: Verdict | None,
    *,
    blind: bool = False,
) -> VerdictView:
    """Put together what the page shows of one verdict.

    Args:
        index: its place in the order.
        gold: the article with its facts.
        summary: the summary that it is about.
        outcomes: the scorer's verdicts on this summary, by fact.
        fact: the one that is shown.
        judged: what the person said of it before.
        blind: leave out whatever tells the scorer's verdict, the marks in the summary too.
    """
    outcome = outcomes[fact]
    codes = FACT_KINDS[outcome.kind].codes
    shown_fact = next(located for located in gold.facts if located.fact.id == fact)
    return VerdictView(
        index=index,
        title=gold.article.title,
        article=pieces(gold.article.text, [shown_fact.quote]),
        summary=pieces(summary.text, () if blind else outcome.spans),
        kind=KIND_TERMS[outcome.kind].name,
        claim=shown_fact.fact.claim,
        verdict=None if blind else choice(outcome.verdict),
        reason="" if blind else outcome.reason,
        # The scorer's own verdict is confirmed with a key of its own, so it is not among what it could be instead.
        choices=tuple(
            choice(verdict) for verdict in ("preserved", "omitted", *codes) if blind or verdict != outcome.verdict
        ),
        others=tuple(
            OtherFact(
                fact=located.fact.id,
                claim=located.fact.claim,
                quote=located.fact.quote,
                verdict=choice(other_outcome.verdict),
                errors=errors(other_outcome.kind),
            )
            for located in gold.facts
            if not blind
            and (other_outcome := outcomes.get(located.fact.id))
            and located.fact.id != fact
            # Only where the scorer found no error can it have missed one.
            and other_outcome.verdict in ("preserved", "omitted")
        ),
        judged=choice(judged) if judged else None,
    )


def choice(verdict: Verdict) -> Choice:
    """A verdict with the words that explain it."""
    return Choice(value=verdict, name=VERDICT_TERMS[verdict].name, meaning=VERDICT_TERMS[verdict].meaning)


def errors(kind: Kind) -> tuple[Choice, ...]:
    """The errors that a kind of fact can have."""
    return tuple(map(choice, FACT_KINDS[kind].codes))


def pieces(text: str, spans: Iterable[Span]) -> tuple[MarkedPiece, ...]:
    """A text cut at the ends of spans (code points), which may overlap, or reach beyond it."""
    size = len(text)
    # Spans come from a file, and the page must not fail on one that reaches too far.
    clipped = [(min(max(start, 0), size), min(max(end, 0), size)) for start, end in spans]
    # Cut at every end of every span: between two cuts a text is wholly marked or not at all.
    cuts = sorted({0, size, *(end for span in clipped for end in span)})
    return tuple(
        MarkedPiece(text[start:end], any(span[0] <= start and end <= span[1] for span in clipped))
        for start, end in pairwise(cuts)
    )
