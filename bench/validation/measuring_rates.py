"""How often a scorer errs on natural and on planted summaries, by kind of fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bench.records import ERROR_CODES, KINDS, ErrorRates, MeasuredOn, MeasuredRate, MeasuredRates, RateGroup
from bench.statistics import Counts, Resamples, cluster_size
from bench.validation.cases import LabelledVerdict, ScoredCase

MEASURED_ON: tuple[MeasuredOn, ...] = ("natural", "planted", "pooled")
"""Natural summaries first: those of a run are natural too."""
RATE_GROUPS: tuple[RateGroup, ...] = ("all", *KINDS)

Test = Callable[[LabelledVerdict], bool]


def error_rates(cases: Sequence[ScoredCase]) -> MeasuredRates:
    """Measure a scorer's error rates on labelled summaries; an origin that none of them has is left out."""
    resamples = Resamples(sorted({case.article for case in cases}))
    rates: MeasuredRates = {}
    for measured_on in MEASURED_ON:
        # An error that somebody planted is easier to find than one that happened, so each origin has rates of its own.
        of_origin = [case for case in cases if measured_on in ("pooled", case.labelled.origin)]
        if of_origin:
            pairs = [pair for case in of_origin for pair in case.pairs()]
            rates[measured_on] = {
                group: rates_of([p for p in pairs if group in ("all", p.kind)], len(of_origin), resamples)
                for group in RATE_GROUPS
            }
    return rates


def rates_of(pairs: Sequence[LabelledVerdict], summaries: int, resamples: Resamples) -> ErrorRates:
    """The error rates on these pairs of a fact and a summary.

    Args:
        pairs: with label and verdict.
        summaries: how many they come from.
        resamples: of the articles that they come from.
    """

    def rate(of: Test, counted: Test) -> MeasuredRate:
        # Counted article by article, since whole articles are drawn for the interval.
        within = [pair for pair in pairs if of(pair)]
        counts = Counts(Counter(p.article for p in within if counted(p)), Counter(p.article for p in within))
        return MeasuredRate(
            share=resamples.ratio(*counts),
            effective=counts.effective,
            cluster_size=cluster_size(counts.bottoms),
        )

    return ErrorRates(
        summaries=summaries,
        # Whichever code the scorer charges: a reader is warned of the passage all the same.
        found=rate(_is_error, _is_charged),
        # Of the errors that are missed, these are claims that the scorer did not even see in the summary.
        overlooked=rate(_is_error, lambda pair: pair.predicted == "omitted"),
        false_alarms=rate(lambda pair: pair.label == "preserved", _is_charged),
        # Apart from the others: most facts are left out of a summary, so that even a small rate makes many false
        # alarms.
        false_alarms_omitted=rate(lambda pair: pair.label == "omitted", _is_charged),
    )


def _is_error(pair: LabelledVerdict) -> bool:
    return pair.label in ERROR_CODES


def _is_charged(pair: LabelledVerdict) -> bool:
    return pair.predicted in ERROR_CODES
