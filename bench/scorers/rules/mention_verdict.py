"""What comparing a fact with one place of a summary gives, and what all comparisons need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.records import Credit, Severity, Span, Statement, Verdict
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.tree import Tree


class MentionVerdict(NamedTuple):
    """The verdict on one mention."""

    verdict: Verdict
    reason: str
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None
    is_credited: bool = False
    """Whether the claim's own source is credited there, which makes it likelier that this is the claim."""


def cover(scope: Iterable[Span], aligned: Sequence[tuple[Span, float]]) -> float:
    """The weighted share of a claim's words that lie in a scope."""
    scope = tuple(scope)
    total = sum(weight for _, weight in aligned)
    inside = sum(weight for span, weight in aligned if any(a <= span[0] and span[1] <= b for a, b in scope))
    return inside / total if total else 0.0


def holds(scope: Iterable[Span], mention: Mention) -> bool:
    """Whether a credit or hedge of this scope holds for the claim at this place."""
    return cover(scope, mention.aligned) >= settings()["cover"]


def covering(candidates: Iterable[Credit], mention: Mention, tree: Tree) -> list[Credit]:
    """The credits that hold for the claim, the narrowest first.

    A credit holds if its scope has half of the claim's words, or most of what the claim says of its subject: "Flight
    5622 turned back after the crew announced a problem" credits the problem and not the flight.
    """
    holding = [
        credit for credit in candidates if holds(credit.scope, mention) or _has_predicate(credit.scope, mention, tree)
    ]
    return sorted(holding, key=lambda credit: (sum(b - a for a, b in credit.scope), credit.cue_span))


def _has_predicate(scope: Iterable[Span], mention: Mention, tree: Tree) -> bool:
    inside = tree.within(scope)
    words = mention.predicate_words
    return bool(words) and sum(index in inside for index in words) >= settings()["predicate_credited"] * len(words)


def claim_span(mention: Mention, statement: Statement) -> Span:
    """From the first to the last word that makes the claim; the whole statement where none is known."""
    if not mention.aligned:
        return statement.span
    return min(span[0] for span, _ in mention.aligned), max(span[1] for span, _ in mention.aligned)


def is_denied(statement: Statement, mention: Mention) -> bool:
    """Whether the statement says that the claim is not so."""
    return cover(statement.negations, mention.aligned) >= settings()["denied"]


def listed(names: Iterable[str], word: str = "and") -> str:
    """'A', 'A and B', 'A, B and C'."""
    rows = list(dict.fromkeys(names))
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} {word} {rows[-1]}" if rows else ""
