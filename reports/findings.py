"""What may be said of a model in one sentence: as much as its articles, its claims and its scorer allow."""

from __future__ import annotations

import math

from bench.counted import counted
from bench.records import Corrected, Estimate, ExpectedCount
from reports.notation import FEWEST_ARTICLES, has_interval

FEW_ARTICLES = 10
"""With fewer articles than this, one article more or less changes the figures noticeably."""
FEW_CLAIMS = 30
"""Where so few claims leave everything open, it is their number that does."""
_FEW = {1: "one article is", 2: "two articles are"}


def finding(faithful: Estimate, corrected: Corrected | None, articles: int) -> str:
    """How many of the claims that a model repeats are distorted.

    Args:
        faithful: its faithfulness as scored.
        corrected: its errors, corrected for those of the scorer; None if these were never measured.
        articles: how many articles its summaries are of.
    """
    # A share of nothing is no perfect score.
    if not faithful.of:
        return "None of the marked claims was repeated, so nothing can be said"
    wrong, claims = faithful.of - faithful.count, counted(faithful.of, "claim")
    few = f"; {_FEW[articles]} too few to tell more" if 0 < articles < FEWEST_ARTICLES else ""
    # Said as what it is, a search without a find, and not as perfection.
    if not wrong:
        return f"No distortion was found in the {claims} it repeated{few}"
    # What was counted, as it was scored: there is nothing here that a correction could make firmer.
    if few:
        return f"{wrong:,} of the {claims} it repeated look{'s' if wrong == 1 else ''} distorted{few}"
    if corrected is not None:
        return distorted(corrected, faithful.of, articles)
    low, high = faithful.low, faithful.high
    # "Expect" speaks of other articles, and few of them allow for no such promise: then it is told what was counted.
    if low is None or high is None or low == high or articles < FEW_ARTICLES:
        return f"{wrong:,} of the {claims} it repeated {'was' if wrong == 1 else 'were'} distorted"
    return f"Expect {_of_100(low, high)} of every 100 claims it repeats to be distorted"


def distorted(corrected: Corrected, claims: int, articles: int) -> str:
    """How many claims are distorted, in one sentence, as firm as the interval of a corrected run allows.

    Args:
        corrected: the run's errors, corrected.
        claims: how many claims its summaries repeat.
        articles: how many articles they are of; from few of them nothing is expected of others.
    """
    faithful = corrected.faithfulness
    if has_interval(faithful) and articles >= FEW_ARTICLES:
        share = _of_100(faithful.low or 0.0, faithful.high or 0.0)
        return f"Expect {share} of every 100 claims it repeats to be distorted"
    few, many = whole_ends(corrected.overall.errors, claims)
    repeated = f"{counted(claims, 'claim')} it repeated"
    # The interval covers more than half of what is possible.
    if 2 * (many - few) > claims:
        lack = "Too few claims to tell" if claims < FEW_CLAIMS else "Too uncertain to tell"
        return f"{lack}: between {few:,} and {many:,} of the {claims:,} it repeated were distorted"
    # The interval reaches down to none, so "between 0 and 9 were distorted" would claim that some were.
    if few == 0:
        return f"Up to {many:,} of the {repeated} may be distorted"
    number = f"{few:,}" if few == many else f"at least {few:,}" if many == claims else f"between {few:,} and {many:,}"
    return f"Probably {number} of the {repeated} {'was' if few == many == 1 else 'were'} distorted"


def whole_ends(count: ExpectedCount, most: int | None = None) -> tuple[int, int]:
    """An interval's ends as whole numbers, rounded outwards, and at most what is possible."""
    few, many = math.floor(count.low + 1e-9), math.ceil(count.high - 1e-9)
    return (few, many) if most is None else (min(few, most), min(many, most))


def _of_100(low: float, high: float) -> str:
    """How many of a hundred claims are distorted, from the ends of faithfulness' interval.

    Rounded outwards, so that the sentence never claims more than the interval; the tiny number keeps an exact 9% from
    becoming 8 or 10 through floating point.
    """
    few, many = math.floor(100 * (1 - high) + 1e-9), math.ceil(100 * (1 - low) - 1e-9)
    return f"up to {many}" if few == 0 else f"{few} to {many}"
