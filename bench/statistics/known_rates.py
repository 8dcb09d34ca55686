"""What labelled summaries say of a scorer's error rates on one kind of fact, and how firmly.

Natural summaries say most of a run, whose summaries are natural too. Where too few of their claims are labelled,
planted ones help out, with little weight: what they show transfers only roughly.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bench.records import ErrorRates, Kind, MeasuredOn, MeasuredRate, MeasuredRates, Origin, RateSources
from bench.statistics.bootstrap import cluster_size

_ORIGINS: tuple[Origin, Origin] = ("natural", "planted")
ENOUGH_CLAIMS = 30
"""Labelled claims of a kind on natural summaries from which a rate is taken from these alone."""
PLANTED_EVENTS = 4
"""As how many cases of the rarer sort planted summaries count at most: what they show transfers only roughly."""
LEAST_CORRELATION = 0.06
"""The claims of an article are taken to be at least so much alike: that the scorer errs on one of them makes it so much
likelier to err on another. Few errors, in few articles, seldom show it. With this value the intervals of simulated runs
hold the truth about as often as they say (benchmarks/trust_coverage.py)."""
PRIOR_EVENTS = 0.5
"""As how many cases of the rarer sort the rate of all kinds counts for each of them: as in Jeffreys' prior."""


class KnownRate(NamedTuple):
    """What is known of a rate before a run: as if so many events had been seen among so many independent claims."""

    events: float
    of: float
    correlation: float
    """Of a scorer's errors on two claims of one article (intraclass correlation)."""

    @property
    def mean(self) -> float:
        """The rate that is expected."""
        return self.events / self.of

    def design_effect(self, claims: Mapping[str, int]) -> float:
        """By how much the claims' being alike enlarges a variance.

        Args:
            claims: how many there are, by article: the more of one article, the less each of them adds.
        """
        # Kish 1965, Survey Sampling.
        return 1 + max(cluster_size(claims) - 1, 0.0) * self.correlation


class ScorerRates(NamedTuple):
    """What is known of a scorer's errors on one kind of fact."""

    found: KnownRate
    false_alarms: KnownRate
    false_alarms_omitted: KnownRate
    overlooked: float
    """Of the errors that are missed, the share whose claim is said to be left out."""
    sources: RateSources


def known_rates(kind: Kind, rates: MeasuredRates) -> ScorerRates | None:
    """The rates for one kind of fact; None if no error, or no right claim, of that kind is labelled."""
    natural, planted = (rates.get(origin, {}).get(kind) for origin in _ORIGINS)
    of_all_kinds = [rates.get(origin, {}).get("all") for origin in _ORIGINS]

    def rate(name: str) -> tuple[KnownRate, MeasuredOn] | None:
        of_kind = _combined(*(None if side is None else getattr(side, name) for side in (natural, planted)))
        if of_kind is None:
            return None
        of_all = _combined(*(None if side is None else getattr(side, name) for side in of_all_kinds))
        return _with_prior(of_kind[0], of_all[0] if of_all else of_kind[0]), of_kind[1]

    detection, false_alarms, omitted = rate("found"), rate("false_alarms"), rate("false_alarms_omitted")
    # Without either rate the number of charges says nothing of the number of errors.
    if detection is None or false_alarms is None:
        return None
    return ScorerRates(
        found=detection[0],
        false_alarms=false_alarms[0],
        # Where no omitted claim was labelled, the rate on claims that are made is the nearest that is known.
        false_alarms_omitted=omitted[0] if omitted else false_alarms[0],
        overlooked=_overlooked(natural, planted),
        sources=RateSources(found=detection[1], false_alarms=false_alarms[1]),
    )


def _with_prior(rate: KnownRate, of_all_kinds: KnownRate) -> KnownRate:
    """A rate with what was known of it before its own kind was counted: that of all kinds, with little weight.

    Jeffreys' prior draws each rate towards one half. With three kinds, and claims that are made or left out, it would
    add three false alarms to the few that were seen; about six, as the claims of one article count as fewer.
    """
    # Where all kinds together have no case of either sort, Jeffreys' prior says how many there may be.
    expected = (of_all_kinds.events + 0.5) / (of_all_kinds.of + 1)
    # Half a case of the rarer sort: with a rate of 1% as much as half a false alarm among 50 claims.
    weight = PRIOR_EVENTS / min(expected, 1 - expected)
    return rate._replace(events=rate.events + expected * weight, of=rate.of + weight)


def _combined(natural: MeasuredRate | None, planted: MeasuredRate | None) -> tuple[KnownRate, MeasuredOn] | None:
    """A rate from natural summaries, and from planted ones too where there are not enough of those."""
    natural_rate, planted_rate = (_alone(rate) if rate and rate.share.of else None for rate in (natural, planted))
    # Enough natural claims, or nothing to add to them: planted errors stay out of it.
    if natural_rate and natural and (natural.share.of >= ENOUGH_CLAIMS or not planted_rate):
        return natural_rate, "natural"
    if not planted_rate:
        return None
    # A rate is known as well as its rarer side: 4 misses say as much of 1,000 claims as of 10,000.
    rarer = min(planted_rate.events, planted_rate.of - planted_rate.events)
    # So much as a few rare cases would weigh, however many summaries were planted.
    # With 40 misses among 100 planted errors the weight is 0.1, and they count as 4 among 10.
    weight = min(1.0, PLANTED_EVENTS / rarer) if rarer else 1.0
    helping = planted_rate._replace(events=planted_rate.events * weight, of=planted_rate.of * weight)
    if not natural_rate:
        return helping, "planted"
    return natural_rate._replace(events=natural_rate.events + helping.events, of=natural_rate.of + helping.of), "pooled"


def _alone(rate: MeasuredRate) -> KnownRate:
    others = rate.cluster_size - 1
    # The design effect grows with each further claim of an article by the correlation (Kish 1965, Survey Sampling).
    measured = (rate.design_effect - 1) / others if others > 0 else 0.0
    correlation = min(max(measured, LEAST_CORRELATION), 1.0)
    # Alike claims count as fewer independent ones, so a rate from few articles does not look surer than it is.
    design_effect = max(rate.design_effect, 1 + others * correlation)
    # 10 of 60 with a design effect of 2 say as much as 5 of 30: the rate stays, its sureness halves.
    return KnownRate(rate.share.count / design_effect, rate.share.of / design_effect, correlation)


def _overlooked(natural: ErrorRates | None, planted: ErrorRates | None) -> float:
    """The share of missed errors whose claim the scorer calls left out; origins are pooled, as these are few."""
    sides = [side for side in (natural, planted) if side is not None]
    missed = sum(side.found.share.of - side.found.share.count for side in sides)
    return sum(side.overlooked.share.count for side in sides) / missed if missed else 0.0
