"""The claims of an article's facts by their words, so that a passage is held against all of them in one go.

Few of a passage's words are of a claim, and a word is of few claims. So the question how much of each claim a passage
says is turned round: each of its words adds its part to the claims that have it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.scorers.rules.matching.word_index import WeightedTerms


class WeightedClaim(NamedTuple):
    """The parts of a claim, weighted, to be looked for in a summary."""

    claim: WeightedTerms
    predicate: WeightedTerms
    parts: tuple[WeightedTerms, ...]
    subject: WeightedTerms
    quote: WeightedTerms


class ClaimPlaces(NamedTuple):
    """Where the shares of a claim and its parts stand among those that `ClaimIndex.shares` gives."""

    claim: int
    predicate: int
    parts: tuple[int, ...]
    """The predicate's clauses, the whole of it being one."""
    subject: int
    quote: int


class ClaimIndex:
    """For each word, the claims and parts of claims that have it, and how much of them it is."""

    def __init__(self) -> None:
        self._count = 0
        self._parts_of: dict[str, list[tuple[int, float]]] = {}

    @property
    def size(self) -> int:
        """How many shares `shares` gives."""
        return self._count

    def add(self, weighted: WeightedClaim) -> ClaimPlaces:
        """Take in a fact's claim, and say where its shares will stand."""
        predicate = self._add(weighted.predicate)
        return ClaimPlaces(
            claim=self._add(weighted.claim),
            predicate=predicate,
            parts=(predicate, *(self._add(part) for part in weighted.parts)),
            subject=self._add(weighted.subject),
            quote=self._add(weighted.quote),
        )

    def _add(self, words: WeightedTerms) -> int:
        place = self._count
        self._count += 1
        for lemma, weight in words.weight_of.items():
            self._parts_of.setdefault(lemma, []).append((place, weight / words.total))
        return place

    def shares(self, article_words: Mapping[str, float]) -> Sequence[float]:
        """The weighted share of each claim and part that a passage says, by its place.

        Args:
            article_words: how well the passage says each of the article's words, from `WordIndex.article_words`.
        """
        shares = array("d", bytes(8 * self._count))
        # In the same order for every passage, so that two that say the same have the same share to the last bit.
        for lemma in sorted(article_words):
            alike = article_words[lemma]
            for place, part in self._parts_of.get(lemma, ()):
                shares[place] += part * alike
        return shares
