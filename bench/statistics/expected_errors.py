"""How many errors there are in a run whose scorer errs: prevalence, corrected for misclassification.

If a scorer charges the share f of the right claims and the share s of the errors, then of N claims with E errors it
charges about s E + f (N - E); solved for E, that is the estimate of Rogan and Gladen (1978, Estimating prevalence from
the results of a screening test). s and f are known from labelled summaries only roughly, and there are few errors, so
the interval is worked out as Joseph, Gyorkos and Coupal do (1995, Bayesian estimation of disease prevalence and the
parameters of diagnostic tests in the absence of a gold standard): rates and prevalence are drawn from what is known of
them before the run, and each draw is weighted by how well it explains the number of charges. Then it is drawn which
charges are real and which of the other claims are errors that were missed.

Claims of one article are alike, in the labelled summaries and in the run. So the rates are taken for as sure as their
effective number of claims allows, and the run has rates of its own, which scatter around the measured ones: the more,
the more of its claims are of one article. How often the interval holds the true number in simulated runs is measured by
benchmarks/trust_coverage.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import hypot
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bench.records import (
    CONFIDENCE_LEVEL,
    KINDS,
    STRATA,
    Corrected,
    Estimate,
    ExpectedCount,
    ExpectedErrors,
    Kind,
    MeasuredRates,
    RateSources,
    Verdict,
    stratum_of,
)
from bench.statistics.bootstrap import SEED, Counts, Floats, Resamples, ends_of_share
from bench.statistics.known_rates import KnownRate, ScorerRates, known_rates

DRAWS = 40_000
"""Of rates and prevalence, of each kind."""
KEPT = 4_000
"""Drawn from these by their weights."""


class KindVerdicts(NamedTuple):
    """A scorer's verdicts on the facts of one kind in a run: how many of each stratum, by article."""

    charged: Mapping[str, int]
    preserved: Mapping[str, int]
    omitted: Mapping[str, int]


def verdicts_by_kind(verdicts: Iterable[tuple[Kind, str, Verdict]]) -> dict[Kind, KindVerdicts]:
    """Count verdicts on facts, each given with its kind and `set/article`; `unscored` ones count nowhere."""
    counts = Counter((kind, stratum_of(verdict), article) for kind, article, verdict in verdicts)
    return {
        kind: KindVerdicts(
            *(
                # In the order of STRATA, which is that of the fields.
                {article: number for (of, within, article), number in counts.items() if (of, within) == (kind, stratum)}
                for stratum in STRATA
            )
        )
        for kind in KINDS
    }


class _Totals(NamedTuple):
    charged: int
    preserved: int
    omitted: int


class _Drawn(NamedTuple):
    """What may be true of one kind of a run: a number for each draw."""

    real: Floats
    missed: Floats
    mentions: Floats
    """Claims that the summaries make."""


def expected_errors(run: Mapping[Kind, KindVerdicts], rates: MeasuredRates) -> Corrected | None:
    """Correct a run's number of errors by how often its scorer errs.

    Args:
        run: the scorer's verdicts, by kind of fact.
        rates: as measured on labelled summaries.

    Returns:
        None where the rates were not measured on any error, or on no right claim, or where the run has no verdict.
    """
    # Always the same draws: the same verdicts must give the same figures on every page.
    rng = np.random.default_rng(SEED)
    drawn: dict[Kind, _Drawn] = {}
    charged: dict[Kind, int] = {}
    sources: dict[Kind, RateSources] = {}
    for kind, verdicts in run.items():
        totals = _Totals(*(sum(counts.values()) for counts in verdicts))
        charged[kind] = totals.charged
        known = known_rates(kind, rates)
        # One kind without measured rates would leave a gap in the total, so nothing is corrected at all.
        if known is None:
            return None
        sources[kind] = known.sources
        drawn[kind] = _draw(verdicts, totals, known, rng)
    if not drawn:
        return None
    # Draw by draw, so that the interval of the sum is that of sums, not the sum of the kinds' intervals.
    overall = _Drawn(*(np.sum(column, axis=0) for column in zip(*drawn.values(), strict=True)))
    return Corrected(
        overall=_expected(sum(charged.values()), overall),
        by_kind={kind: _expected(charged[kind], of_kind) for kind, of_kind in drawn.items()},
        faithfulness=_faithfulness(overall, run),
        rates_from=sources,
    )


