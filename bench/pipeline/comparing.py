"""Models of several runs, each compared with the first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import UsageError
from bench.goldset import GoldArticle
from bench.pipeline.entrants import ModelRun, articles_of, rates_of, read_back, warnings
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
    comparison, sides = compared_with_first(models)
    named = comparison.model_copy(update={"runs_left_out": left_out})
    return ComparedModels(named, articles_of(models), sides)


def compared_with_first(models: Sequence[ModelRun]) -> tuple[Comparison, dict[str, Side]]:
    """Compare models, each with the first; the sides of the comparison are by label.

    Raises:
        UsageError: there is only one, there are too many, or two have no summary of the same article and sample.
    """
    if len(models) < 2:
        run = models[0].entrant.run if models else "nothing to compare"
        raise UsageError(f"{run}: it holds one model only: name another run to compare it with")
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
        # Only now, since Holm's correction needs the p-values of all models.
        contrasts=corrected(contrasts),
        differing=tuple(differing(sides)),
        bootstrap_samples=SAMPLES,
        permutations=PERMUTATIONS,
        seed=SEED,
    )
    return comparison, sides
