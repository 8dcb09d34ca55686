"""How surely a passage of a summary makes a fact's claim.

It is located by sentence and by clause: how much of the claim is there (weighted recall), and how much better the
fact's own place in the article explains the passage than any other place does (the margin). The weighting is a logistic
regression over a handful of such features, learned by fit.py from the labelled summaries of the shipped sets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.fact_arrays import FactArrays
from bench.scorers.rules.matching.passages import SummaryStatement

Array = NDArray[np.float64]

FEATURES = (
    # A long sentence holds words of many claims by chance, a clause of it fewer: each tells something.
    "claim_in_statement",
    "claim_in_passage",
    # What the claim says of its subject, and the clause of it that is told best: a summary may say no more of "is a
    # former soldier who fled to Spain" than that he fled.
    "predicate_in_passage",
    "part_in_passage",
    "subject_in_statement",
    # The article's own words: a summary repeats these, while the claim is worded by an annotator.
    "quote_in_passage",
    # "More than 20 strikes have targeted suspected drug boats. The 21st left three people dead.": what is counted
    # stands in the sentence before.
    "gain_with_previous",
    # How well the fact's own place in the article explains the passage, and how much better than any other place.
    "margin",
    "home",
    # One of several numbers may be told, which is another matter than none.
    "numbers_in_statement",
    "numbers_missing",
)

_CACHED_ARTICLES = 500
_NUMBERS = FEATURES.index("numbers_in_statement")


class Locating:
    """How surely each passage of a summary makes each fact's claim, worked out for all of them in one go."""

    def __init__(self, article: ArticleContext, statements: Sequence[SummaryStatement]) -> None:
        self._facts = article.fact_arrays
        self._features = _features(article, statements)
        self._biases, self._weights = _models(self._facts.kinds)

    def features(self, fact: FactContext) -> Array:
        """The values of FEATURES for a fact (passages × features)."""
        return np.array([of_feature[self._facts.row_of[fact.fact.id]] for of_feature in self._features]).T

    def confidences(self, fact: FactContext) -> list[float]:
        """For each passage the probability that it makes a fact's claim."""
        return self._probabilities[self._facts.row_of[fact.fact.id]]

    def confidences_figures_aside(self, fact: FactContext) -> list[float]:
        """The same if the passages' numbers were the claim's, to ask whether a wrong number stands in its place."""
        return self._probabilities_figures_aside[self._facts.row_of[fact.fact.id]]

    @cached_property
    def _probabilities(self) -> list[list[float]]:
        """Of each fact at each passage."""
        return _as_probabilities(self._biases + self._weighed(self._features))

    @cached_property
    def _probabilities_figures_aside(self) -> list[list[float]]:
        has_figures = (self._facts.figures > 0).astype(float)[:, np.newaxis]
        # The number that is there is the claim's, and none is missing: the last feature has nothing to weigh.
        weighed = self._weighed(self._features[:_NUMBERS]) + self._weights[:, _NUMBERS] * has_figures
        return _as_probabilities(self._biases + weighed)

    def _weighed(self, features: Sequence[Array]) -> Array:
        """The weighted sum of features (facts × passages)."""
        # Feature by feature rather than by a product of matrices, whose last bits differ with the number of passages.
        total = self._weights[:, 0] * features[0]
        for number, of_feature in enumerate(features[1:], start=1):
            total += self._weights[:, number] * of_feature
        return total


def _as_probabilities(log_odds: Array) -> list[list[float]]:
    return [[1 / (1 + math.exp(-odds)) for odds in of_fact] for of_fact in log_odds.tolist()]


def _features(article: ArticleContext, statements: Sequence[SummaryStatement]) -> list[Array]:
    """The values of each of FEATURES, for all facts and passages (facts × passages)."""
    facts = article.fact_arrays
    passages = [passage for statement in statements for passage in statement.passages]
    # Of each passage, the place of its statement; and of each statement, the place of the passage that is all of it.
    statement_of = np.array([passage.at for passage in passages], dtype=np.intp)
    whole = np.searchsorted(statement_of, np.arange(len(statements)))
    shares = np.array([passage.shares for passage in passages]).reshape(len(passages), article.claim_index.size).T
    claim = shares[facts.claim]
    claim_of_statement = claim[:, whole]
    gain = np.zeros_like(claim_of_statement)
    gain[:, 1:] = np.maximum(claim_of_statement[:, :-1] - claim_of_statement[:, 1:], 0.0)
    part = shares[facts.parts[0]]
    for places in facts.parts[1:]:
        part = np.maximum(part, shares[places])
    explained = np.array([passage.explained for passage in passages]).reshape(len(passages), len(article.statements))
    home, elsewhere = _home_and_elsewhere(explained, facts)
    given = np.zeros_like(claim_of_statement)
    with_quantities = [(at, statement) for at, statement in enumerate(statements) if statement.reading.quantities]
    for row, fact in facts.with_figures:
        for at, statement in with_quantities:
            given[row, at] = statement.figures_given(fact)
    claimed = facts.figures[:, np.newaxis]
    by_name = {
        "claim_in_statement": claim_of_statement[:, statement_of],
        "claim_in_passage": claim,
        "predicate_in_passage": shares[facts.predicate],
        "part_in_passage": part,
        "subject_in_statement": shares[facts.subject][:, whole][:, statement_of],
        "quote_in_passage": shares[facts.quote],
        "gain_with_previous": gain[:, statement_of],
        "margin": home - elsewhere,
        "home": home,
        "numbers_in_statement": (given / np.maximum(claimed, 1.0))[:, statement_of],
        "numbers_missing": ((claimed > 0) & (given == 0)).astype(float)[:, statement_of],
    }
    return [by_name[name] for name in FEATURES]


@lru_cache(maxsize=_CACHED_ARTICLES)
def _models(kinds: tuple[str, ...]) -> tuple[Array, Array]:
    """Biases (facts × 1) and weights (facts × features × 1) for facts of these kinds; the last axis is for passages."""
    models = [mention_model(kind) for kind in kinds]
    biases = np.array([bias for bias, _ in models]).reshape(len(models), 1)
    return biases, np.array([weights for _, weights in models]).reshape(len(models), len(FEATURES), 1)


def forget_models() -> None:
    """Read the weights anew, as when they have been fitted."""
    for remembered in (data, mention_model, _models):
        remembered.cache_clear()


def _home_and_elsewhere(explained: Array, facts: FactArrays) -> tuple[Array, Array]:
    """How much of each passage the best of a fact's own statements explains, and the best of all others.

    Fact by fact: all at once, facts × passages × statements, 60 KB of text could take all of the memory.

    Args:
        explained: how much of each passage each statement of the article explains (passages × statements).
        facts: of the article.

    Returns:
        Two arrays (facts × passages).
    """
    home = np.zeros((len(facts.is_home), len(explained)))
    elsewhere = np.zeros_like(home)
    best = explained.max(axis=1, initial=0.0)
    for row, is_home in enumerate(facts.is_home):
        home[row] = explained[:, is_home].max(axis=1, initial=0.0)
        # Where a statement of the fact's own is the best of all, the best of the others is another one.
        elsewhere[row] = best
        is_best = home[row] >= best
        elsewhere[row, is_best] = explained[np.ix_(is_best, ~is_home)].max(axis=1, initial=0.0)
    return home, elsewhere


@cache
def mention_model(kind: str) -> tuple[float, tuple[float, ...]]:
    """Bias and weights for a kind of fact.

    Numbers have weights of their own: a figure nearly identifies its claim, while the words around it may be others.
    """
    table = data("locating")
    entry = table["number" if kind == "number" else "claim"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
