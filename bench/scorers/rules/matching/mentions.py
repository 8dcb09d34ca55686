"""Where a summary makes a fact's claim, and how sure that is.

Located by sentence and by clause: how much of the claim is there (weighted recall), and how much better the fact's
own place in the article explains the passage than any other place does (the margin). The weighting is a logistic
regression over a handful of such features, learned by fit.py from the labelled summaries of the shipped sets.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from bench.records import Quantity, Span, Statement
from bench.scorers.rules.how_much.implied import is_supported
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article import ArticleContext, FactContext
from bench.scorers.rules.matching.terms import Bag, Term, likeness, statement_terms, terms
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.thresholds import threshold

FEATURES = (
    "claim_in_statement",
    "claim_in_passage",
    "predicate_in_passage",
    "part_in_passage",
    "subject_in_statement",
    "quote_in_passage",
    "gain_with_previous",
    "margin",
    "home",
    "numbers_in_statement",
    "numbers_missing",
)
_HALF = 0.5
_FEWEST = 2
"""Content words that a clause needs to be a passage of its own."""


class Passage(NamedTuple):
    """A statement of the summary or one of its clauses."""

    at: int
    """Of its statement."""
    bag: Bag
    said: Mapping[str, float]
    """How well it says each of the article's words, by lemma."""
    explained: tuple[float, ...]
    """For each statement of the article, how much of this passage it explains."""
    order: tuple[int, ...]
    """The article's statements, those that explain most of this passage first."""

    @classmethod
    def of(cls, at: int, row: Iterable[Term], article: ArticleContext) -> Passage:
        """A passage of these words, held against an article."""
        bag = Bag(row)
        explained = article.index.explained(bag.row)
        order = sorted(range(len(explained)), key=explained.__getitem__, reverse=True)
        return cls(at, bag, article.index.said(bag), explained, tuple(order))


class Mention(NamedTuple):
    """Where a claim may stand in a summary."""

    at: int
    """Of the statement."""
    passage: Passage
    confidence: float
    aligned: tuple[tuple[Span, float], ...]
    """The words that make the claim, each with its weight."""
    predicate: float
    """The weighted share of what the claim says of its subject that is in the passage."""
    has_core: bool
    """Whether the claim's main word is in the statement, in some form."""
    has_kernel: bool
    """Whether the heads of its subject, verb and objects all are, and its numbers too."""
    is_best: bool
    """Whether no other statement makes the claim more surely."""
    predicate_words: tuple[int, ...]
    """The words of the statement that say what the claim says of its subject, its main word first."""


