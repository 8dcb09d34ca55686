"""How surely a passage of a summary makes a fact's claim.

It is located by sentence and by clause: how much of the claim is there (weighted recall), and how much better the
fact's own place in the article explains the passage than any other place does (the margin). The weighting is a logistic
regression over a handful of such features, learned by fit.py from the labelled summaries of the shipped sets.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from operator import mul

import numpy as np

from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.claim_table import Array
from bench.scorers.rules.matching.passages import SummaryStatement

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

_NUMBERS = FEATURES.index("numbers_in_statement")


def features(article: ArticleContext, statements: Sequence[SummaryStatement]) -> Array:
    """The values of FEATURES, an array of facts × passages × features, for all facts and a summary's passages."""
    facts = article.facts
    passages = [passage for statement in statements for passage in statement.passages]
    if not facts or not passages:
        return np.zeros((len(facts), len(passages), len(FEATURES)))
    shares = article.claim_table.shares(passages)
    statement_of = [passage.at for passage in passages]
    # The first passage of a statement is all of it.
    wholes = [statement.passages[0].number for statement in statements]
    claim_in_statements = shares.claim[:, wholes]
    nothing = np.zeros((len(facts), 1))
    gain = np.maximum(np.hstack([nothing, claim_in_statements[:, :-1]]) - claim_in_statements, 0.0)
    claim_in_statement = claim_in_statements[:, statement_of]
    # A claim without a subject of its own ("Likely to close two branches") has none that could be missing.
    has_subject = np.array([bool(fact.claim.subject) for fact in facts])[:, None]
    subject = np.where(has_subject, shares.subject[:, wholes][:, statement_of], claim_in_statement)
    claimed = [len(fact.claim.quantities) for fact in facts]
    numbers = np.array(
        [
            [statement.figures_given(fact) / count if count else 0.0 for statement in statements]
            for fact, count in zip(facts, claimed, strict=True)
        ]
    )
    has_none = (np.array(claimed)[:, None] > 0) & (numbers == 0.0)
    return np.stack(
        [
            claim_in_statement,
            shares.claim,
            shares.predicate,
            shares.part,
            subject,
            shares.quote,
            gain[:, statement_of],
            shares.home - shares.elsewhere,
            shares.home,
            numbers[:, statement_of],
            has_none[:, statement_of],
        ],
        axis=2,
    )


def confidences(article: ArticleContext, values: Array) -> list[list[float]]:
    """The probability that a passage makes a fact's claim, for each fact and passage.

    Args:
        article: whose facts they are.
        values: the features of each fact and passage.
    """
    models = [mention_model(fact.fact.kind) for fact in article.facts]
    weights = np.array([weights for _, weights in models]).reshape(len(models), len(FEATURES))
    odds = np.zeros(values.shape[:2])
    # One feature after another: a matrix product would add them up in another order.
    for number in range(len(FEATURES)):
        odds += weights[:, number, None] * values[:, :, number]
    odds = np.array([bias for bias, _ in models])[:, None] + odds
    return [[_probability(of_passage) for of_passage in of_fact.tolist()] for of_fact in odds]


def confidence_figures_aside(fact: FactContext, values: Sequence[float]) -> float:
    """The probability that a passage makes a fact's claim if its numbers are taken for the claim's.

    It tells whether a wrong number stands in the place of the right one.

    Args:
        fact: whose claim it is.
        values: the features of the passage.
    """
    bias, weights = mention_model(fact.fact.kind)
    values = (*values[:_NUMBERS], 1.0 if fact.claim.quantities else 0.0, 0.0)
    return _probability(bias + sum(map(mul, weights, values)))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@cache
def mention_model(kind: str) -> tuple[float, tuple[float, ...]]:
    """Bias and weights for a kind of fact.

    Numbers have weights of their own: a figure nearly identifies its claim, while the words around it may be others.
    """
    table = data("locating")
    entry = table["number" if kind == "number" else "claim"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
