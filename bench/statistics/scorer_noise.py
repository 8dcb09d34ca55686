"""How far apart a scorer's errors alone can set two models that are equally faithful.

Both models are taken to distort the same share of the claims of each kind. The scorer then charges not exactly as many
of both: which right claims it charges by mistake and which errors it misses is chance. So the two figures differ, and
this is how far, at the level of all intervals. Whether the articles are chance too is not in it: that is what the
difference's own interval says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import hypot, sqrt

from scipy.special import ndtri

from bench.records import CONFIDENCE_LEVEL, Corrected, Kind, MeasuredRates, Shift
from bench.statistics.expected_errors import KindVerdicts
from bench.statistics.known_rates import KnownRate, known_rates

Run = Mapping[Kind, KindVerdicts]


def scorer_noise(runs: tuple[Run, Run], corrected: tuple[Corrected, Corrected], rates: MeasuredRates) -> float | None:
    """By how much the faithfulness of two equally faithful models may differ through the scorer's errors.

    Args:
        runs: the scorer's verdicts on both models' summaries.
        corrected: the errors of both, corrected.
        rates: the scorer's, as measured.

    Returns:
        None where a model repeats no claim.
    """
    mentions = [sum(_total(verdicts.charged, verdicts.preserved) for verdicts in run.values()) for run in runs]
    if not all(mentions):
        return None
    variance = 0.0
    for kind in runs[0]:
        # Kind by kind: a scorer that is poor with hedges sets models apart that have many of them.
        known = known_rates(kind, rates)
        claims_made = sum(_total(run[kind].charged, run[kind].preserved) for run in runs)
        if known is None or not claims_made:
            continue
        # Both models together: equally faithful, they distort the same share.
        wrong = min(sum(of_run.by_kind[kind].errors.value for of_run in corrected) / claims_made, 1.0)
        for run, of_run in zip(runs, mentions, strict=True):
            claims_of_run = Counter(run[kind].charged) + Counter(run[kind].preserved)
            charges = (
                _variance(known.found, claims_of_run, wrong)
                + _variance(known.false_alarms, claims_of_run, 1 - wrong)
                + _variance(known.false_alarms_omitted, run[kind].omitted, 1.0)
            )
            # The variances of independent charges add up; as a share of the claims made they shrink by its square.
            variance += charges / of_run**2
    return float(ndtri((1 + CONFIDENCE_LEVEL) / 2)) * sqrt(variance)


def widened(shift: Shift, noise: float | None) -> Shift | None:
    """A difference in faithfulness whose interval counts the scorer's errors as well as the choice of articles.

    The chance of the scorer's errors shows in part in how the articles differ, so it counts more than once: the
    interval is on the careful side.
    """
    # Ends that are equal come from draws that are all the same, which is no certainty to begin with.
    if noise is None or shift.value is None or shift.low is None or shift.high is None or shift.low == shift.high:
        return None
    # Independent errors add up by their squares: 3 points to one side and 4 points of noise make 5.
    below, above = hypot(shift.value - shift.low, noise), hypot(shift.high - shift.value, noise)
    low, high = max(shift.value - below, -1.0), min(shift.value + above, 1.0)
    return Shift(value=shift.value, low=low, high=high, articles=shift.articles)


def _variance(rate: KnownRate, claims: Mapping[str, int], share: float) -> float:
    """The variance of the number of charges among a share of these claims, which are counted by article."""
    # Of an article's claims so many fewer are alike as fewer are taken.
    design_effect = 1 + (rate.design_effect(claims) - 1) * share
    # The binomial variance, enlarged since the claims of one article are charged together.
    return _total(claims) * share * rate.mean * (1 - rate.mean) * design_effect


def _total(*counts: Mapping[str, int]) -> int:
    return sum(sum(of_articles.values()) for of_articles in counts)
