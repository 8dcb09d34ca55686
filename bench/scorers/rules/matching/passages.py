"""A statement of a summary, and its passages, each of which may make a claim: all of it, a clause, a described noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.terms import Bag, LemmaIndex, Term, statement_terms, terms
from bench.scorers.rules.matching.tree import Tree


class Passage(NamedTuple):
    """A statement of the summary or a part of it, held against the article."""

    at: int
    """The index of its statement in the summary."""
    bag: Bag
    article_words: Mapping[str, float]
    """How well it says each of the article's words, by lemma."""
    shares: Sequence[float]
    """How much of each claim and its parts it says, by their `places`."""
    explained: Sequence[float]
    """For each statement of the article, how much of this passage it explains."""

    @classmethod
    def of(cls, at: int, bag: Bag, article_words: Mapping[str, float], article: ArticleContext) -> Passage:
        """A passage of these words, held against an article."""
        shares = article.claim_index.shares(article_words)
        return cls(at, bag, article_words, shares, article.index.explained(bag.terms))

    def home_and_elsewhere(self, home: frozenset[int]) -> tuple[float, float]:
        """How much of it the best of a fact's own statements explains, and the best of all others."""
        at_home = max([self.explained[index] for index in home], default=0.0)
        return at_home, max([share for index, share in enumerate(self.explained) if index not in home], default=0.0)

    def is_around(self, quantity: Quantity) -> bool:
        """Whether a quantity of its statement stands among its words, or so near that it belongs to their clause."""
        if not self.bag.terms:
            return False
        starts = [term.start for term in self.bag.terms]
        reach = settings()["passage_reach"]
        # Numbers are no terms: the 83 of "83 people drowned" stands before the first word of its passage.
        return min(starts) - reach <= quantity.span[0] <= max(starts) + reach


class SummaryStatement:
    """A statement of a summary, made ready for scoring against one article."""

    def __init__(self, index: int, reading: Statement, article: ArticleContext) -> None:
        """A statement, held against an article.

        Args:
            index: of the statement in the summary.
            reading: the statement as the reader gives it.
            article: the article that the summary is of.
        """
        self.reading = reading
        self.bag = Bag(statement_terms(reading))
        self.article_words = article.index.article_words(self.bag)
        self.passages = [Passage.of(index, self.bag, self.article_words, article)]
        for content in self._contents_of_parts():
            bag = Bag(content)
            self.passages.append(Passage.of(index, bag, article.index.article_words(bag), article))
        # Asked again for each of its passages, and for each fact.
        self._passages_around: dict[int, tuple[int, ...]] = {}
        self._figures_given: dict[str, int] = {}
        self._quantities_given: dict[str, tuple[Quantity, ...]] = {}

    @cached_property
    def _lemmas(self) -> LemmaIndex:
        """The lemmas of all its words, those that are no content words included."""
        return LemmaIndex(self._words_with)

    @cached_property
    def _words_with(self) -> dict[str, list[int]]:
        """The words that have a lemma, by their indices."""
        words_with: dict[str, list[int]] = {}
        for index, word in enumerate(self.reading.words):
            words_with.setdefault(word.lemma, []).append(index)
        return words_with

    def words_alike(self, lemma: str, likeness: float) -> list[int]:
        """Its words that are just so alike to a lemma, by their indices."""
        if likeness == 1.0:  # that is the lemma itself
            return self._words_with.get(lemma, [])
        closest = [word for word, alike in self._lemmas.alike(lemma).items() if alike == likeness]
        return sorted([index for word in closest for index in self._words_with[word]])

    @cached_property
    def tree(self) -> Tree:
        """Its words as a tree."""
        return Tree(self.reading.words)

    def passages_around(self, quantity: Quantity) -> tuple[int, ...]:
        """Which of its passages a quantity of it belongs to, by their places among `passages`."""
        start = quantity.span[0]
        if start not in self._passages_around:
            around = tuple(i for i, passage in enumerate(self.passages) if passage.is_around(quantity))
            # A number far from all content words may belong to any clause of its statement.
            self._passages_around[start] = around or tuple(range(len(self.passages)))
        return self._passages_around[start]

    def figures_given(self, fact: FactContext) -> int:
        """How many of a claim's numbers the statement gives."""
        id_ = fact.fact.id
        if id_ not in self._figures_given:
            given = 0
            for figure in fact.claim.quantities:
                for quantity in self.reading.quantities:
                    if same_value(figure, quantity):
                        given += 1
                        break
            self._figures_given[id_] = given
        return self._figures_given[id_]

    def quantities_given(self, fact: FactContext) -> tuple[Quantity, ...]:
        """Its quantities that are numbers of a claim."""
        id_ = fact.fact.id
        if id_ not in self._quantities_given:
            figures = fact.claim.quantities
            self._quantities_given[id_] = tuple(
                quantity
                for quantity in (self.reading.quantities if figures else ())
                if any(same_value(quantity, figure) for figure in figures)
            )
        return self._quantities_given[id_]

    def _contents_of_parts(self) -> list[tuple[Term, ...]]:
        """The content words of each passage that is a part of the statement."""
        contents = dict.fromkeys([*self._clauses(), *self._described_nouns()])
        contents.pop(self.bag.terms, None)
        return list(contents)

    def _clauses(self) -> Iterator[tuple[Term, ...]]:
        """The content words of each clause, where there are several, without those that name a source or its verb."""
        clauses, words = self.reading.clauses, self.reading.words
        if len(clauses) < 2:
            return
        # Who says it is no part of what is said: "US officials contend" makes no claim of its own.
        framing = [span for credit in self.reading.credits for span in (credit.source_span, credit.cue_span) if span]
        telling = {
            term.start: term for term in self.bag.terms if not any(start <= term.start < end for start, end in framing)
        }
        for clause in clauses:
            content = tuple([telling[words[i].start] for i in clause if words[i].start in telling])
            if len(content) >= settings()["passage_words"]:
                yield content

    def _described_nouns(self) -> Iterator[tuple[Term, ...]]:
        """The content words of each noun with a participle that describes it, and of what hangs on either.

        "The Maduro-led cartel" makes a claim of its own (rule 3 of the labelling guide).
        """
        words = self.reading.words
        for index, word in enumerate(words):
            if word.pos == "VERB" and word.dep == "amod":
                content = terms(
                    neighbour
                    for i, neighbour in enumerate(words)
                    if i in (index, word.head) or neighbour.head in (index, word.head)
                )
                # A noun and its participle alone ("the sanctioned cartel") are too little to tell a claim by.
                if len(content) > settings()["passage_words"]:
                    yield content
