"""A statement of a summary, and its passages, each of which may make a claim: all of it, a clause, a described noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from bench.records import Statement
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.terms import Bag, Term, statement_terms, terms
from bench.scorers.rules.matching.tree import Tree


class Passage(NamedTuple):
    """A statement of the summary or a part of it, held against the article."""

    at: int
    """The index of its statement in the summary."""
    number: int
    """Its place among all passages of the summary."""
    bag: Bag
    article_words: Mapping[str, float]
    """How well it says each of the article's words, by lemma."""
    explained: tuple[float, ...]
    """For each statement of the article, how much of this passage it explains."""

    @classmethod
    def of(cls, at: int, number: int, content: Iterable[Term], article: ArticleContext) -> Passage:
        """A passage of these words, held against an article."""
        bag = Bag(content)
        return cls(at, number, bag, article.index.article_words(bag), article.index.explained(bag.terms))


class SummaryStatement:
    """A statement of a summary, made ready for scoring against one article."""

    def __init__(
        self, index: int, reading: Statement, previous: SummaryStatement | None, article: ArticleContext
    ) -> None:
        """A statement, held against an article.

        Args:
            index: of the statement in the summary.
            reading: the statement as the reader gives it.
            previous: the statement before it, which may hold part of a claim.
            article: the article that the summary is of.
        """
        self.reading = reading
        self.previous = previous
        self.bag = Bag(statement_terms(reading))
        self.article_words = article.index.article_words(self.bag)
        first = previous.passages[-1].number + 1 if previous else 0
        self.passages: list[Passage] = [
            Passage.of(index, number, content, article) for number, content in enumerate(self._contents(), first)
        ]
        self._figures_given: dict[str, int] = {}

    @cached_property
    def tree(self) -> Tree:
        """Its words as a tree."""
        return Tree(self.reading.words)

    def figures_given(self, fact: FactContext) -> int:
        """How many of a claim's numbers the statement gives."""
        id_ = fact.fact.id
        if id_ not in self._figures_given:
            self._figures_given[id_] = sum(
                any(same_value(figure, quantity) for quantity in self.reading.quantities)
                for figure in fact.claim.quantities
            )
        return self._figures_given[id_]

    def _contents(self) -> list[tuple[Term, ...]]:
        """The content words of each passage, the whole statement's first."""
        contents = [self.bag.terms]
        for content in (*self._clauses(), *self._described_nouns()):
            if content not in contents:
                contents.append(content)
        return contents

    def _clauses(self) -> Iterator[tuple[Term, ...]]:
        """The content words of each clause, where there are several, without those that name a source or its verb."""
        clauses, words = self.reading.clauses, self.reading.words
        if len(clauses) < 2:
            return
        # Who says it is no part of what is said: "US officials contend" makes no claim of its own.
        framing = [span for credit in self.reading.credits for span in (credit.source_span, credit.cue_span) if span]
        whole = {term.start for term in self.bag.terms}
        for clause in clauses:
            content = tuple(
                term
                for term in terms(words[i] for i in clause)
                if term.start in whole and not any(start <= term.start < end for start, end in framing)
            )
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
