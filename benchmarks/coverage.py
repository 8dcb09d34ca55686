"""How often intervals hold the truth: `python benchmarks/coverage.py [--runs N] [--articles N]`.

Runs are simulated whose true figures are known. How many gold facts an article has is drawn from the shipped sets; a
share of them is repeated, and how many of these are kept varies from article to article, as it does in life. Two models
find the same articles hard, in part. Intervals are worked out as a run's and a comparison's are, and beside them the
plain percentiles of the same draws. It is the same simulation each time.
"""

from __future__ import annotations

import argparse
import sys
from typing import NamedTuple

import numpy as np

from bench.goldset import load_all
from bench.records import CONFIDENCE_LEVEL
from bench.statistics import SAMPLES, SEED, Counts, Resamples


class Case(NamedTuple):
    """What is true in a simulation."""

    name: str
    repeated: float
    """Share of the facts that a summary repeats."""
    kept: float
    """Share of these that is kept (or, for an error, charged), over all articles."""
    clustering: float
    """How alike the facts of one article are: 0 not at all, 1 wholly (intraclass correlation)."""
    samples: int = 1
    drop: float = 0.0
    """By how much the other model's share is smaller."""


CASES = (
    Case("faithfulness 85%", 0.4, 0.85, 0.05),
    Case("faithfulness 85%, 3 samples", 0.4, 0.85, 0.1, samples=3),
    Case("faithfulness 92%", 0.4, 0.92, 0.05),
    Case("faithfulness 70%, uneven", 0.4, 0.7, 0.15),
    Case("coverage 40%", 1.0, 0.4, 0.1),
    Case("an error's rate 4%", 0.4, 0.04, 0.02),
    Case("faithfulness 88%, 8 less", 0.4, 0.88, 0.08, drop=0.08),
)


class Held(NamedTuple):
    """Whether each interval held the truth: as used, and by percentiles; of a share, and of a difference."""

    share: bool
    percentile: bool
    difference: bool
    percentile_of_difference: bool


def simulate(case: Case, sizes: list[int], articles: int, rng: np.random.Generator, resamples: Resamples) -> Held:
    """One run of two models, and whether the intervals hold what is true."""
    names = [f"g/{number}" for number in range(articles)]
    facts = rng.choice(sizes, articles)
    # A beta distribution with this mean and intraclass correlation: its two parameters add up to (1 - c) / c.
    beta_of_kept = (
        case.kept * (1 - case.clustering) / case.clustering,
        (1 - case.kept) * (1 - case.clustering) / case.clustering,
    )
    base_shares, rival_shares = rng.beta(*beta_of_kept, articles), rng.beta(*beta_of_kept, articles)
    # In half of the articles the rival finds the same claims hard as the base does.
    rival_shares = np.where(rng.random(articles) < 0.5, base_shares, rival_shares) * (1 - case.drop / case.kept)
    repeated = [rng.binomial(facts * case.samples, case.repeated) for _ in range(2)]
    kept_counts = [rng.binomial(of, share) for of, share in zip(repeated, (base_shares, rival_shares), strict=True)]
    base_counts, rival_counts = (
        Counts(
            dict(zip(names, map(int, top), strict=True)),
            dict(zip(names, map(int, of), strict=True)),
        )
        for top, of in zip(kept_counts, repeated, strict=True)
    )
    estimate, shift = resamples.ratio(*base_counts), resamples.difference(base_counts, rival_counts)
    drawn = np.random.default_rng(SEED).integers(0, articles, (SAMPLES, articles))
    ratios = [top[drawn].sum(axis=1) / of[drawn].sum(axis=1) for top, of in zip(kept_counts, repeated, strict=True)]
    low, high = np.percentile(ratios[0], [2.5, 97.5])
    least, most = np.percentile(ratios[1] - ratios[0], [2.5, 97.5])
    return Held(
        share=bool((estimate.low or 0.0) <= case.kept <= (estimate.high or 0.0)),
        percentile=bool(low <= case.kept <= high),
        difference=bool((shift.low or 0.0) <= -case.drop <= (shift.high or 0.0)),
        percentile_of_difference=bool(least <= -case.drop <= most),
    )


def main() -> None:
    """Simulate, and print how often the truth was held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--runs", type=int, default=1000, metavar="N", help="simulated runs of each case (default: 1000)"
    )
    parser.add_argument("--articles", type=int, metavar="N", help="articles of a run (default: all that are shipped)")
    options = parser.parse_args()
    sizes = [len(article.facts) for gold in load_all([]) for article in gold.articles]
    articles = options.articles or len(sizes)
    if options.runs < 1 or articles < 2:
        parser.error("--runs has to be at least 1, and --articles at least 2")
    resamples = Resamples([f"g/{number}" for number in range(articles)])
    sys.stdout.write(
        f"{options.runs} runs of {articles} articles: share of {CONFIDENCE_LEVEL:.0%} intervals that hold the truth\n"
    )
    head = ("", "share", "(percentile)", "difference", "(percentile)")
    sys.stdout.write("{:<30}{:>10}{:>14}{:>12}{:>14}\n".format(*head))
    for number, case in enumerate(CASES):
        rng = np.random.default_rng([20251124, number])
        shares_held = np.mean([simulate(case, sizes, articles, rng, resamples) for _ in range(options.runs)], axis=0)
        sys.stdout.write("{:<30}{:>10.1%}{:>14.1%}{:>12.1%}{:>14.1%}\n".format(case.name, *shares_held))


if __name__ == "__main__":
    main()
