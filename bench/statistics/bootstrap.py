"""Intervals by bootstrap over articles.

The facts of one article share its text, its subject and its summaries, so they are not independent; whole
articles are. An interval therefore comes from drawing articles, with replacement, as many as there are, and
working the ratio out anew from each draw. All ratios of one run are worked out from the same draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bench.models import Estimate

SAMPLES = 2000
"""How many times the articles are drawn."""
SEED = 0
"""Fixed, so that the same outcomes always give the same intervals."""
LEVEL = 0.95


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
        drawn = np.random.default_rng(seed).integers(0, max(size, 1), (samples, size))
        rows = np.arange(samples)[:, None] * size
        self._times: npt.NDArray[np.float64] = (
            np.bincount((rows + drawn).ravel(), minlength=samples * size).reshape(samples, size).astype(float)
        )
        """How often each sample holds each article: samples × articles."""

    def ratio(self, tops: Mapping[str, int], bottoms: Mapping[str, int], scale: float = 1.0) -> Estimate:
        """A ratio of sums over articles, with its 95% interval by percentiles.

        Args:
            tops: what was counted, by article; an article left out has none.
            bottoms: out of how many, by article.
            scale: 100 gives a rate per hundred.

        Returns:
            The interval's ends are None where fewer than two articles have anything to count.
        """
        top = np.array([tops.get(name, 0) for name in self._articles], dtype=float)
        bottom = np.array([bottoms.get(name, 0) for name in self._articles], dtype=float)
        count, of = int(top.sum()), int(bottom.sum())
        value = scale * count / of if of else None
        if np.count_nonzero(bottom) < 2:
            return Estimate(value=value, count=count, of=of)
        drawn_top, drawn_bottom = self._times @ top, self._times @ bottom
        usable = drawn_bottom > 0
        ratios = scale * drawn_top[usable] / drawn_bottom[usable]
        low, high = np.percentile(ratios, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
        return Estimate(value=value, low=float(low), high=float(high), count=count, of=of)
