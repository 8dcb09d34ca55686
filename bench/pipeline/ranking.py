"""Models of many runs, ranked on the articles that all of them were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.errors import UsageError
from bench.pipeline.entrants import ModelRun, rates_of, read_back, warnings
from bench.records import Estimate, Leaderboard, MeasuredRates, Ranks, Score, Standing
from bench.statistics import score_of
from runners.copied_lead import CopiedLead


def rank(folders: Sequence[Path]) -> Leaderboard:
    """Rank the models of scored runs.

    Args:
        folders: of the runs. A run may hold several models.

    Raises:
        UsageError: no run can be read, the runs rest on other gold facts, or no article is in all of them.
    """
    models, left_out = read_back(folders)
    # Asked for, not scored: one model's refusal must not take an article from all the others.
    articles_asked = [{(summary.gold, summary.article) for summary in model.summaries} for model in models]
    shared = set.intersection(*articles_asked)
    if not shared:
        raise UsageError(
            f"no article is in all of the {len(models)} models' runs, so nothing ranks them: "
            "score them on the same sets"
        )
    # Only what all were asked for: an easy article that some models alone got would lift them.
    by_scorer: dict[str, list[ModelRun]] = {}
    for model in models:
        by_scorer.setdefault(model.manifest.scorer, []).append(model)
    return Leaderboard(
        # A judge sees what rules overlook: a model judged by one has no place among those judged by the other.
        standings=tuple(standing for group in by_scorer.values() for standing in _standings(group, shared)),
        articles=len(shared),
        left_out=len(set.union(*articles_asked) - shared),
        warnings=tuple(warnings(models)),
        runs_left_out=left_out,
    )


def _standings(models: Sequence[ModelRun], shared: set[tuple[str, str]]) -> list[Standing]:
    """The standings of models with the same scorer, the most faithful first."""
    # Nobody writes summaries by copying: between models its place would only push theirs down.
    ranked = [model for model in models if model.manifest.model != CopiedLead.name]
    references = [model for model in models if model.manifest.model == CopiedLead.name]
    scores = [_score(model, shared, rates_of([model])) for model in ranked]
    faithfulness = ranks([score.overall.faithfulness for score in scores])
    coverage = ranks([score.overall.coverage for score in scores])
    standings = [
        Standing(entrant=model.entrant, score=score, faithfulness=faithful, coverage=covered)
        for model, score, faithful, covered in zip(ranked, scores, faithfulness, coverage, strict=True)
    ]
    return [
        *sorted(standings, key=_order),
        *(
            Standing(
                entrant=model.entrant,
                score=_score(model, shared, rates_of([model])),
                faithfulness=None,
                coverage=None,
                is_reference=True,
            )
            for model in references
        ),
    ]


def ranks(estimates: Sequence[Estimate]) -> list[Ranks | None]:
    """The range of places that each model may have: models whose intervals overlap are tied.

    One without an interval may lie anywhere, and one without a value has no place.
    """
    ends = [_ends(estimate) for estimate in estimates]
    known = [interval for interval in ends if interval is not None]
    return [
        None
        if interval is None
        else Ranks(
            # With 90–94%, 85–91% and 70–75% the first two are tied for places 1 and 2, and the third has place 3.
            best=1 + sum(low > interval[1] for low, _ in known),
            worst=len(known) - sum(high < interval[0] for _, high in known),
        )
        for interval in ends
    ]


def _ends(estimate: Estimate) -> tuple[float, float] | None:
    """The values between which a figure lies.

    All of a thing, or none, is the same in every draw of articles, which is no certainty: three in as many as there
    were could still be otherwise (the rule of three).
    """
    value = estimate.value
    if value is None:
        return None
    if estimate.low is None or estimate.high is None:
        return 0.0, 1.0
    # Else a model with 5 claims, all right, would beat one with 400 of which 4 are wrong.
    room = min(3 / estimate.of, 1.0) if value in (0, 1) else 0.0
    return max(estimate.low - room, 0.0), min(estimate.high + room, 1.0)


def _order(standing: Standing) -> tuple[float, float]:
    """A sort key: by faithfulness, then by coverage, the highest first; models without a figure come last."""
    figures = standing.figures
    values = (figures.faithfulness.value, figures.coverage.value)
    faithfulness, coverage = (-1.0 if value is None else value for value in values)
    return -faithfulness, -coverage


def _score(model: ModelRun, shared: set[tuple[str, str]], rates: MeasuredRates | None) -> Score:
    summaries = [summary for summary in model.summaries if (summary.gold, summary.article) in shared]
    ids = {summary.id for summary in summaries}
    return score_of(
        (outcome for outcome in model.outcomes if outcome.summary in ids),
        (flag for flag in model.flags if flag.summary in ids),
        summaries,
        expected=len(summaries),
        signature=model.entrant.signature,
        rates=rates,
    )
