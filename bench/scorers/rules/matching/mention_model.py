"""How surely a passage of a summary makes a fact's claim.

It is located by sentence and by clause: how much of the claim is there (weighted recall), and how much better the
fact's own place in the article explains the passage than any other place does (the margin). The weighting is a logistic
regression over a handful of such features, learned by fit.py from the labelled summaries of the shipped sets.
"""

from __future__ import annotations

import math
from functools import cache

from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.passages import Passage, SummaryStatement

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


def features(fact: FactContext, passage: Passage, statement: SummaryStatement) -> tuple[float, ...]:
    """The values of FEATURES for a fact at a passage of a statement."""
    weighted = fact.weighted
    claim_in_statement = weighted.claim.share(statement.article_words)
    claim_in_previous = weighted.claim.share(statement.previous.article_words) if statement.previous else 0.0
    home = max((passage.explained[index] for index in fact.home), default=0.0)
    elsewhere = next((passage.explained[index] for index in passage.order if index not in fact.home), 0.0)
    claimed = len(fact.claim.quantities)
    figures_given = statement.figures_given(fact) if claimed else 0
    return (
        claim_in_statement,
        weighted.claim.share(passage.article_words),
        weighted.predicate.share(passage.article_words),
        max(part.share(passage.article_words) for part in (weighted.predicate, *weighted.parts)),
        # A claim without a subject of its own ("Likely to close two branches") has none that could be missing.
        weighted.subject.share(statement.article_words) if fact.claim.subject else claim_in_statement,
        weighted.quote.share(passage.article_words),
        max(claim_in_previous - claim_in_statement, 0.0),
        home - elsewhere,
        home,
        figures_given / claimed if claimed else 0.0,
        1.0 if claimed and not figures_given else 0.0,
    )


def confidence(
    fact: FactContext, passage: Passage, statement: SummaryStatement, *, figures_aside: bool = False
) -> float:
    """The probability that a passage makes a fact's claim.

    Args:
        fact: whose claim it is.
        passage: where it may stand.
        statement: that the passage is of.
        figures_aside: take the passage's numbers for the claim's, to ask whether a wrong number stands in its place.
    """
    bias, weights = mention_model(fact.fact.kind)
    values = features(fact, passage, statement)
    if figures_aside:
        values = (
            *values[: FEATURES.index("numbers_in_statement")],
            1.0 if fact.claim.quantities else 0.0,
            0.0,
        )
    return 1 / (1 + math.exp(-(bias + sum(weight * value for weight, value in zip(weights, values, strict=True)))))


@cache
def mention_model(kind: str) -> tuple[float, tuple[float, ...]]:
    """Bias and weights for a kind of fact.

    Numbers have weights of their own: a figure nearly identifies its claim, while the words around it may be others.
    """
    table = data("locating")
    entry = table["number" if kind == "number" else "claim"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