def _draw(verdicts: KindVerdicts, totals: _Totals, known: ScorerRates, rng: np.random.Generator) -> _Drawn:
    """Draw what may be true of one kind of fact in the run."""
    charged, preserved, omitted = totals
    claims = sum(totals)
    if not claims:
        # A kind that the run's facts do not have adds nothing to the total.
        nothing = np.zeros(KEPT)
        return _Drawn(nothing, nothing, nothing)
    # The charges stand for the errors, which are not known. Of an article's other errors only those that are found are
    # charged, so that errors stand together in larger numbers than charges do.
    detection = _runs_rate(known.found, verdicts.charged, rng, shown=known.found.mean)
    # A right claim is either in the summary or left out of it, and a scorer charges the two at rates of their own.
    preserved_share = preserved / (preserved + omitted) if preserved + omitted else 0.5
    alarms_preserved = preserved_share * _runs_rate(known.false_alarms, verdicts.preserved, rng)
    alarms_omitted = (1 - preserved_share) * _runs_rate(known.false_alarms_omitted, verdicts.omitted, rng)
    alarms = alarms_preserved + alarms_omitted
    # Most runs hold few errors, so a small prevalence is taken to be likelier before the run: its density falls as the
    # power -1/2, as that of Jeffreys' prior does near 0. No summary can distort more claims than it makes.
    # The square of a uniform number has that density: one draw in two lies below a quarter of the largest prevalence.
    prevalence = rng.random(DRAWS) ** 2 * (charged + preserved) / claims
    # Rogan and Gladen: of the claims, the errors that are found and the right ones that are charged by mistake.
    share_charged = np.clip(prevalence * detection + (1 - prevalence) * alarms, 1e-12, 1 - 1e-12)
    # The binomial likelihood of so many charges; less its maximum, so that `exp` does not come to 0 everywhere.
    fit = charged * np.log(share_charged) + (claims - charged) * np.log1p(-share_charged)
    chosen = _resampled(np.exp(fit - fit.max()), rng)
    prevalence, detection, share_charged = prevalence[chosen], detection[chosen], share_charged[chosen]
    # By Bayes: of the charged claims this share are errors, and of the others that one.
    real = rng.binomial(charged, np.clip(prevalence * detection / share_charged, 0, 1)).astype(float)
    is_missed = np.clip(prevalence * (1 - detection) / (1 - share_charged), 0, 1)
    # No more errors than claims: by chance alone a draw can come to more.
    missed = np.minimum(rng.binomial(claims - charged, is_missed), charged + preserved - real).astype(float)
    # A false alarm on a claim that the summary leaves out is no claim that it makes.
    invented = (charged - real) * (alarms_omitted / np.maximum(alarms, 1e-12))[chosen]
    # An overlooked error, which the scorer took for left out, is a claim that the summary does make.
    return _Drawn(real, missed, charged + preserved - invented + missed * known.overlooked)


def _runs_rate(known: KnownRate, claims: Mapping[str, int], rng: np.random.Generator, shown: float = 1.0) -> Floats:
    """Rates that a run may have of its own.

    Args:
        known: of the rate before the run.
        claims: of the run that the rate is of, by article.
        rng: draws.
        shown: the share of the claims that is among these.
    """
    rate = rng.beta(known.events, known.of - known.events, DRAWS)
    alike, total = (known.design_effect(claims) - 1) / shown, sum(claims.values())
    # One claim of each article, or none: the run has no rate of its own to scatter.
    if alike <= 0:
        return rate
    # A beta-binomial run of n claims has the design effect 1 + (n - 1) / (size + 1), which is to be the known one.
    size = max(total / alike - 1, 0.5)
    rate = np.clip(rate, 1e-9, 1 - 1e-9)
    return rng.beta(rate * size, (1 - rate) * size)


