"""Learn the scorer's weights from labelled summaries.

    python -m bench.scorers.rules.fit SET … [--out FOLDER]

Three logistic regressions with a quadratic penalty, by Newton's method: deterministic, a dozen readable numbers a
model. Two say whether a passage makes a claim (locating.toml, for mentions.py): a summary states a claim in one passage
or none, so each round of fitting takes, for every fact and summary, the passage that the weights so far find best
(multiple-instance learning, as in Andrews et al. 2003). One says whether a charge is right (certainty_weights.toml,
for certainty.py), given what the rules find wrong at each mention.
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
from bench.scorers.rules.choice import judge_of
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article import ArticleContext, FactContext
from bench.scorers.rules.matching.mentions import FEATURES, SummaryContext, mention_model

Array = NDArray[np.float64]
ROUNDS = 6
PENALTY = 1.0
DATA = Path(__file__).parent / "data"
_START = dict.fromkeys(FEATURES, 1.0) | {"numbers_missing": -1.0}


def readings(sets: Sequence[GoldSet]) -> Iterator[tuple[SummaryContext, FactContext, str]]:
    """Every labelled summary, read, with every fact of its article and the fact's label."""
    for gold in (article for one in sets for article in one.articles if article.labels):
        article = ArticleContext(gold)
        for summary in gold.labels:
            context = SummaryContext(read(summary.text), article, summary.text)
            for fact in article.facts:
                yield context, fact, summary.labels.get(fact.fact.id, "omitted")


def instances(sets: Sequence[GoldSet], *, numbers: bool) -> tuple[list[Array], Array]:
    """For every fact and labelled summary the features of each passage (passages × features), and if it is stated."""
    rows: list[Array] = []
    stated: list[float] = []
    for context, fact, label in readings(sets):
        is_caveat = getattr(fact.fact, "strength", "") in CAVEATS
        if (fact.fact.kind == "number") != numbers or (label == "omitted" and is_caveat):
            continue  # where a caveat is left out, the label does not tell whether the claim is there
        passages = [context.features(fact, passage) for passage in context.passages]
        if passages:
            rows.append(np.array(passages))
            stated.append(float(label != "omitted"))
    return rows, np.array(stated)


def charges(sets: Sequence[GoldSet]) -> tuple[Array, Array]:
    """The features of every charge that the rules see (charges × features), and whether the label is an error."""
    rows: list[tuple[float, ...]] = []
    right: list[float] = []
    for context, fact, label in readings(sets):
        if fact.fact.kind == "number":
            continue
        for mention in context.mentions(fact, settings()["mention_credited"]):
            verdict = judge_of(fact)(fact, mention, context)
            if verdict.severity is not None:
                rows.append(charge_features(verdict, mention, fact, context))
                right.append(float(label in ERROR_CODES))
    return np.array(rows), np.array(right)


def fit(rows: Sequence[Array], stated: Array) -> tuple[float, Array]:
    """Bias and weights of the model that finds mentions."""
    bias, weights = 0.0, np.array([_START[name] for name in FEATURES])
    for _ in range(ROUNDS):
        best = np.array([row[int(np.argmax(row @ weights))] for row in rows])
        bias, weights = logistic(best, stated)
    return bias, weights


def logistic(x: Array, y: Array) -> tuple[float, Array]:
    """Bias and weights of a penalised logistic regression."""
    x = np.hstack([np.ones((len(x), 1)), x])
    penalty = PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6  # the bias is free
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return float(w[0]), w[1:]


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
    lines = [f"# Weights of mentions.py; {head}"]
    for name, numbers in (("claim", False), ("number", True)):
        rows, stated = instances(sets, numbers=numbers)
        comment = f"{len(stated)} facts in summaries, {int(stated.sum())} of them stated"
        lines += _table(name, FEATURES, *fit(rows, stated), comment)
    (options.out / "locating.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    data.cache_clear()
    mention_model.cache_clear()
    found, right = charges(sets)
    comment = f"{len(right)} charges, {int(right.sum())} of them right"
    lines = [f"# Weights of certainty.py; {head}", *_table("charge", CHARGE_FEATURES, *logistic(found, right), comment)]
    (options.out / "certainty_weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
