"""Learn the weights of salience.py from gold sets: python -m bench.drafting.fit [SET …] [--out FILE].

A logistic regression with a quadratic penalty for each kind of fact: which of the places that the reader finds did
annotators mark? Prints how well weights do on each set that were learned from the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.drafting.accuracy import HEADER, ProposalCounts, line, measured, total
from bench.drafting.markable import KIND_OF_READING, candidates
from bench.drafting.salience import KindWeights, Weights
from bench.drafting.salience_features import Features, Surroundings
from bench.errors import AllegedlyError
from bench.goldset import GoldSet, load_all
from bench.reading import read
from bench.records import KINDS
from bench.storage import replace_member

Array = NDArray[np.float64]
PENALTY = 1.0
"""Weight of the squared weights beside the log-likelihood; the features are between 0 and 1."""
STEPS = 50
"""Steps of Newton's method at most; it converges in far fewer."""
OFTEN = 4
"""How many places must hang on a word before the word is weighed."""


class Instance(NamedTuple):
    """A place that annotators marked or passed over."""

    features: Features
    word: str
    is_gold: bool


Instances = Mapping[str, Sequence[Instance]]
"""By kind of fact."""


def instances(gold: GoldSet) -> Instances:
    """The places of a set's articles."""
    by_kind: dict[str, list[Instance]] = {kind: [] for kind in KIND_OF_READING.values()}
    for gold_article in gold.articles:
        statements = read(gold_article.article.text)
        marked = candidates(statements, gold_article.article.text)
        around = Surroundings(statements, marked, gold_article.article.text)
        for candidate in marked:
            # An overlap is enough: annotators mark "said" or "said on Monday", and the reader one of them.
            is_gold = any(
                fact.fact.kind == candidate.kind and fact.cue[0] < candidate.cue[1] and candidate.cue[0] < fact.cue[1]
                for fact in gold_article.facts
            )
            by_kind[candidate.kind].append(Instance(around.features(candidate), around.word(candidate), is_gold))
    return by_kind


def fitted(sets: Sequence[Instances]) -> Weights:
    """The weights that tell best which places are gold facts'."""
    table: dict[str, KindWeights] = {}
    for kind in KIND_OF_READING.values():
        of_kind = [instance for instances_of_set in sets for instance in instances_of_set[kind]]
        # A word of its own for each cue would learn the articles by heart; only frequent ones are weighed.
        counts = Counter(instance.word for instance in of_kind if instance.word)
        # Sorted, so that the same sets give the same file.
        words = sorted(word for word, count in counts.items() if count >= OFTEN)
        # All instances of a kind have the same features, in the same order.
        names = list(of_kind[0].features)
        inputs = [
            [*(instance.features[name] for name in names), *(float(instance.word == word) for word in words)]
            for instance in of_kind
        ]
        bias, fitted_weights = _logistic(np.array(inputs), np.array([float(instance.is_gold) for instance in of_kind]))
        table[kind] = KindWeights(
            bias,
            dict(zip(names, fitted_weights[: len(names)], strict=True)),
            dict(zip(words, fitted_weights[len(names) :], strict=True)),
        )
    return table


def _logistic(inputs: Array, outcomes: Array) -> tuple[float, list[float]]:
    """Bias and weights of a logistic regression with a quadratic penalty, by Newton's method.

    Args:
        inputs: a line for each instance, a column for each weight.
        outcomes: 1 or 0 for each instance.
    """
    # A column of ones in front, whose weight is the bias.
    design = np.hstack([np.ones((len(inputs), 1)), inputs])
    penalty = PENALTY * np.eye(design.shape[1])
    # The bias is free, but for so little that the equations can always be solved.
    penalty[0, 0] = 1e-6
    parameters = np.zeros(design.shape[1])
    for _ in range(STEPS):
        probabilities = 1 / (1 + np.exp(-design @ parameters))
        # Newton's method needs the second derivative of the penalised log-likelihood.
        curvature = (design * (probabilities * (1 - probabilities))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, design.T @ (probabilities - outcomes) + penalty @ parameters)
        parameters -= step
        if np.abs(step).max() < 1e-9:
            break
    return float(parameters[0]), [float(weight) for weight in parameters[1:]]


def main(arguments: Sequence[str]) -> int:
    """Print the figures of held-out sets, fit on all, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m bench.drafting.fit", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", help="gold sets, by name or folder; default: all shipped")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "salience.toml")
    options = parser.parse_args(arguments)
    try:
        sets = load_all(options.sets)
    except AllegedlyError as error:
        parser.error(str(error))
    by_set = {gold.card.name: instances(gold) for gold in sets}
    sys.stdout.write(_held_out(sets, by_set))
    table = fitted(list(by_set.values()))
    # From all sets: what is held out above only says how well such weights do.
    replace_member(options.out, _toml(table, list(by_set)).encode())
    return 0


def _held_out(sets: Sequence[GoldSet], by_set: dict[str, Instances]) -> str:
    """The figures of each set with weights learned from the others."""
    lines = ["weights learned from the other sets:", HEADER]
    by_kind: dict[str, list[ProposalCounts]] = {kind: [] for kind in KINDS}
    if len(sets) > 1:
        for gold in sets:
            # Whole sets are held out, since articles of one set share subjects and annotators.
            table = fitted([instances_of_set for name, instances_of_set in by_set.items() if name != gold.card.name])
            counts = measured(gold.articles, table)
            lines.append(line(gold.card.name, total(counts.values())))
            for kind, count in counts.items():
                by_kind[kind].append(count)
    lines += [line(kind, total(counts)) for kind, counts in by_kind.items()]
    lines.append(line("all", total(of_set for counts in by_kind.values() for of_set in counts)))
    return "\n".join(lines) + "\n"


def _toml(table: Weights, names: Sequence[str]) -> str:
    lines = [
        "# Weights of salience.py; written by fit.py, never by hand:",
        f"#   python -m bench.drafting.fit {' '.join(names)}",
    ]
    for kind, kind_weights in table.items():
        lines += ["", f"[{kind}]", f"bias = {kind_weights.bias:.3f}", "", f"[{kind}.features]"]
        lines += [f"{name} = {weight:.3f}" for name, weight in kind_weights.features.items()]
        lines += ["", f"[{kind}.words]  # of its cue, or what it counts"]
        # Quoted, since a cue of several words ("rule out") is no bare key of TOML.
        lines += [f"{json.dumps(word)} = {weight:.3f}" for word, weight in kind_weights.words.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
