"""Intervals by bootstrap over articles.

The facts of one article share its text, its subject and its summaries, so they are not independent; whole
articles are. So articles are drawn, with replacement, as many as there are, and the ratio is worked out anew from
each draw. How far these ratios scatter is the figure's standard error; all ratios of one run come from the same draws.

The ends of an interval lie that error to both sides, times Student's t for as many articles, on a scale on which a
share cannot leave 0 to 1. The percentiles of the draws would be simpler, but with few articles they lie too close
together: of simulated runs of 34 articles they hold the truth in 92 to 94 of 100, these in 94 to 96
(benchmarks/coverage.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from bench.records import CONFIDENCE_LEVEL, Estimate, Shift

SAMPLES = 2000
"""How many times the articles are drawn."""
SEED = 0
"""Fixed, so that the same outcomes always give the same intervals."""

Floats = npt.NDArray[np.float64]


class Counts(NamedTuple):
    """The numerator and denominator of a ratio, by article; an article left out counts as 0."""

    tops: Mapping[str, int]
    bottoms: Mapping[str, int]

    @property
    def effective(self) -> float:
        """The number of independent claims that the denominator amounts to, as the claims of one article are alike.

        The number of claims by their design effect: by how much larger the ratio's variance is over articles than it
        would be if each claim stood for itself. Where nothing was counted, or all, nothing shows that they are alike.
        """
        top, of, articles = sum(self.tops.values()), sum(self.bottoms.values()), len(self.bottoms)
        # Where none or all are counted the design effect would be 0 / 0, and one article has nothing to vary against.
        if not 0 < top < of or articles < 2:
            return float(of)
        # The variance of a ratio over articles by Taylor linearisation, divided by what it would be with independent
        # claims: the design effect after Kish (1965, Survey Sampling).
        ratio = top / of
        squares = sum((self.tops.get(name, 0) - ratio * bottom) ** 2 for name, bottom in self.bottoms.items())
        design_effect = squares / of * articles / (articles - 1) / (ratio * (1 - ratio))
        # By chance the articles can differ less than independent claims would; that makes no claim count double.
        return of / max(design_effect, 1.0)


def cluster_size(claims: Mapping[str, int]) -> float:
    """How many claims of its article a claim stands among, itself included, on average over the claims.

    Args:
        claims: how many there are, by article.

    Returns:
        0 without any claim.
    """
    # Over the claims, not the articles: with one article of 9 claims and one of 1, a claim stands among 8.2 and not 5.
    total = sum(claims.values())
    return sum(of_article**2 for of_article in claims.values()) / total if total else 0.0


class Resamples:
    """Which articles each bootstrap sample draws."""

    def __init__(self, articles: Sequence[str], samples: int = SAMPLES, seed: int = SEED) -> None:
        """Draw.

        Args:
            articles: their names, `set/article`, each once.
            samples: how many draws.
            seed: of the generator.
        """
        self._articles = tuple(articles)
        size = len(self._articles)
        # Without articles there is still a range to draw from, though nothing is drawn.
        drawn = np.random.default_rng(seed).integers(0, max(size, 1), (samples, size))
        row_starts = np.arange(samples)[:, None] * size
        # Each sample gets numbers of its own, so that one count over all of them tells the samples apart.
        self._times: Floats = (
            np.bincount((row_starts + drawn).ravel(), minlength=samples * size).reshape(samples, size).astype(float)
        )
        """How often each sample holds each article: samples × articles."""

    def ratio(self, tops: Mapping[str, int], bottoms: Mapping[str, int], scale: float = 1.0) -> Estimate:
        """A ratio of sums over articles, with its interval.

        Args:
            tops: what was counted, by article; an article left out has none.
            bottoms: out of how many, by article.
            scale: 100 gives a rate per hundred.

        Returns:
            The interval's ends are None where fewer than two articles have anything to count, and both the value
            where every draw gives the same.
        """
        top, bottom = self._columns(Counts(tops, bottoms))
        count, of = int(top.sum()), int(bottom.sum())
        if not of:
            return Estimate(value=None, count=count, of=of)
        value, error = count / of, self.error(Counts(tops, bottoms))
        articles = int(np.count_nonzero(bottom))
        if error is None:
            return Estimate(value=scale * value, count=count, of=of, articles=articles)
        # On the logit scale before it is multiplied: a rate per 100 words is no share, but the ratio behind it mostly
        # is.
        low, high = on_logits(value, error)
        return Estimate(value=scale * value, low=scale * low, high=scale * high, count=count, of=of, articles=articles)

    def error(self, counts: Counts) -> float | None:
        """Half the width of a ratio's interval; None if fewer than two articles have anything to count."""
        top, bottom = self._columns(counts)
        articles = int(np.count_nonzero(bottom))
        # One article cannot show how much articles differ.
        return None if articles < 2 else reach(articles) * _scatter(self._drawn(top, bottom))

    def difference(self, base: Counts, rival: Counts, scale: float = 1.0) -> Shift:
        """How much larger the rival ratio is than the base, with its interval, both from the same draws.

        Returns:
            The value is None where either ratio has nothing to count, and the interval's ends where fewer than two
            articles have.
        """
        columns = [self._columns(base), self._columns(rival)]
        if not all(bottom.sum() for _, bottom in columns):
            return Shift(value=None)
        before, after = (top.sum() / bottom.sum() for top, bottom in columns)
        value = float(scale * (after - before))
        # The side with fewer articles is the less certain one, and sets how wide Student's t makes the interval.
        articles = min(int(np.count_nonzero(bottom)) for _, bottom in columns)
        if articles < 2:
            return Shift(value=value, articles=articles)
        # Both from the same draws: an article that is hard for both models then moves both ratios, not their
        # difference.
        drawn_before, drawn_after = (self._drawn(top, bottom) for top, bottom in columns)
        error = scale * reach(articles) * _scatter(drawn_after - drawn_before)
        # Differences are nearly symmetric, so they need no logit scale; but no two shares differ by more than 1.
        return Shift(value=value, low=max(value - error, -scale), high=min(value + error, scale), articles=articles)

    def _columns(self, counts: Counts) -> tuple[Floats, Floats]:
        top, bottom = (np.array([part.get(name, 0) for name in self._articles], dtype=float) for part in counts)
        return top, bottom

    def _drawn(self, top: Floats, bottom: Floats) -> Floats:
        """The ratio of each draw; not a number where it has nothing to count."""
        tops, bottoms = self._times @ top, self._times @ bottom
        return np.divide(tops, bottoms, out=np.full_like(tops, np.nan), where=bottoms > 0)


