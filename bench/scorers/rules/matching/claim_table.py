"""Every claim of an article held against every passage of a summary, all at once.

A summary of seven sentences has twenty passages, an article fifteen facts, and each fact four lists of words or more
to look for: one by one that takes as long as reading the summary. Here each step is one operation on arrays.
Sums go through the words in their order, so that the figures are those of `WeightedTerms.share` to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.scorers.rules.matching.word_index import WeightedTerms

if TYPE_CHECKING:
    from bench.scorers.rules.matching.article_context import FactContext
    from bench.scorers.rules.matching.passages import Passage

Array = NDArray[np.float64]
_AT_ONCE = 256
"""Passages of which arrays are made at a time, so that a very long summary takes little memory."""


class Shares(NamedTuple):
    """What passages have of claims: arrays of facts × passages."""

    claim: Array
    predicate: Array
    part: Array
    """The clause of the predicate that is told best, the whole of it being one."""
    subject: Array
    quote: Array
    home: Array
    """How well the best of the fact's own statements in the article explains the passage."""
    elsewhere: Array
    """How well the best of all others does."""


class ClaimTable:
    """The claims of an article's facts as arrays."""

    def __init__(self, facts: Sequence[FactContext], statement_count: int) -> None:
        self._facts = facts
        # Four lists of words a fact, then the further parts of all facts.
        self._parts = [(index, part) for index, fact in enumerate(facts) for part in fact.weighted.parts]
        lists = [
            words
            for fact in facts
            for words in (fact.weighted.claim, fact.weighted.predicate, fact.weighted.subject, fact.weighted.quote)
        ]
        lists += [part for _, part in self._parts]
        self._row_of_lemma: dict[str, int] = {}
        for words in lists:
            for lemma, _ in words.weighted_lemmas:
                self._row_of_lemma.setdefault(lemma, len(self._row_of_lemma))
        self._steps = list(self._in_steps(lists))
        # A list without words has no total, and a share of nothing.
        self._totals = np.array([words.total or 1.0 for words in lists])[:, None]
        self._is_home = np.zeros((len(facts), 1, statement_count), dtype=bool)
        for index, fact in enumerate(facts):
            self._is_home[index, 0, list(fact.home)] = True

    def _in_steps(self, lists: Sequence[WeightedTerms]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], Array]]:
        """The first words of all lists, their second ones and so on: which lists have one, its row and its weight."""
        all_lemmas = [words.weighted_lemmas for words in lists]
        for step in range(max(map(len, all_lemmas), default=0)):
            at = [(i, lemmas[step]) for i, lemmas in enumerate(all_lemmas) if step < len(lemmas)]
            yield (
                np.array([i for i, _ in at]),
                np.array([self._row_of_lemma[lemma] for _, (lemma, _) in at]),
                np.array([weight for _, (_, weight) in at])[:, None],
            )

    def shares(self, passages: Sequence[Passage]) -> Shares:
        """What each passage has of each claim."""
        blocks = [self._block(passages[start : start + _AT_ONCE]) for start in range(0, len(passages), _AT_ONCE)]
        return Shares(*(np.concatenate(arrays, axis=1) for arrays in zip(*blocks, strict=True)))

    def _block(self, passages: Sequence[Passage]) -> Shares:
        said = np.zeros((len(self._row_of_lemma), len(passages)))
        for column, passage in enumerate(passages):
            for lemma, alike in passage.article_words.items():
                row = self._row_of_lemma.get(lemma)
                if row is not None:
                    said[row, column] = alike
        weight_said = np.zeros((len(self._totals), len(passages)))
        for lists, rows, weights in self._steps:
            weight_said[lists] += weights * said[rows]
        shares = weight_said / self._totals
        of_parts = shares[4 * len(self._facts) :]
        claim, predicate, subject, quote = (shares[kind : 4 * len(self._facts) : 4] for kind in range(4))
        part = predicate.copy()
        for (index, _), of_part in zip(self._parts, of_parts, strict=True):
            part[index] = np.maximum(part[index], of_part)
        explained = np.array([passage.explained for passage in passages]).reshape(1, len(passages), -1)
        home = np.where(self._is_home, explained, 0.0).max(axis=2, initial=0.0)
        elsewhere = np.where(self._is_home, 0.0, explained).max(axis=2, initial=0.0)
        return Shares(claim, predicate, part, subject, quote, home, elsewhere)