class SummaryContext:
    """A summary made ready for scoring against one article."""

    def __init__(
        self, statements: Sequence[Statement], article: ArticleContext, text: str, error: float | None = None
    ) -> None:
        self.error = settings()["error"] if error is None else error
        """The confidence from which an error is called."""
        self.text = text
        self.statements = statements
        self.article = article
        self.rows = [statement_terms(statement) for statement in statements]
        self.bags = [Bag(row) for row in self.rows]
        self.said = [article.index.said(bag) for bag in self.bags]
        self.passages_at = [self._passages(index) for index in range(len(statements))]
        self._figures: dict[tuple[str, int], int] = {}
        self._supported: dict[Span, bool] = {}
        self._trees: dict[int, Tree] = {}
        self._located: dict[str, list[tuple[float, Passage]]] = {}

    @property
    def passages(self) -> Iterator[Passage]:
        """All passages, statement by statement."""
        return chain.from_iterable(self.passages_at)

    def _passages(self, index: int) -> list[Passage]:
        statement = self.statements[index]
        rows = [self.rows[index]]
        # Who says it is no part of what is said: "US officials contend" makes no claim of its own.
        framing = [span for credit in statement.credits for span in (credit.source_span, credit.cue_span) if span]
        if len(statement.clauses) > 1:
            whole = {term.start for term in rows[0]}
            for clause in statement.clauses:
                row = terms(statement.words[i] for i in clause)
                row = tuple(
                    term for term in row if term.start in whole and not any(a <= term.start < b for a, b in framing)
                )
                if len(row) >= _FEWEST and row != rows[0]:
                    rows.append(row)
        for i, word in enumerate(statement.words):  # "the Maduro-led cartel" makes a claim of its own
            if word.pos == "VERB" and word.dep == "amod":
                row = terms(
                    one
                    for j, one in enumerate(statement.words)
                    if j == i or one.head in (i, word.head) or j == word.head
                )
                if len(row) > _FEWEST and row not in rows:
                    rows.append(row)
        return [Passage.of(index, row, self.article) for row in rows]

    def is_supported(self, quantity: Quantity) -> bool:
        """Whether the article states or plainly implies a quantity of this summary."""
        if quantity.span not in self._supported:
            self._supported[quantity.span] = is_supported(quantity, self.article)
        return self._supported[quantity.span]

    def enough(self, name: str) -> float:
        """A threshold of errors, for the confidence from which an error is called here."""
        return threshold(name, self.error)

    def features(self, fact: FactContext, passage: Passage) -> tuple[float, ...]:
        """The values of FEATURES for a fact at a passage."""
        wanted, said = fact.wanted, self.said[passage.at]
        in_statement = wanted.claim.share(said)
        before = wanted.claim.share(self.said[passage.at - 1]) if passage.at else 0.0
        home = max((passage.explained[i] for i in fact.home), default=0.0)
        elsewhere = next((passage.explained[i] for i in passage.order if i not in fact.home), 0.0)
        figures = len(fact.claim.quantities)
        there = self._figures_there(fact, passage.at) if figures else 0
        return (
            in_statement,
            wanted.claim.share(passage.said),
            wanted.predicate.share(passage.said),
            max(one.share(passage.said) for one in (wanted.predicate, *wanted.parts)),
            wanted.subject.share(said) if fact.claim.subject else in_statement,
            wanted.quote.share(passage.said),
            max(before - in_statement, 0.0),
            home - elsewhere,
            home,
            there / figures if figures else 0.0,
            1.0 if figures and not there else 0.0,
        )

    def mentions(self, fact: FactContext, least: float) -> list[Mention]:
        """Where the claim may stand: each statement's best passage, if it is at least that sure; the surest first."""
        surest = sorted(
            (found for found in self._best_passages(fact) if found[0] >= least),
            key=lambda found: (-found[0], found[1].at),
        )
        return [
            Mention(
                passage.at,
                passage,
                confidence,
                self._aligned(fact, passage),
                self._predicate(fact, passage),
                self._has_core(fact, passage),
                self._has_kernel(fact, passage),
                rank == 0,
                self._predicate_words(fact, passage),
            )
            for rank, (confidence, passage) in enumerate(surest)
        ]

    def _best_passages(self, fact: FactContext) -> list[tuple[float, Passage]]:
        """For each statement the passage that most surely makes the claim, and how sure that is."""
        if fact.fact.id not in self._located:
            self._located[fact.fact.id] = [
                max(((self.confidence(fact, passage), passage) for passage in passages), key=lambda found: found[0])
                for passages in self.passages_at
            ]
        return self._located[fact.fact.id]

    def _has_core(self, fact: FactContext, passage: Passage) -> bool:
        core = fact.claim.core
        return not core or any(self.bags[passage.at].best(term.lemma) for term in core)

    def _predicate_words(self, fact: FactContext, passage: Passage) -> tuple[int, ...]:
        """The words of a statement that say what a claim says of its subject, its main word first."""
        words, bag = self.statements[passage.at].words, self.bags[passage.at]
        heads: list[int] = []
        for term in (*fact.claim.core, *fact.claim.predicate):
            best = passage.bag.best(term.lemma) or bag.best(term.lemma)
            if best >= settings()["word_said"]:
                heads += [index for index, word in enumerate(words) if likeness(term.lemma, word.lemma) == best]
        figures = [
            quantity.span
            for quantity in self.statements[passage.at].quantities
            if any(same_value(quantity, figure) for figure in fact.claim.quantities)
        ]
        heads += [i for i, word in enumerate(words) if any(start <= word.start < end for start, end in figures)]
        return tuple(dict.fromkeys(heads))

    def best_confidence(self, fact: FactContext) -> float:
        """How sure it is that any statement makes a fact's claim."""
        return max((confidence for confidence, _ in self._best_passages(fact)), default=0.0)

    def tree(self, at: int) -> Tree:
        """A statement's words as a tree."""
        if at not in self._trees:
            self._trees[at] = Tree(self.statements[at].words)
        return self._trees[at]

    def _has_kernel(self, fact: FactContext, passage: Passage) -> bool:
        kernel, bag = fact.claim.kernel, self.bags[passage.at]
        complete = self._figures_there(fact, passage.at) == len(fact.claim.quantities)
        return len(kernel) > 1 and complete and all(bag.best(term.lemma) >= settings()["word_said"] for term in kernel)

    def _predicate(self, fact: FactContext, passage: Passage) -> float:
        wanted = fact.wanted.predicate
        said = wanted.share(self.said[passage.at]) * wanted.total
        total = wanted.total + len(fact.claim.quantities)
        return (said + self._figures_there(fact, passage.at)) / total if total else 0.0

    def _figures_there(self, fact: FactContext, at: int) -> int:
        """How many of a claim's numbers a statement gives."""
        key = (fact.fact.id, at)
        if key not in self._figures:
            given = self.statements[at].quantities
            self._figures[key] = sum(any(same_value(one, other) for other in given) for one in fact.claim.quantities)
        return self._figures[key]

    def confidence(self, fact: FactContext, passage: Passage, *, figures_aside: bool = False) -> float:
        """The probability that a passage makes a fact's claim; `figures_aside`, if its numbers were the claim's."""
        bias, weights = mention_model(fact.fact.kind)
        values = self.features(fact, passage)
        if figures_aside:
            values = (
                *values[: FEATURES.index("numbers_in_statement")],
                1.0 if fact.claim.quantities else 0.0,
                0.0,
            )
        return 1 / (1 + math.exp(-(bias + sum(w * v for w, v in zip(weights, values, strict=True)))))

    def _aligned(self, fact: FactContext, passage: Passage) -> tuple[tuple[Span, float], ...]:
        """The words of the passage that best say each word of the claim, weighted by what the claim's word tells."""
        found: dict[Span, float] = {}
        for term in fact.claim.terms:
            best = passage.bag.best(term.lemma)
            if not best:
                continue
            for word in passage.bag.row:
                if likeness(term.lemma, word.lemma) == best:
                    span = (word.start, word.end)
                    found[span] = max(found.get(span, 0.0), best * self.article.weight(term))
        if fact.wanted.claim.share(passage.said) < _HALF:  # the claim reaches beyond this clause
            whole = self.bags[passage.at]
            for term in fact.claim.terms:
                best = 0.0 if passage.bag.best(term.lemma) else whole.best(term.lemma)
                for word in whole.row if best else ():
                    if likeness(term.lemma, word.lemma) == best:
                        found[(word.start, word.end)] = best * self.article.weight(term)
        for quantity in self.statements[passage.at].quantities:
            if any(same_value(quantity, other) for other in fact.claim.quantities):
                found[quantity.span] = 1.0
        return tuple(sorted(found.items()))


@cache
def mention_model(kind: str) -> tuple[float, tuple[float, ...]]:
    """Bias and weights for a kind of fact."""
    table = data("locating")
    entry = table["number" if kind == "number" else "claim"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
