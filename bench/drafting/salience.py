"""How likely an annotator would mark a place, by readable weights; and which places are proposed."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from bench.drafting.markable import DraftCandidate
from bench.drafting.salience_features import Features, Surroundings

FEWEST = 16
"""Proposals that an article gets at the least, as far as it has places that are not quite unlikely."""
LIKELY = 0.2
"""Probability from which a place is proposed."""
UNLIKELY = 0.03
"""Probability below which a place is never proposed."""


class KindWeights(NamedTuple):
    """What the probability of places of one kind is worked out from, in log-odds."""

    bias: float
    features: Mapping[str, float]
    words: Mapping[str, float]
    """By the lemmas of the cue, or of what is counted; others weigh nothing."""


Weights = Mapping[str, KindWeights]
"""By kind of fact."""


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    text = (resources.files("bench.drafting") / "data" / "salience.toml").read_text(encoding="utf-8")
    return {kind: KindWeights(**table) for kind, table in tomllib.loads(text).items()}


def probability(features: Features, word: str, of_kind: KindWeights) -> float:
    """The probability that a place with these features, hanging on this word, would be marked."""
    weighed = sum(of_kind.features[name] * value for name, value in features.items())
    logit = of_kind.bias + of_kind.words.get(word, 0.0) + weighed
    return 1 / (1 + math.exp(-logit))


def chosen(candidates: Sequence[DraftCandidate], around: Surroundings, table: Weights) -> list[DraftCandidate]:
    """The candidates to propose, in their order: all likely ones, and the best others where those are few.

    A denial could be an attribution and a hedge: it is proposed as what it more likely is.
    """
    rated = [
        (probability(around.features(candidate), around.word(candidate), table[candidate.kind]), number)
        for number, candidate in enumerate(candidates)
    ]
    by_cue: dict[tuple[int, int], int] = {}
    for rate, number in sorted(rated, key=lambda entry: (-entry[0], entry[1])):
        # From the likeliest on, so that whatever fills up the first sixteen is the best of the rest.
        if rate >= (LIKELY if len(by_cue) >= FEWEST else UNLIKELY):
            # A cue that two candidates share goes to the likelier, which comes first.
            by_cue.setdefault(candidates[number].cue, number)
    return [candidates[number] for number in sorted(by_cue.values())]