def reach(articles: int) -> float:
    """Half the width of an interval, in standard errors of a bootstrap over this many articles.

    Student's t, and a factor for the bootstrap's taking the articles that there are for all that there could be.
    """
    # The bootstrap variance of n articles is (n - 1) / n of the unbiased one, which the square root makes up for.
    # With 2 articles that is 18 standard errors, with 34 it is 2.07, and with many 1.96.
    return float(stdtrit(articles - 1, (1 + CONFIDENCE_LEVEL) / 2)) * sqrt(articles / (articles - 1))


def _scatter(drawn: Floats) -> float:
    # Draws in which no drawn article has anything to count have no ratio; a spread below 1e-12 is a rounding error.
    usable = drawn[~np.isnan(drawn)]
    return float(usable.std()) if usable.size and np.ptp(usable) > 1e-12 else 0.0


def on_logits(value: float, error: float) -> tuple[float, float]:
    """A share's interval on the logit scale, where it cannot leave 0 to 1, from an error in the share's own units."""
    # The logits of 0 and 1 are infinite, and a rate per words may be above 1.
    if error == 0 or not 0 < value < 1:
        return max(value - error, 0.0), value + error
    # The delta method: at a share p, the logit changes 1 / (p (1 - p)) times as fast as the share.
    wide = error / (value * (1 - value))
    return _share(log(value / (1 - value)) - wide), _share(log(value / (1 - value)) + wide)


def ends_of_share(share: float, error: float) -> tuple[float, float]:
    """The ends of a corrected share's interval: on the logit scale unless the error is larger than the share.

    The logit scale would then stretch the interval far beyond the error: a rate of 1% with an error of 2% would reach
    up to 7%. So the ends lie at equal distances, and are cut off at 0 and 1.
    """
    # 20% with an error of 5% keeps the logit scale; 1% with an error of 2% does not.
    if error < min(share, 1 - share):
        return on_logits(share, error)
    return max(share - error, 0.0), min(share + error, 1.0)


def _share(logit: float) -> float:
    """The share of a logit, without overflow."""
    # `exp` of a large positive number overflows; of a negative one it does not.
    small = exp(-abs(logit)) / (1 + exp(-abs(logit)))
    return 1 - small if logit > 0 else small
