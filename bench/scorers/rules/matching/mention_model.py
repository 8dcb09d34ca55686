"""How surely a passage of a summary makes a fact's claim.

It is located by sentence and by clause: how much of the claim is there (weighted recall), and how much better the
fact's own place in the article explains the passage than any other place does (the margin). The weighting is a logistic
regression over a handful of such features, learned by fit.py from the labelled summaries of the shipped sets.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from operator import mul

from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article_context import FactContext
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


def features(fact: FactContext, statement: SummaryStatement) -> list[tuple[float, ...]]:
    """The values of FEATURES for a fact at each passage of a statement."""
    claim, predicate, parts, _, quote = fact.places
    in_statement = statement.says(fact)
    values: list[tuple[float, ...]] = []
    for passage in statement.passages:
        shares = passage.shares
        home, elsewhere = passage.home_and_elsewhere(fact.home)
        values.append(
            (
                in_statement.claim,
                shares[claim],
                shares[predicate],
                max([shares[part] for part in parts]),
                in_statement.subject,
                shares[quote],
                in_statement.gain_with_previous,
                home - elsewhere,
                home,
                in_statement.numbers,
                float(in_statement.has_no_number),
            )
        )
    return values


def confidences(fact: FactContext, values: Iterable[tuple[float, ...]]) -> list[float]:
    """For each passage, by its features, the probability that it makes a fact's claim."""
    bias, weights = mention_model(fact.fact.kind)
    return [1 / (1 + math.exp(-(bias + sum(map(mul, weights, of_passage))))) for of_passage in values]


def confidences_figures_aside(fact: FactContext, values: Iterable[tuple[float, ...]]) -> list[float]:
    """The same if the passages' numbers were the claim's, to ask whether a wrong number stands in its place."""
    with_figures = (1.0 if fact.claim.quantities else 0.0, 0.0)
    return confidences(fact, ((*of_passage[:_NUMBERS], *with_figures) for of_passage in values))


@cache
def mention_model(kind: str) -> tuple[float, tuple[float, ...]]:
    """Bias and weights for a kind of fact.

    Numbers have weights of their own: a figure nearly identifies its claim, while the words around it may be others.
    """
    table = data("locating")
    entry = table["number" if kind == "number" else "claim"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
