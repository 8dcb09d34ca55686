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


def pair_up(a_facts: Sequence[LocatedFact], b_facts: Sequence[LocatedFact]) -> list[tuple[int, int]]:
    """The facts that both annotations hold.

    Returns:
        Indices into the first and the second, each at most once, in the order of the first.
    """
    if not a_facts or not b_facts:
        return []
    weights = [[likeness(a_fact, b_fact) for b_fact in b_facts] for a_fact in a_facts]
    # The best pairing as a whole: taking the likeliest pair first could leave two facts over that belong together.
    a_indices, b_indices = linear_sum_assignment(weights, maximize=True)
    return [
        (int(a_index), int(b_index))
        for a_index, b_index in zip(a_indices, b_indices, strict=True)
        # The assignment pairs off as many as it can, also those that cannot be the same.
        if weights[a_index][b_index] > 0
    ]


def likeness(a_fact: LocatedFact, b_fact: LocatedFact) -> float:
    """How alike two facts of one article are: up to 3, and 0 if they cannot be the same."""
    if a_fact.fact.kind != b_fact.fact.kind:
        return 0
    quotes, cues = _overlap(a_fact.quote, b_fact.quote), _overlap(a_fact.cue, b_fact.cue)
    claims = _shared(a_fact.fact.claim, b_fact.fact.claim)
    # Two numbers in one sentence often have one claim ("20 boats and 30 cars sank"); two cues hardly ever do.
    is_claim_enough = FACT_KINDS[a_fact.fact.kind].is_cued and claims >= SAME_CLAIM
    # One marked "said", the other "according to": the claim tells that they mean the same fact.
    return quotes + cues + claims if quotes and (cues or is_claim_enough) else 0


def _overlap(a_span: Span, b_span: Span) -> float:
    """Length of what two spans share, as a share of what they cover together."""
    both = min(a_span[1], b_span[1]) - max(a_span[0], b_span[0])
    return both / (max(a_span[1], b_span[1]) - min(a_span[0], b_span[0])) if both > 0 else 0


def _shared(a_text: str, b_text: str) -> float:
    """Content words that two texts share, as a share of all that either holds."""
    words = [{word.stem for word in content_words(text)} for text in (a_text, b_text)]
    return len(words[0] & words[1]) / len(words[0] | words[1]) if words[0] | words[1] else 0
