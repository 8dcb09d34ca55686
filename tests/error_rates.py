"""Error rates of a scorer to test with, as if measured on labelled summaries."""

from __future__ import annotations

from bench.records import KINDS, ErrorRates, Estimate, MeasuredOn, MeasuredRate, MeasuredRates


def measured(count: int, of: int, effective: float | None = None) -> MeasuredRate:
    share = Estimate(value=count / of if of else None, count=count, of=of)
    return MeasuredRate(share=share, effective=of if effective is None else effective)


def rates(
    found: MeasuredRate, false_alarms: MeasuredRate, overlooked: MeasuredRate | None = None, summaries: int = 18
) -> ErrorRates:
    return ErrorRates(
        summaries=summaries,
        found=found,
        overlooked=overlooked or measured(0, found.share.of),
        false_alarms=false_alarms,
        false_alarms_omitted=false_alarms,
    )


def of_all_kinds(**of_origin: ErrorRates) -> MeasuredRates:
    """The same rates of every kind, by what they were measured on."""
    names: dict[str, MeasuredOn] = {"natural": "natural", "planted": "planted", "pooled": "pooled"}
    return {names[origin]: dict.fromkeys(("all", *KINDS), of_kind) for origin, of_kind in of_origin.items()}


GOOD = of_all_kinds(natural=rates(measured(1800, 3000), measured(60, 4000)))
"""It finds 60% of the errors, and charges 1.5% of what is right."""