def _resampled(weights: Floats, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Indices, each drawn in proportion to its weight, in random order."""
    # Systematic resampling: one random start and equal steps scatter less than as many independent draws.
    reached = np.cumsum(weights)
    points = (np.arange(KEPT) + rng.random()) / KEPT * reached[-1]
    indices: npt.NDArray[np.intp] = np.minimum(np.searchsorted(reached, points), len(weights) - 1)
    rng.shuffle(indices)
    return indices


def _expected(charged: int, drawn: _Drawn) -> ExpectedErrors:
    return ExpectedErrors(
        charged=charged,
        real=_count(drawn.real),
        missed=_count(drawn.missed),
        errors=_count(drawn.real + drawn.missed),
    )


def _count(drawn: Floats) -> ExpectedCount:
    values, times = np.unique(drawn, return_counts=True)
    # Mid-P (Lancaster 1961, Significance tests in discrete distributions): half of a number's own chance counts as
    # below it. With all of it, an interval of few whole numbers would hold the truth far more often than it says.
    below = (np.cumsum(times) - times / 2) / len(drawn)
    inside = values[(below >= (1 - CONFIDENCE_LEVEL) / 2) & (below <= (1 + CONFIDENCE_LEVEL) / 2)]
    return ExpectedCount(value=float(drawn.mean()), low=float(inside[0]), high=float(inside[-1]))


def _faithfulness(drawn: _Drawn, run: Mapping[Kind, KindVerdicts]) -> Estimate:
    """The share of the claims made that is right, with an interval for other articles like these, as the raw one's.

    The errors' own uncertainty comes from the draws, and how much other articles would change the figure from drawing
    articles anew.
    """
    errors, mentions = float((drawn.real + drawn.missed).mean()), float(drawn.mentions.mean())
    if mentions <= 0:
        return Estimate(value=None)
    # Drawn errors can come to more than drawn mentions, since both are estimates.
    value = max(1 - errors / mentions, 0.0)
    right_claims, of = Counter[str](), Counter[str]()
    for verdicts in run.values():
        # Omitted claims count nowhere, as in the raw figure: to leave a claim out is no error.
        right_claims.update(verdicts.preserved)
        of.update(verdicts.preserved)
        of.update(verdicts.charged)
    count, whole = round(mentions - errors), round(mentions)
    # How much articles differ is seen in the scorer's own verdicts: the true ones are not known.
    error_of_articles, articles = Resamples(sorted(of)).error(Counts(right_claims, of)), len(+of)
    # Articles that happen to agree do not show that others would. Where all claims are right, or none, the draws still
    # tell how many others may be.
    agree_by_chance = error_of_articles == 0 and 0 < right_claims.total() < of.total()
    if error_of_articles is None or agree_by_chance:
        return Estimate(value=value, count=count, of=whole, articles=articles)
    shares = np.clip(1 - (drawn.real + drawn.missed) / np.maximum(drawn.mentions, 1), 0, 1)
    of_scorer = np.quantile(shares, [(1 - CONFIDENCE_LEVEL) / 2, (1 + CONFIDENCE_LEVEL) / 2])
    # The two are independent: how far the scorer errs, and which articles there happen to be. Each end for itself, as
    # the draws lie askew (Zou and Donner 2008, Construction of confidence limits about effect measures).
    below, above = (
        hypot(float(of_draws) - value, of_articles - value)
        for of_draws, of_articles in zip(of_scorer, ends_of_share(value, error_of_articles), strict=True)
    )
    low, high = max(value - below, 0.0), min(value + above, 1.0)
    return Estimate(value=value, low=low, high=high, count=count, of=whole, articles=articles)
