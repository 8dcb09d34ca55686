"""Which facts of two annotations of an article are the same fact.

Two facts can be the same if they are of one kind, their quotes overlap, and either their cues do (the texts, of
numbers) or their claims share at least half of their content words (never for numbers). Of all ways to pair them off
one to one, the one with the most overlap of quotes, cues and claims together is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.optimize import linear_sum_assignment

from bench.facts import FACT_KINDS
from bench.goldset.locate import LocatedFact
from bench.goldset.stems import content_words
from bench.records import Span

SAME_CLAIM = 0.5
"""Share of all content words of two claims that both must hold, where their cues differ."""


def pair_up(first: Sequence[LocatedFact], second: Sequence[LocatedFact]) -> list[tuple[int, int]]:
    """The facts that both annotations hold.

    Returns:
        Indices into the first and the second, each at most once, in the order of the first.
    """
    if not first or not second:
        return []
    weights = [[likeness(own, other) for other in second] for own in first]
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if weights[row][column] > 0]


def likeness(first: LocatedFact, second: LocatedFact) -> float:
    """How alike two facts of one article are: up to 3, and 0 if they cannot be the same."""
    if first.fact.kind != second.fact.kind:
        return 0
    quotes, cues = _overlap(first.quote, second.quote), _overlap(first.cue, second.cue)
    claims = _shared(first.fact.claim, second.fact.claim)
    # Two numbers in one sentence often have one claim ("20 boats and 30 cars sank"); two cues hardly ever do.
    is_claim_enough = FACT_KINDS[first.fact.kind].is_cued and claims >= SAME_CLAIM
    return quotes + cues + claims if quotes and (cues or is_claim_enough) else 0


def _overlap(first: Span, second: Span) -> float:
    """Length of what two spans share, as a share of what they cover together."""
    both = min(first[1], second[1]) - max(first[0], second[0])
    return both / (max(first[1], second[1]) - min(first[0], second[0])) if both > 0 else 0


def _shared(first: str, second: str) -> float:
    """Content words that two texts share, as a share of all that either holds."""
    words = [{word.stem for word in content_words(text)} for text in (first, second)]
    return len(words[0] & words[1]) / len(words[0] | words[1]) if words[0] | words[1] else 0
