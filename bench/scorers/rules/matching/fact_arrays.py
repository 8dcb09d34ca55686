"""The facts of an article as arrays, so that all passages of a summary are held against all facts in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bench.scorers.rules.matching.article_context import FactContext


class FactArrays:
    """Of each fact, in their order, where its shares stand among those of a passage, and its place in the article."""

    def __init__(self, facts: Sequence[FactContext], statement_count: int) -> None:
        self.row_of = {fact.fact.id: row for row, fact in enumerate(facts)}
        """Where a fact stands, by its id."""
        self.kinds = tuple(fact.fact.kind for fact in facts)
        places = [fact.places for fact in facts]
        self.claim = _places([of_fact.claim for of_fact in places])
        self.predicate = _places([of_fact.predicate for of_fact in places])
        self.quote = _places([of_fact.quote for of_fact in places])
        # A claim without a subject of its own ("Likely to close two branches") has none that could be missing.
        self.subject = _places([fact.places.subject if fact.claim.subject else fact.places.claim for fact in facts])
        most_parts = max((len(of_fact.parts) for of_fact in places), default=1)
        self.parts = [
            _places([of_fact.parts[part] if part < len(of_fact.parts) else of_fact.predicate for of_fact in places])
            for part in range(most_parts)
        ]
        """The first part of each claim, the second of each, and so on; its predicate where a claim has no more."""
        self.is_home: NDArray[np.bool_] = np.zeros((len(facts), statement_count), dtype=bool)
        """Facts × statements of the article."""
        for row, fact in enumerate(facts):
            self.is_home[row, sorted(fact.home)] = True
        self.figures: NDArray[np.float64] = np.array([float(len(fact.claim.quantities)) for fact in facts])
        """How many numbers each claim has."""
        self.with_figures = [(row, fact) for row, fact in enumerate(facts) if fact.claim.quantities]
        """The facts whose claims have numbers, each with where it stands."""


def _places(numbers: list[int]) -> NDArray[np.intp]:
    return np.array(numbers, dtype=np.intp)
