"""A scorer's rates, corrected by what a person says of a random part of its verdicts.

Prediction-powered inference (Angelopoulos and others, 2023): the scorer's verdicts on everything give a total, and
how far the person's differ from them on the sample, stratum by stratum, says by how much that total is off. However
bad the scorer, the sum of both is right on average; a good scorer makes its interval short. A rate is a ratio of two
such totals, since the person may also find a claim in a summary where the scorer found none.

The interval is that of the ratio's linear approximation, with articles as the units: so it covers both the sampling
of pairs and that another run would be on other articles, like the raw figures' intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from bench.records import CONFIDENCE_LEVEL, STRATA, Estimate, Verdict, stratum_of
from bench.statistics.bootstrap import ends_of_share, reach

Floats = npt.NDArray[np.float64]


class AuditedVerdict(NamedTuple):
    """The scorer's verdict on a fact in a summary, beside the person's."""

    article: str
    """`set/article`."""
    verdict: Verdict
    """The scorer's; not `unscored`."""
    judged: Verdict | None
    """The person's; None where the pair is not in the sample."""


VerdictTest = Callable[[Verdict], bool]


def corrected_ratio(pairs: Sequence[AuditedVerdict], top: VerdictTest, bottom: VerdictTest) -> Estimate:
    """The share of verdicts that a person would give, from the scorer's and a sample of the person's.

    Args:
        pairs: all that the scorer judged, of which a simple random sample within each stratum is judged.
        top: which verdicts are counted.
        bottom: out of which.

    Returns:
        `count` and `of` are those of the judged pairs alone. No value where a stratum with pairs has no judgement,
        or nothing is left to count; no interval with fewer than two articles.
    """
    judged = [pair.judged for pair in pairs if pair.judged is not None]
    count, of = sum(map(top, judged)), sum(map(bottom, judged))
    nothing = Estimate(value=None, count=count, of=of)
    parts = _parts(pairs, top, bottom)
    if parts is None:
        return nothing
    tops, bottoms = (sum(part.totals[which] for part in parts) for which in (0, 1))
    # The corrections can outweigh what little the scorer counted.
    if bottoms <= 0:
        return nothing
    ratio = min(max(round(tops / bottoms, 12), 0.0), 1.0)  # corrections that cancel leave a rounding error
    # Sorted, since `searchsorted` below looks articles up in them.
    names = sorted({pair.article for pair in pairs})
    if len(names) < 2:
        return Estimate(value=ratio, count=count, of=of)
    # The linear approximation of top / bottom: each pair adds its top less the ratio times its bottom; pairs of one
    # article are added up before squaring, since they are not independent.
    by_article = np.zeros(len(names))
    rare = 0.0
    for part in parts:
        weighed = part.shares[:, 0] - ratio * part.shares[:, 1]
        by_article += np.bincount(np.searchsorted(names, part.articles), weighed, minlength=len(names))
        rare += part.missing_variance(ratio)
    error = reach(len(names)) * sqrt(float(by_article @ by_article) + rare) / bottoms
    low, high = ends_of_share(ratio, error)
    return Estimate(value=ratio, low=low, high=high, count=count, of=of)


def wilson(count: int, of: int) -> Estimate:
    """A share with Wilson's interval."""
    if not of:
        return Estimate(value=None)
    # E. B. Wilson (1927, Probable Inference, the Law of Succession, and Statistical Inference): it has a width even
    # where the share is 0 or 1.
    share, z = count / of, float(ndtri((1 + CONFIDENCE_LEVEL) / 2))
    middle, wide = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2)
    low, high = ((middle + way * wide) / (1 + z * z / of) for way in (-1, 1))
    return Estimate(value=share, low=max(low, 0.0), high=min(high, 1.0), count=count, of=of)


class _Part(NamedTuple):
    """A stratum: all numbers in two columns, what is counted and out of what."""

    articles: list[str]
    """Of each pair."""
    totals: Floats
    """As a person would find them, estimated."""
    shares: Floats
    """What each pair adds to them: pairs × 2."""
    off: Floats
    """The person's verdict less the scorer's: judged pairs × 2."""

    def missing_variance(self, ratio: float) -> float:
        """The variance that a sample with hardly any disagreement fails to show.

        A sample of n pairs without a disagreement does not prove that there is none. So the variance is taken to be at
        least that of half a disagreement in n + 1 pairs (Jeffreys' estimate). Intervals of small samples become wider
        than necessary, but without this they would hold the truth too rarely.
        """
        size, sample = len(self.articles), len(self.off)
        unseen = 0.5 / (sample + 1)
        seen = float(np.var(self.off[:, 0] - ratio * self.off[:, 1]))
        # The variance of a total of `size` pairs estimated from `sample` of them; 0 where all pairs are judged. A
        # sample of 20 without a disagreement counts as one with a share of 0.5 / 21, or 2.4%.
        return size * (size - sample) / sample * max(unseen * (1 - unseen) - seen, 0.0)


def _parts(pairs: Sequence[AuditedVerdict], top: VerdictTest, bottom: VerdictTest) -> list[_Part] | None:
    """The strata that have pairs; None if one of them has no judgement."""

    def columns(verdicts: Sequence[Verdict]) -> Floats:
        return np.array([(top(verdict), bottom(verdict)) for verdict in verdicts], dtype=float).reshape(-1, 2)

    parts = []
    for stratum in STRATA:
        of_stratum = [pair for pair in pairs if stratum_of(pair.verdict) == stratum]
        if not of_stratum:
            continue
        drawn = [at for at, pair in enumerate(of_stratum) if pair.judged is not None]
        # Without any judgement nothing is known of how far this stratum is off.
        if not drawn:
            return None
        by_scorer = columns([pair.verdict for pair in of_stratum])
        # How far the person departs from the scorer, pair by pair: 0 wherever they agree.
        differences = columns([pair.judged for pair in of_stratum if pair.judged is not None]) - by_scorer[drawn]
        # Every pair of the stratum is corrected by what the sample is off on average.
        shares = by_scorer + differences.mean(axis=0)
        # A judged pair stands for size / sample pairs of its stratum, and so do its departures from the mean.
        shares[drawn] += (differences - differences.mean(axis=0)) * len(of_stratum) / len(drawn)
        parts.append(_Part([pair.article for pair in of_stratum], shares.sum(axis=0), shares, differences))
    return parts
