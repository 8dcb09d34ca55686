"""Learn the weights of mentions.py from labelled summaries.

    python -m bench.scorers.rules.matching.fit SET … [--out FILE]

A logistic regression with a quadratic penalty, by Newton's method: deterministic, a dozen readable numbers a model.
A summary states a claim in one passage or none, so each round of fitting takes, for every fact and summary, the
passage that the weights so far find best (multiple-instance learning, as in Andrews et al. 2003).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.goldset import GoldSet, load
from bench.reading import read
from bench.scorers.rules.matching.article import ArticleContext
from bench.scorers.rules.matching.mentions import FEATURES, SummaryContext

Array = NDArray[np.float64]
ROUNDS = 6
PENALTY = 1.0
_START = dict.fromkeys(FEATURES, 1.0) | {"numbers_missing": -1.0}


def instances(sets: Sequence[GoldSet], *, numbers: bool) -> tuple[list[Array], Array]:
    """For every fact and labelled summary the features of each passage (passages × features), and if it is stated."""
    rows: list[Array] = []
    stated: list[float] = []
    for gold in (article for one in sets for article in one.articles):
        if not gold.labels:
            continue
        article = ArticleContext(gold)
        for summary in gold.labels:
            context = SummaryContext(read(summary.text), article, summary.text)
            for fact in article.facts:
                label = summary.labels.get(fact.fact.id, "omitted")
                is_caveat = fact.fact.kind == "hedge" and fact.fact.strength in ("unevidenced", "disputed")
                if (fact.fact.kind == "number") != numbers or (label == "omitted" and is_caveat):
                    continue  # where a caveat is left out, the label does not tell whether the claim is there
                rows.append(np.array([context.features(fact, passage) for passage in context.passages]))
                stated.append(float(label != "omitted"))
    return rows, np.array(stated)


def fit(rows: Sequence[Array], stated: Array) -> tuple[float, Array]:
    """Bias and weights."""
    bias, weights = 0.0, np.array([_START[name] for name in FEATURES])
    for _ in range(ROUNDS):
        best = np.array([row[int(np.argmax(row @ weights))] for row in rows])
        bias, weights = _logistic(best, stated)
    return bias, weights


def _logistic(x: Array, y: Array) -> tuple[float, Array]:
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


def main(arguments: Sequence[str]) -> int:
    """Fit both models and write them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.scorers.rules.matching.fit", description=__doc__.splitlines()[0]
    )
    parser.add_argument("sets", nargs="+", help="gold sets with labelled summaries, by name or folder")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "locating.toml")
    options = parser.parse_args(arguments)
    sets = [load(name) for name in options.sets]
    lines = [
        "# Weights of locating.py; written by fit.py, never by hand:",
        f"#   python -m bench.scorers.rules.matching.fit {' '.join(one.card.name for one in sets)}",
    ]
    for name, numbers in (("claim", False), ("number", True)):
        rows, stated = instances(sets, numbers=numbers)
        bias, weights = fit(rows, stated)
        lines += [
            "",
            f"[{name}]  # {len(stated)} facts in summaries, {int(stated.sum())} of them stated",
            f"bias = {bias:.3f}",
        ]
        lines += [f"{feature} = {weight:.3f}" for feature, weight in zip(FEATURES, weights, strict=True)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
