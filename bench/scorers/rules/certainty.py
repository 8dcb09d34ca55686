"""How sure a charge is: the probability that an error which the rules see is one, by how the claim was found.

A logistic regression over a dozen readable features, fitted by fit.py on the labelled summaries of the shipped sets.
The rules decide what is wrong with a claim; these weights say how often such a finding turned out right.
"""

from __future__ import annotations

import math
from functools import cache

from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict
from bench.scorers.rules.who.own_voice import is_plain

FEATURES = (
    # How surely the claim is there at all. As odds, since the sum of the features is one of odds.
    "log_odds_of_mention",
    # In a plain sentence no credit or hedge can have been overlooked.
    "plain_sentence",
    # What of the claim is there: a passage without "dug" may say of the tunnel that it was found.
    "main_word",
    "kernel",
    "predicate",
    "claim_in_statement",
    "quote_in_passage",
    # How well the fact's place in the article explains the passage, and the best other place.
    "home",
    "elsewhere",
    # Whether the error stands where the claim is surest, or in a further mention (a headline and its body).
    "best_mention",
    # A claim of two words is met by chance, one of fifteen is not.
    "predicate_words",
    "claim_words",
    # How often a charge is right differs between codes; they are measured against `dropped_attribution`.
    "is_misattribution",
    "is_stance_shift",
    "is_weakened_hedge",
    "is_dropped_hedge",
)


def charge_features(
    verdict: MentionVerdict, mention: Mention, fact: FactContext, summary: SummaryContext
) -> tuple[float, ...]:
    """The values of FEATURES for a charge at a mention."""
    passage = mention.passage
    home, elsewhere = passage.home_and_elsewhere(fact.home)
    # A confidence of 1 would have infinite odds, and outweigh everything else that is known of the charge.
    odds = (mention.confidence + settings()["odds_limit"]) / (1 - mention.confidence + settings()["odds_limit"])
    most_predicate_words, long_claim = settings()["most_predicate_words"], settings()["long_claim"]
    return (
        math.log(odds),
        float(is_plain(summary.statements[mention.at], fact)),
        float(mention.has_core),
        float(mention.has_kernel),
        mention.predicate_share,
        fact.weighted.claim.share(summary.article_words[mention.at]),
        fact.weighted.quote.share(passage.article_words),
        home,
        elsewhere,
        float(mention.is_best),
        min(len(mention.predicate_words), most_predicate_words) / most_predicate_words,
        min(len(fact.claim.terms), long_claim) / long_claim,
        float(verdict.verdict == "misattribution"),
        float(verdict.verdict == "stance_shift"),
        float(verdict.verdict == "weakened_hedge"),
        float(verdict.verdict == "dropped_hedge"),
    )


def certainty_of_charge(verdict: MentionVerdict, mention: Mention, fact: FactContext, summary: SummaryContext) -> float:
    """The probability that a charge is right."""
    bias, weights = _model()
    values = charge_features(verdict, mention, fact, summary)
    return 1 / (1 + math.exp(-(bias + sum(weight * value for weight, value in zip(weights, values, strict=True)))))


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    """Bias and weights."""
    entry = data("certainty_weights")["charge"]
    return entry["bias"], tuple(entry[name] for name in FEATURES)
