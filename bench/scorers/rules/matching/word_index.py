"""Words that are looked for in many places: an article's, weighed and indexed once.

A long text, or a long list of summaries, asks again and again how much of each claim a passage holds. So the question
is turned round: each word of a passage is looked up once among the article's words, and all that it says is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bench.scorers.rules.lexicon import relatives
from bench.scorers.rules.matching.terms import OPENING, Bag, Term, Weights, likeness

_KEPT = 10_000
"""Words whose relatives among an article's words are kept in mind."""


class WeightedTerms:
    """Content words with what each of them tells."""

    def __init__(self, wanted: Iterable[Term], weight: Weights) -> None:
        self._rows = tuple((term.lemma, weight(term)) for term in wanted)
        total = 0.0
        for _, one in self._rows:
            total += one
        self.total = total
        """The weight of them all."""

    def share(self, said: Mapping[str, float]) -> float:
        """The weighted share of them that is said, given how well a passage says each of the article's words."""
        if not said or not self._rows:
            return 0.0
        found = 0.0
        for lemma, one in self._rows:
            if lemma in said:
                found += one * said[lemma]
        return found / self.total


class WordIndex:
    """The words of an article's statements and of the claims that are made of it."""

    def __init__(self, statements: Sequence[Bag], claims: Iterable[Term], weight: Weights) -> None:
        self._count = len(statements)
        self._weight = weight
        self._places: dict[str, list[int]] = {}
        for index, bag in enumerate(statements):
            for lemma in bag.lemmas:
                self._places.setdefault(lemma, []).append(index)
        self._lemmas = frozenset([*self._places, *(term.lemma for term in claims)])
        self._openings: dict[str, list[str]] = {}
        for lemma in sorted(self._lemmas):
            self._openings.setdefault(lemma[:OPENING], []).append(lemma)
        self._alike = lru_cache(maxsize=_KEPT)(self._look_up)
        self._near = lru_cache(maxsize=_KEPT)(self._look_around)

    def said(self, bag: Bag) -> dict[str, float]:
        """How well a passage says each of the article's words, by lemma; what it does not say is left out."""
        found: dict[str, float] = {}
        for lemma in bag.lemmas:
            for known, alike in self._alike(lemma):
                found[known] = max(found.get(known, 0.0), alike)
        return found

    def explained(self, row: Iterable[Term]) -> tuple[float, ...]:
        """For each statement of the article the weighted share of these words that is there."""
        total, found = 0.0, [0.0] * self._count
        for term in row:
            one = self._weight(term)
            total += one
            for index, alike in self._near(term.lemma):
                found[index] += one * alike
        return tuple(share / total for share in found) if total else tuple(found)

    def _look_up(self, lemma: str) -> tuple[tuple[str, float], ...]:
        """The article's words that a word says in some form, each with how far it does."""
        # only words that begin alike or stand in one group of words can be alike at all
        near = {*self._openings.get(lemma[:OPENING], ()), *(self._lemmas & relatives().get(lemma, frozenset()))}
        return tuple((known, alike) for known in near if (alike := likeness(lemma, known)))

    def _look_around(self, lemma: str) -> tuple[tuple[int, float], ...]:
        """The statements that have a word in some form, each with how far."""
        found: dict[int, float] = {}
        for known, alike in self._alike(lemma):
            for index in self._places.get(known, ()):
                found[index] = max(found.get(index, 0.0), alike)
        return tuple(found.items())
