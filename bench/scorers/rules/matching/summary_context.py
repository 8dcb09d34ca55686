"""A summary made ready for scoring: read, cut into passages, and searched for each fact's claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from bench.records import Quantity, Span, Statement
from bench.scorers.rules.how_much.implied import is_supported
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.mention_model import Array, Locating
from bench.scorers.rules.matching.passages import Passage, SummaryStatement
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.thresholds import threshold


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
        self._prepared = [SummaryStatement(index, statement, article) for index, statement in enumerate(statements)]
        self.bags = [statement.bag for statement in self._prepared]
        self.article_words = [statement.article_words for statement in self._prepared]
        """For each statement, how well it says each of the article's words, by lemma."""
        self.passages_at = [statement.passages for statement in self._prepared]
        # Asked again for every fact and flag: whether a number is implied takes all pairs of the article's numbers.
        self._supported: dict[Span, bool] = {}
        self._locating = Locating(article, self._prepared)
        ends = list(accumulate(len(passages) for passages in self.passages_at))
        self._passages_of = [slice(end - len(of), end) for of, end in zip(self.passages_at, ends, strict=True)]
        """For each statement, where its passages stand among all of them."""
        # By the fact's id: several judges look at the same statements.
        self._located: dict[str, list[tuple[float, Passage]]] = {}

    @property
    def passages(self) -> Iterator[Passage]:
        """All passages, statement by statement."""
        return chain.from_iterable(self.passages_at)

    def tree(self, at: int) -> Tree:
        """A statement's words as a tree."""
        return self._prepared[at].tree

    def is_supported(self, quantity: Quantity) -> bool:
        """Whether the article states or plainly implies a quantity of this summary."""
        if quantity.span not in self._supported:
            self._supported[quantity.span] = is_supported(quantity, self.article)
        return self._supported[quantity.span]

    def threshold(self, name: str) -> float:
        """A threshold of errors, for the confidence from which an error is called here."""
        return threshold(name, self.error)

    def passages_around(self, at: int, quantity: Quantity) -> tuple[int, ...]:
        """Which passages of a statement a quantity of it belongs to, by their places among `passages_at`."""
        return self._prepared[at].passages_around(quantity)

    def features(self, fact: FactContext) -> Array:
        """The values of `mention_model.FEATURES` for a fact at each passage (passages × features)."""
        return self._locating.features(fact)

    def confidences(self, fact: FactContext, at: int) -> list[float]:
        """For each passage of a statement the probability that it makes a fact's claim."""
        return self._locating.confidences(fact)[self._passages_of[at]]

    def confidences_figures_aside(self, fact: FactContext, at: int) -> list[float]:
        """The same if the passages' numbers were the claim's."""
        return self._locating.confidences_figures_aside(fact)[self._passages_of[at]]

    def best_confidence(self, fact: FactContext) -> float:
        """How sure it is that any statement makes a fact's claim."""
        return max(self._locating.confidences(fact), default=0.0)

    def mentions(self, fact: FactContext, least: float) -> list[Mention]:
        """Where the claim may stand: each statement's best passage, if it is at least that sure; the surest first.

        Args:
            fact: whose claim it is.
            least: the confidence, between 0 and 1, below which a passage is left out.
        """
        surest = sorted(
            ((confidence, passage) for confidence, passage in self._best_passages(fact) if confidence >= least),
            key=lambda located: (-located[0], located[1].at),  # of equally sure ones the earlier
        )
        return [
            Mention(
                fact,
                passage,
                self._prepared[passage.at],
                confidence=confidence,
                is_best=rank == 0,
                weight=self.article.weight,
            )
            for rank, (confidence, passage) in enumerate(surest)
        ]

    def _best_passages(self, fact: FactContext) -> list[tuple[float, Passage]]:
        """For each statement the passage that most surely makes the claim, and how sure that is."""
        if fact.fact.id not in self._located:
            self._located[fact.fact.id] = [self._best_passage(fact, at) for at in range(len(self.statements))]
        return self._located[fact.fact.id]

    def _best_passage(self, fact: FactContext, at: int) -> tuple[float, Passage]:
        """The first of a statement's passages that none surpasses, and how surely it makes the claim."""
        confidences = self.confidences(fact, at)
        best = max(confidences)
        return best, self.passages_at[at][confidences.index(best)]
