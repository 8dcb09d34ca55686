"""Models of several runs, each compared with the first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import UsageError
from bench.goldset import GoldArticle
from bench.pipeline.entrants import articles_of, rates_of, read_back, warnings
from bench.records import Comparison
from bench.statistics import PERMUTATIONS, SAMPLES, SEED, Side, contrast, corrected, differing, pair_up

MOST = 12
"""The most models that one comparison page takes; a leaderboard takes any number."""


class ComparedModels(NamedTuple):
    """A comparison, with the articles and verdicts that its page shows besides the figures."""

    comparison: Comparison
    articles: tuple[GoldArticle, ...]
    sides: dict[str, Side]
    """By label; the base is the first."""


def compare(folders: Sequence[Path]) -> ComparedModels:
    """Compare the models of scored runs, each with the first.

    Args:
        folders: of the runs. A run may hold several models.

    Raises:
        UsageError: the first run is none or is unfinished, or another cannot be compared with it.
    """
    models, left_out = read_back(folders, has_base=True)
    if len(models) < 2:
        raise UsageError(f"{folders[0]}: it holds one model only: name another run to compare it with")
    if len(models) > MOST:
        raise UsageError(
            f"{len(models)} models are more than a page compares ({MOST}): bench leaderboard ranks any number"
        )
    # `outcomes` and `flags` are the whole run's; each side picks those of its own summaries.
    sides = {model.entrant.label: Side(model.summaries, model.outcomes, model.flags) for model in models}
    base, *rivals = sides
    rates = rates_of(models)
    contrasts = []
    for rival in rivals:
        pairs, unpaired = pair_up(sides[base], sides[rival])
        if not pairs:
            raise UsageError(
                f"{base} and {rival} have no summary of the same article and sample, so nothing can be compared"
            )
        contrasts.append(contrast(base, rival, pairs, unpaired, rates))
    comparison = Comparison(
        entrants=tuple(model.entrant for model in models),
        warnings=tuple(warnings(models)),
        runs_left_out=left_out,
        # Only now, since Holm's correction needs the p-values of all models.
        contrasts=corrected(contrasts),
        differing=tuple(differing(sides)),
        bootstrap_samples=SAMPLES,
        permutations=PERMUTATIONS,
        seed=SEED,
    )
    return ComparedModels(comparison, articles_of(models), sides)
