"""Content words of a text, weighted by how rare they are in the article, and how alike two of them are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from bench.records import Span, Statement, Word
from bench.scorers.rules.lexicon import data, relatives, settings, stopwords

# "X" is what the parser cannot place, such as the "coup" and "d'etat" of "no coup d'etat": content all the same.
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X", "INTJ")
_REMEMBERED_WORDS = 10_000
"""Words that a bag remembers its best for: an article's bags meet those of all summaries. It changes no verdict."""
OPENING = int(settings()["shared_letters"])
"""Letters that two forms of a word share at their beginning: words are looked up by them."""
_MOST_ALIKE = 200
"""Words of one opening that a word is compared with: only lists of "item1", "item2", "item3" have as many."""
_NONE: frozenset[str] = frozenset()


class Term(NamedTuple):
    """A content word and where it stands in the text."""

    lemma: str
    is_name: bool
    start: int
    end: int


def terms(words: Iterable[Word]) -> tuple[Term, ...]:
    """The content words among these."""
    return tuple(
        [
            Term(lemma, word.pos == "PROPN", word.start, word.end)
            for word in words
            if word.pos in _CONTENT and (lemma := _telling(word.lemma))
        ]
    )


@lru_cache(maxsize=50_000)
def _telling(lemma: str) -> str:
    """A lemma as it is compared; empty where it tells nothing of a claim's content."""
    plain = lemma.strip("-'’.")
    # "45" or "$20" has no letter: figures are compared by value, as quantities.
    return plain if plain not in stopwords() and any(sign.isalpha() for sign in plain) else ""


def statement_terms(statement: Statement) -> tuple[Term, ...]:
    """The content words of a statement, without those of its quantities and dates ("million", "November")."""
    figures = [quantity.span for quantity in statement.quantities]
    content = terms(statement.words)
    if not figures:
        return content
    return tuple([term for term in content if not any(start <= term.start < end for start, end in figures)])


def terms_within(statement: Statement, scope: Sequence[Span]) -> tuple[Term, ...]:
    """The content words of a statement that begin in one of these spans, such as those of a credit's scope."""
    return tuple(term for term in statement_terms(statement) if any(start <= term.start < end for start, end in scope))


@lru_cache(maxsize=200_000)
def likeness(word: str, another: str) -> float:
    """How far one lemma says what another says: 1 for the same, less for its forms and relatives, 0 for a stranger."""
    if word == another:
        return 1.0
    short, long = sorted((word, another), key=len)
    shared = 0
    for letter_of_short, letter_of_long in zip(short, long, strict=False):
        if letter_of_short != letter_of_long:
            break
        shared += 1
    # "wit, witty", "resign, resignation": the shorter word whole, with an ending that makes words.
    if shared == len(short) >= settings()["shared_letters"] and long[shared:] in data("words")["suffixes"]["endings"]:
        return settings()["likeness_of_forms"]
    # "investigate, investigation", "prosecute, prosecutor": one stem with two endings, without a list of them all.
    if (
        shared >= settings()["family_letters"]
        and shared >= settings()["family_share"] * len(long)
        and shared >= len(short) - settings()["family_ending"]
    ):
        return settings()["likeness_of_forms"]
    if another in relatives().get(word, ()):  # "kill, die"
        return settings()["likeness_of_relatives"]
    return 0.0


class Weights:
    """How much each word tells, by its rarity among the article's statements (inverse document frequency)."""

    def __init__(self, statements: Sequence[Sequence[Term]]) -> None:
        self._statements_with = Counter(lemma for content in statements for lemma in {term.lemma for term in content})
        self._total = max(len(statements), 1)
        self._known: dict[tuple[str, bool], float] = {}

    def __call__(self, term: Term) -> float:
        """Between about 0.1 and 1.2; a name weighs less than another word, since summaries name by role."""
        key = (term.lemma, term.is_name)
        weight = self._known.get(key)
        if weight is None:
            rarity = math.log(1 + self._total / (1 + self._statements_with[term.lemma])) / math.log(1 + self._total)
            weight = (settings()["commonest_word"] + rarity) * (settings()["name_weight"] if term.is_name else 1.0)
            self._known[key] = weight
        return weight


class LemmaIndex:
    """Lemmas by how they begin, to look up which of them a word is like."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        self.lemmas = frozenset(lemmas)
        self._by_opening: dict[str, list[str]] = {}
        for lemma in self.lemmas:
            self._by_opening.setdefault(lemma[:OPENING], []).append(lemma)
        for lemmas_alike in self._by_opening.values():
            if len(lemmas_alike) > _MOST_ALIKE:
                lemmas_alike[:] = sorted(lemmas_alike)[:_MOST_ALIKE]

    def alike(self, word: str) -> dict[str, float]:
        """Those of the lemmas that a word says in some form, each with its likeness."""
        # Only words that begin alike or stand in one group of words can be alike at all.
        candidates = {
            *self._by_opening.get(word[:OPENING], ()),
            *self.lemmas.intersection((word,)),
            *(self.lemmas & relatives().get(word, _NONE)),
        }
        return {candidate: alike for candidate in candidates if (alike := likeness(word, candidate))}


class Bag:
    """The content words of a stretch of text. It is asked again and again how well they cover others."""

    def __init__(self, content: Iterable[Term]) -> None:
        self.terms = tuple(content)
        self._best: dict[str, float] = {}
        self._closest: dict[str, frozenset[str]] = {}

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset([term.lemma for term in self.terms])

    @cached_property
    def _index(self) -> LemmaIndex:
        return LemmaIndex(self.lemmas)

    def best(self, lemma: str) -> float:
        """The likeness of a word to the most alike of these."""
        best = self._best.get(lemma)
        if best is None:
            if len(self._best) >= _REMEMBERED_WORDS:
                self._best.clear()
            best = 1.0 if lemma in self.lemmas else max(self._index.alike(lemma).values(), default=0.0)
            self._best[lemma] = best
        return best

    def closest(self, lemma: str) -> frozenset[str]:
        """The lemmas among these that are most alike to a word; none if it is a stranger to all."""
        if lemma not in self._closest:
            best = self.best(lemma)
            self._closest[lemma] = frozenset(
                [word for word, alike in self._index.alike(lemma).items() if alike == best]
            )
        return self._closest[lemma]

    def recall(self, claim_terms: Sequence[Term], weight: Weights) -> float:
        """The weighted share, between 0 and 1, of a claim's words that are among these in some form."""
        total = recalled = 0.0
        for term in claim_terms:
            term_weight = weight(term)
            total += term_weight
            recalled += term_weight * self.best(term.lemma)
        return recalled / total if total else 0.0
