"""What labelled summaries say of a scorer's error rates on one kind of fact, and how firmly.

Natural summaries say most of a run, whose summaries are natural too. Where too few of their claims are labelled,
planted ones help out, with little weight: what they show transfers only roughly.
"""

from __future__ import annotations

from typing import NamedTuple

from bench.records import ErrorRates, Kind, MeasuredOn, MeasuredRate, MeasuredRates, RateSources

ENOUGH_CLAIMS = 30
"""Labelled claims of a kind on natural summaries from which a rate is taken from these alone."""
PLANTED_EVENTS = 4
"""As how many cases of the rarer sort planted summaries count at most: what they show transfers only roughly."""
LEAST_DESIGN_EFFECT = 1.2
"""The claims of an article are taken to be at least so much alike, as the errors of few articles seldom show it."""
LEAST_OF_FALSE_ALARMS = 2.2
"""The same of right claims, of which so few are charged that their being alike hardly shows. With this value the
intervals of simulated runs hold the truth as often as they say (benchmarks/trust_coverage.py)."""


class KnownRate(NamedTuple):
    """What is known of a rate before a run: as if so many events had been seen among so many independent claims."""

    events: float
    of: float
    design_effect: float
    """By how much the claims' being alike enlarges a variance."""

    @property
    def mean(self) -> float:
        """The rate that is expected: Jeffreys' estimate, which is never 0 or 1."""
        return (self.events + 0.5) / (self.of + 1)


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
    natural, planted = (rates.get(origin, {}).get(kind) for origin in ("natural", "planted"))

    def rate(name: str, least: float) -> tuple[KnownRate, MeasuredOn] | None:
        sides = [None if side is None else getattr(side, name) for side in (natural, planted)]
        return _combined(sides[0], sides[1], least)

    detection = rate("found", LEAST_DESIGN_EFFECT)
    false_alarms = rate("false_alarms", LEAST_OF_FALSE_ALARMS)
    omitted = rate("false_alarms_omitted", LEAST_OF_FALSE_ALARMS)
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


def _combined(
    natural: MeasuredRate | None, planted: MeasuredRate | None, least: float
) -> tuple[KnownRate, MeasuredOn] | None:
    """A rate from natural summaries, and from planted ones too where there are not enough of those."""
    natural_rate, planted_rate = (
        _alone(rate, least) if rate and rate.share.of else None for rate in (natural, planted)
    )
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


def _alone(rate: MeasuredRate, least: float) -> KnownRate:
    # Alike claims count as fewer independent ones, so a rate from few articles does not look surer than it is.
    design_effect = max(rate.design_effect, least)
    # 10 of 60 with a design effect of 2 say as much as 5 of 30: the rate stays, its sureness halves.
    return KnownRate(rate.share.count / design_effect, rate.share.of / design_effect, design_effect)


def _overlooked(natural: ErrorRates | None, planted: ErrorRates | None) -> float:
    """The share of missed errors whose claim the scorer calls left out; origins are pooled, as these are few."""
    sides = [side for side in (natural, planted) if side is not None]
    missed = sum(side.found.share.of - side.found.share.count for side in sides)
    return sum(side.overlooked.share.count for side in sides) / missed if missed else 0.0
