"""Learn the scorer's weights from labelled summaries.

    python -m bench.scorers.rules.fit SET … [--out FOLDER]

Three logistic regressions with a quadratic penalty, by Newton's method: deterministic, a dozen readable numbers a
model. Two say whether a passage makes a claim (locating.toml, for mention_model.py): a summary states a claim in one
passage or none, so each round of fitting takes, for every fact and summary, the passage that the weights so far find
best (multiple-instance learning, as in Andrews et al. 2003). One says whether a charge is right
(certainty_weights.toml, for certainty.py), given what the rules find wrong at each mention.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.goldset import GoldSet, load_all
from bench.reading import read
from bench.records import ERROR_CODES
from bench.scorers.rules.certainty import FEATURES as CHARGE_FEATURES
from bench.scorers.rules.certainty import charge_features
from bench.scorers.rules.decision import judge_of
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext
from bench.scorers.rules.matching.mention_model import FEATURES, forget_models
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.storage import replace_member

Array = NDArray[np.float64]
DATA = Path(__file__).parent / "data"
# Where Newton's method ends: far below the three decimals with which the weights are written.
_MOST_STEPS = 50
_TOLERANCE = 1e-9
# The first round has to choose passages before there are weights: by how much of everything they hold.
_START = dict.fromkeys(FEATURES, 1.0) | {"numbers_missing": -1.0}


def readings(sets: Sequence[GoldSet]) -> Iterator[tuple[SummaryContext, FactContext, str]]:
    """Every labelled summary, read, with every fact of its article and the fact's label."""
    for gold in (article for gold_set in sets for article in gold_set.articles if article.labels):
        article = ArticleContext(gold)
        for summary in gold.labels:
            context = SummaryContext(read(summary.text), article, summary.text)
            for fact in article.facts:
                yield context, fact, summary.labels.get(fact.fact.id, "omitted")


def instances(sets: Sequence[GoldSet], *, numbers: bool) -> tuple[list[Array], Array]:
    """For every fact and labelled summary the features of each passage (passages × features), and if it is stated."""
    instances_of_facts: list[Array] = []
    stated: list[float] = []
    for context, fact, label in readings(sets):
        is_caveat = getattr(fact.fact, "strength", "") in CAVEATS
        # Where a caveat is left out, the label does not tell whether the claim is there (rule 2 of the guide).
        if (fact.fact.kind == "number") != numbers or (label == "omitted" and is_caveat):
            continue
        passages = context.features(fact)
        if len(passages):
            instances_of_facts.append(passages)
            stated.append(float(label != "omitted"))
    return instances_of_facts, np.array(stated)


def charges(sets: Sequence[GoldSet]) -> tuple[Array, Array]:
    """The features of every charge that the rules see (charges × features), and whether the label is an error."""
    features_of_charges: list[tuple[float, ...]] = []
    is_error: list[float] = []
    for context, fact, label in readings(sets):
        # A number is judged from all numbers of the summary together, and has a certainty of its own in scoring.toml.
        if fact.fact.kind == "number":
            continue
        for mention in context.mentions(fact, settings()["mention_marked"]):
            verdict = judge_of(fact)(fact, mention, context)
            if verdict.severity is not None:
                features_of_charges.append(charge_features(verdict, mention, fact, context))
                # Another error of the same fact counts as right: what is learned is whether there is anything wrong.
                is_error.append(float(label in ERROR_CODES))
    return np.array(features_of_charges), np.array(is_error)


def fit(instances_of_facts: Sequence[Array], stated: Array) -> tuple[float, Array]:
    """Bias and weights of the model that finds mentions, from what `instances` gives."""
    bias, weights = 0.0, np.array([_START[name] for name in FEATURES])
    for _ in range(int(settings()["fit_rounds"])):
        best = np.array([passages[int(np.argmax(passages @ weights))] for passages in instances_of_facts])
        bias, weights = logistic(best, stated)
    return bias, weights


def logistic(features: Array, outcomes: Array) -> tuple[float, Array]:
    """Bias and weights of a penalised logistic regression.

    Args:
        features: cases × features.
        outcomes: 1 or 0 for each case.
    """
    with_bias = np.hstack([np.ones((len(features), 1)), features])
    penalty = settings()["fit_penalty"] * np.eye(with_bias.shape[1])
    # The bias is free: how often a claim is stated at all is nothing to be kept small. A little penalty is left to it,
    # so that the equations have a solution even where all outcomes are the same.
    penalty[0, 0] = 1e-6
    weights = np.zeros(with_bias.shape[1])
    for _ in range(_MOST_STEPS):
        expected = 1 / (1 + np.exp(-with_bias @ weights))
        gradient = with_bias.T @ (expected - outcomes) + penalty @ weights
        hessian = (with_bias * (expected * (1 - expected))[:, None]).T @ with_bias + penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < _TOLERANCE:
            break
    return float(weights[0]), weights[1:]


def _table(name: str, features: Sequence[str], bias: float, weights: Array, comment: str) -> list[str]:
    lines = ["", f"[{name}]  # {comment}", f"bias = {bias:.3f}"]
    return [*lines, *(f"{feature} = {weight:.3f}" for feature, weight in zip(features, weights, strict=True))]


def main(arguments: Sequence[str]) -> int:
    """Fit the models and write them; the certainty of charges is fitted with the new weights of mentions."""
    parser = argparse.ArgumentParser(prog="python -m bench.scorers.rules.fit", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", help="gold sets with labelled summaries, by name or folder")
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    sets = load_all(options.sets)
    names = " ".join(gold.card.name for gold in sets)
    head = f"written by fit.py, never by hand:\n#   python -m bench.scorers.rules.fit {names}"
    lines = [f"# Weights of mention_model.py; {head}"]
    for name, numbers in (("claim", False), ("number", True)):
        instances_of_facts, stated = instances(sets, numbers=numbers)
        comment = f"{len(stated)} facts in summaries, {int(stated.sum())} of them stated"
        lines += _table(name, FEATURES, *fit(instances_of_facts, stated), comment)
    replace_member(options.out / "locating.toml", ("\n".join(lines) + "\n").encode())
    forget_models()
    features, is_error = charges(sets)
    comment = f"{len(is_error)} charges, {int(is_error.sum())} of them right"
    lines = [
        f"# Weights of certainty.py; {head}",
        *_table("charge", CHARGE_FEATURES, *logistic(features, is_error), comment),
    ]
    replace_member(options.out / "certainty_weights.toml", ("\n".join(lines) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
