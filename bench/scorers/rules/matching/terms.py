"""Content words of a text, weighted by how rare they are in the article, and how alike two of them are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bench.records import Statement, Word
from bench.scorers.rules.lexicon import data, relatives, stopwords

_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X", "INTJ")


OPENING = 3
"""Letters that words of one family share at the least."""


class Term(NamedTuple):
    """A content word."""

    lemma: str
    is_name: bool
    start: int
    end: int


def terms(words: Iterable[Word]) -> tuple[Term, ...]:
    """The content words among these, numbers left to the quantities."""
    stop = stopwords()
    found = []
    for word in words:
        lemma = word.lemma.strip("-'’.")
        if word.pos not in _CONTENT or lemma in stop or not any(sign.isalpha() for sign in lemma):
            continue
        found.append(Term(lemma, word.pos == "PROPN", word.start, word.end))
    return tuple(found)


def statement_terms(statement: Statement) -> tuple[Term, ...]:
    """The content words of a statement, but for those of its numbers and dates."""
    figures = [quantity.span for quantity in statement.quantities]
    return terms(word for word in statement.words if not any(a <= word.start < b for a, b in figures))


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """How far one word says what another says: 1 for the same, less for relatives, 0 for strangers."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    shared = 0
    for a, b in zip(short, long, strict=False):
        if a != b:
            break
        shared += 1
    if shared == len(short) >= 3 and long[shared:] in data("words")["suffixes"]["endings"]:
        return 0.9  # wit, witty
    if shared >= 4 and shared >= 0.6 * len(long) and shared >= len(short) - 3:
        return 0.9
    if other in relatives().get(one, ()):
        return 0.7
    return 0.0


class Weights:
    """How much each word tells, by its rarity among the article's statements (inverse document frequency)."""

    def __init__(self, statements: Sequence[Sequence[Term]]) -> None:
        self._count = Counter(lemma for row in statements for lemma in {term.lemma for term in row})
        self._total = max(len(statements), 1)
        self._known: dict[tuple[str, bool], float] = {}

    def __call__(self, term: Term) -> float:
        """Between 0.2 and about 1.2; a name weighs less than another word, since summaries name by role."""
        key = (term.lemma, term.is_name)
        weight = self._known.get(key)
        if weight is None:
            rarity = math.log(1 + self._total / (1 + self._count[term.lemma])) / math.log(1 + self._total)
            weight = self._known[key] = (0.2 + rarity) * (0.6 if term.is_name else 1.0)
        return weight


class Bag:
    """The content words of a stretch of text, asked again and again how well they cover others."""

    def __init__(self, row: Iterable[Term]) -> None:
        self.row = tuple(row)
        self.lemmas = frozenset(term.lemma for term in self.row)
        self._best: dict[str, float] = {}
        self._openings: dict[str, list[str]] = {}
        for lemma in self.lemmas:
            self._openings.setdefault(lemma[:OPENING], []).append(lemma)

    def best(self, lemma: str) -> float:
        """The likeness of a word to the most alike of these."""
        found = self._best.get(lemma)
        if found is None:
            # only words that begin alike or stand in one group of words can be alike at all
            near = {*self._openings.get(lemma[:OPENING], ()), *(self.lemmas & relatives().get(lemma, frozenset()))}
            found = 1.0 if lemma in self.lemmas else max((likeness(lemma, one) for one in near), default=0.0)
            self._best[lemma] = found
        return found

    def recall(self, wanted: Sequence[Term], weight: Weights) -> float:
        """The weighted share of the wanted words that are here, in some form."""
        total = found = 0.0
        for term in wanted:
            one = weight(term)
            total += one
            found += one * self.best(term.lemma)
        return found / total if total else 0.0
