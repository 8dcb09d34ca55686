"""Which proposals an annotator kept: a proposal and a gold fact that mark the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bench.drafting.proposing import is_same_place
from bench.goldset import LocatedFact
from bench.reading import read_all
from bench.scorers.rules.matching.terms import Bag, statement_terms

SHARED = 0.5
"""The share of its content words that the shorter of two like claims has in common with the other."""


class Matched(NamedTuple):
    """The proposals and gold facts of an article that go together."""

    proposals: frozenset[int]
    """Indices of the proposals that match a gold fact."""
    facts: frozenset[int]
    """Indices of the gold facts that a proposal matches."""


def matched(proposals: Sequence[LocatedFact], facts: Sequence[LocatedFact]) -> Matched:
    """Match proposals with gold facts: one kind, overlapping cues, and claims that share most of their content words.

    Words of one family and synonyms that the scorer knows count as the same; numbers and names do not count apart.
    """
    bags = _bags([proposal.fact.claim for proposal in (*proposals, *facts)])
    pairs = [
        (i, j)
        for i, proposal in enumerate(proposals)
        for j, fact in enumerate(facts)
        # The facts' bags stand behind the proposals', since all claims are read in one go.
        if is_same_place(proposal, fact) and likeness(bags[i], bags[len(proposals) + j]) >= SHARED
    ]
    return Matched(frozenset(i for i, _ in pairs), frozenset(j for _, j in pairs))


def likeness(proposed: Bag, gold: Bag) -> float:
    """The share of the shorter claim's content words that the longer one has; 1 where there are none."""
    short, long = sorted((proposed, gold), key=lambda bag: len(bag.terms))
    # Of the shorter one: a claim that says the same and adds when and where is still the same claim.
    return sum(long.best(term.lemma) for term in short.terms) / len(short.terms) if short.terms else 1.0


def _bags(claims: Sequence[str]) -> list[Bag]:
    readings = read_all(claims)
    return [Bag(term for statement in statements for term in statement_terms(statement)) for statements in readings]
