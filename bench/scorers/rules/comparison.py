"""What comparing a fact with one place of a summary gives, and what all comparisons need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.models import Credit, Severity, Span, Statement, Verdict
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.locating import Place


class Comparison(NamedTuple):
    """The verdict on one mention."""

    verdict: Verdict
    reason: str
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None


def cover(scope: Iterable[Span], aligned: Sequence[tuple[Span, float]]) -> float:
    """The weighted share of a claim's words that lie in a scope."""
    scope = tuple(scope)
    total = sum(weight for _, weight in aligned)
    inside = sum(weight for span, weight in aligned if any(a <= span[0] and span[1] <= b for a, b in scope))
    return inside / total if total else 0.0


def holds(scope: Iterable[Span], place: Place) -> bool:
    """Whether a credit or hedge of this scope holds for the claim at this place."""
    return cover(scope, place.aligned) >= settings()["cover"]


def covering(credits: Iterable[Credit], place: Place) -> list[Credit]:
    """The credits that hold for the claim, the narrowest first."""
    found = [credit for credit in credits if holds(credit.scope, place)]
    return sorted(found, key=lambda credit: (sum(b - a for a, b in credit.scope), credit.cue_span))


def claim_span(place: Place, statement: Statement) -> Span:
    """From the first to the last word that makes the claim; the whole statement where none is known."""
    if not place.aligned:
        return statement.span
    return min(span[0] for span, _ in place.aligned), max(span[1] for span, _ in place.aligned)


def listed(names: Iterable[str], word: str = "and") -> str:
    """'A', 'A and B', 'A, B and C'."""
    rows = list(dict.fromkeys(names))
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} {word} {rows[-1]}" if rows else ""
