"""The words of an article and its claims, weighed and indexed once.

A long text, or a long list of summaries, asks again and again how much of each claim a passage holds. So the question
is turned round: each word of a passage is looked up once among the article's words, which tells how well the passage
says each of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bench.scorers.rules.matching.terms import Bag, LemmaIndex, Term, Weights

_CACHED_WORDS = 10_000
"""Words of summaries that are looked up once only. It bounds memory, and changes no verdict."""


class WeightedTerms:
    """Content words with what each of them tells."""

    def __init__(self, content: Iterable[Term], weight: Weights) -> None:
        self._weighted_lemmas = tuple((term.lemma, weight(term)) for term in content)
        self._lemmas = frozenset(lemma for lemma, _ in self._weighted_lemmas)
        total = 0.0
        for _, term_weight in self._weighted_lemmas:
            total += term_weight
        self.total = total
        """The weight of them all."""
        self.weight_of: dict[str, float] = {}
        """What each word tells, as often as it is there."""
        for lemma, term_weight in self._weighted_lemmas:
            self.weight_of[lemma] = self.weight_of.get(lemma, 0.0) + term_weight

    def share(self, article_words: Mapping[str, float]) -> float:
        """The weighted share of these words that a passage says.

        Args:
            article_words: how well the passage says each of the article's words, from `WordIndex.article_words`.
        """
        # The usual case, told without going through the words one by one.
        if self._lemmas.isdisjoint(article_words):
            return 0.0
        weight_said = 0.0
        for lemma, term_weight in self._weighted_lemmas:
            if lemma in article_words:
                weight_said += term_weight * article_words[lemma]
        return weight_said / self.total


class WordIndex:
    """The words of an article's statements and of the claims that are made of it."""

    def __init__(self, statements: Sequence[Bag], claims: Iterable[Term], weight: Weights) -> None:
        self._statement_count = len(statements)
        self._weight = weight
        self._statements_with: dict[str, list[int]] = {}
        for index, bag in enumerate(statements):
            for lemma in bag.lemmas:
                self._statements_with.setdefault(lemma, []).append(index)
        # With the claims' own words: an annotator may have said "dead" where the article has "killed".
        self._lemmas = LemmaIndex([*self._statements_with, *(term.lemma for term in claims)])
        self._alike = lru_cache(maxsize=_CACHED_WORDS)(self._look_up_alike)
        self._explaining = lru_cache(maxsize=_CACHED_WORDS)(self._look_up_explaining)

    def article_words(self, bag: Bag) -> dict[str, float]:
        """How well a passage says each of the article's and claims' words, by lemma; those that it does not are absent.

        1 is the word itself, less a form or relative of it, as by `likeness`.
        """
        best: dict[str, float] = {}
        for lemma in bag.lemmas:
            for article_lemma, alike in self._alike(lemma):
                best[article_lemma] = max(best.get(article_lemma, 0.0), alike)
        return best

    def explained(self, passage: Iterable[Term]) -> Sequence[float]:
        """For each statement of the article the weighted share of a passage's words that it has in some form."""
        total, shared = 0.0, [0.0] * self._statement_count
        for term in passage:
            term_weight, explaining = self._explaining(term.lemma, term.is_name)
            total += term_weight
            for index, explained_weight in explaining:
                shared[index] += explained_weight
        # As an array: of 4,000 statements held against 4,000 others, tuples of objects would take gigabytes.
        return array("d", [weight / total for weight in shared] if total else shared)

    def _look_up_alike(self, lemma: str) -> tuple[tuple[str, float], ...]:
        """The article's words that a word says in some form, each with how well."""
        return tuple(self._lemmas.alike(lemma).items())

    def _look_up_explaining(self, lemma: str, is_name: bool) -> tuple[float, tuple[tuple[int, float], ...]]:
        """What a word weighs, and how much of that each of the article's statements with a form of it explains."""
        term_weight = self._weight(Term(lemma, is_name, 0, 0))
        best: dict[int, float] = {}
        for article_lemma, alike in self._alike(lemma):
            for index in self._statements_with.get(article_lemma, ()):
                best[index] = max(best.get(index, 0.0), alike)
        return term_weight, tuple((index, term_weight * alike) for index, alike in best.items())
