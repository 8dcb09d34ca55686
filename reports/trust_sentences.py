"""How far a scorer can be trusted, in sentences: the same ones on every page, in the terminal and in the README."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import (
    Contrast,
    Corrected,
    ErrorPassages,
    ErrorRates,
    ExpectedCount,
    ExpectedErrors,
    MeasuredOn,
    Trust,
)
from reports.notation import LEVEL, has_interval, interval, percent, with_interval

MEASURE = "bench validate"
"""The command that measures a scorer."""
METHOD = (
    "Corrected as a prevalence is for misclassification (Rogan and Gladen 1978; with rates and prevalence drawn from "
    "what is known of them, as Joseph, Gyorkos and Coupal do, 1995)"
)
MADE: dict[MeasuredOn, str] = {
    "natural": "as models wrote them",
    "planted": "with planted errors",
    "pooled": "of either origin",
}
ORIGIN_MEANINGS: dict[MeasuredOn, str] = {
    "natural": "natural summaries, as models wrote them",
    "planted": "summaries with planted errors",
    "pooled": "natural summaries and, with less weight, ones with planted errors",
}


def errs(trust: Trust | None, scorer: str) -> str:
    """One line on how often a scorer errs.

    Args:
        trust: what measuring it has shown; None if it was never measured.
        scorer: its name and version.
    """
    if trust is None:
        return f"{unmeasured(scorer)}: {MEASURE}"
    origin, rates = first_rates(trust)
    share_found, share_charged = with_interval(rates.found.share), with_interval(rates.false_alarms.share)
    return f"the scorer errs too: {_found_and_alarms(origin, rates, share_found, share_charged)}"


def aside(trust: Trust | None) -> str:
    """The end of a sentence that says that a scorer errs: how often."""
    if trust is None:
        return "how often, has not been measured"
    origin, rates = first_rates(trust)
    share_found, share_charged = percent(rates.found.share.value), percent(rates.false_alarms.share.value)
    return _found_and_alarms(origin, rates, share_found, share_charged)


def first_rates(trust: Trust) -> tuple[MeasuredOn, ErrorRates]:
    """The error rates that apply best to a run, over all kinds of facts: those of natural summaries, if any."""
    origin = next(iter(trust.error_rates))
    return origin, trust.error_rates[origin]["all"]


def _found_and_alarms(origin: MeasuredOn, rates: ErrorRates, share_found: str, share_charged: str) -> str:
    return (
        f"on {rates.summaries} labelled summaries {MADE[origin]} it found {share_found} of the errors, and charged "
        f"{share_charged} of the claims that were right"
    )


def unmeasured(scorer: str) -> str:
    """The beginning of a sentence on a scorer that was never measured."""
    return f"how often the scorer {scorer} errs has not been measured"


def rate_rows(trust: Trust) -> Sequence[tuple[str, ErrorRates]]:
    """The error rates for all kinds of facts, natural summaries first, each with what it was measured on."""
    return [
        (ORIGIN_MEANINGS[origin], rates["all"]) for origin, rates in trust.error_rates.items() if origin != "pooled"
    ]


def measured_on(trust: Trust) -> str:
    """What a scorer was measured on, in words that complete "measured on …"."""
    sets = ", ".join(measured.name for measured in trust.sets)
    origins = " and ".join(origins_of(trust))
    return f"{origins} summaries of {trust.articles} articles (gold sets {sets}), labelled by {_by(trust)}"


def origins_of(trust: Trust) -> Sequence[str]:
    """How many labelled summaries are natural and how many planted: "170 natural", "358 planted"."""
    return [f"{rates['all'].summaries} {origin}" for origin, rates in trust.error_rates.items() if origin != "pooled"]


def _by(trust: Trust) -> str:
    # Readers should know which labels a person gave and which a model.
    people = [name for name in trust.annotators if not name.startswith("model:")]
    models = [name.removeprefix("model:") for name in trust.annotators if name.startswith("model:")]
    groups = [", ".join(people), f"language models ({', '.join(models)})" if models else ""]
    return " and ".join(filter(None, groups))


def expected(corrected: Corrected, passages: ErrorPassages | None = None) -> str:
    """How many of a run's charges are expected to be real, and how many errors to be missed, in a sentence."""
    overall = corrected.overall
    if not overall.charged:
        return f"No error is charged here; {about(overall.missed)} {_are(overall.missed)} expected to be missed."
    are = "is" if overall.charged == 1 else "are"
    return (
        f"Of the {charged(overall, passages)} charged here, {about(overall.real)} {are} expected to be real; "
        f"{about(overall.missed)} more {_are(overall.missed)} expected to be missed."
    )


def charged(errors: ExpectedErrors, passages: ErrorPassages | None) -> str:
    """How many errors are charged, and in how many passages they stand."""
    return in_passages(errors.charged, passages.all if passages else None)


def in_passages(errors: int, passages: int | None) -> str:
    """A number of errors with the passages in which they stand, where these are fewer: "42 errors (in 31 passages)"."""
    counted = f"{errors:,} error{'' if errors == 1 else 's'}"
    if passages is None or passages == errors:
        return counted
    return f"{counted} (in {passages:,} passage{'' if passages == 1 else 's'})"


def about(count: ExpectedCount) -> str:
    """An expected number with its interval: "about 30 (24–36)"."""
    # "About 0" would sound as if it had been counted.
    number = f"about {count.value:,.0f}" if round(count.value) else "hardly any"
    return f"{number} ({ends(count)})"


def ends(count: ExpectedCount) -> str:
    """The interval of an expected number: "24–36"."""
    low, high = f"{count.low:,.0f}", f"{count.high:,.0f}"
    return low if low == high else f"{low}–{high}"


def _are(count: ExpectedCount) -> str:
    return "is" if round(count.value) == 1 else "are"


def corrected_faithfulness(corrected: Corrected) -> str:
    """Faithfulness once the scorer's errors are allowed for, in a half-sentence."""
    faithful = corrected.faithfulness
    if faithful.value is None:
        return ""
    interval_clause = f" ({LEVEL} interval {interval(faithful)})" if has_interval(faithful) else ""
    return f"corrected for the scorer’s own errors, {percent(faithful.value)}{interval_clause}"


def is_within_noise(contrast: Contrast) -> bool:
    """Whether a difference in faithfulness is one that the scorer's errors alone can make."""
    shift = contrast.overall["faithfulness"].shift.value
    return shift is not None and contrast.scorer_noise is not None and abs(shift) <= contrast.scorer_noise


def noise(contrast: Contrast, base: str, rival: str) -> str:
    """What two models keep once the scorer's errors are allowed for, and how far these alone can set them apart.

    Args:
        contrast: of the two.
        base: what to call the first.
        rival: what to call the second.

    Returns:
        Two sentences; empty where the scorer was never measured.
    """
    if contrast.corrected is None or contrast.scorer_noise is None:
        return ""
    shares_kept = [with_interval(corrected.faithfulness) for corrected in contrast.corrected]
    points = f"{100 * contrast.scorer_noise:.1f} points"
    lies = "lies within that" if is_within_noise(contrast) else "is larger"
    return (
        f"Corrected for the scorer’s own errors, {base} keeps {shares_kept[0]} and {rival} {shares_kept[1]}. These "
        f"errors alone can set two equally faithful models up to {points} apart, and the difference {lies}."
    )


def rates_from(corrected: Corrected) -> str:
    """On which labelled summaries the shares were measured that a run was corrected with, in a sentence or two."""
    kinds_from: dict[MeasuredOn, list[str]] = {}
    for kind, sources in corrected.rates_from.items():
        kinds_from.setdefault(sources.found, []).append(f"{kind}s")
    alarms = dict.fromkeys(sources.false_alarms for sources in corrected.rates_from.values())
    # Planted errors are plainer than those that models make, so rates from them alone flatter the scorer.
    if list(kinds_from) == list(alarms) == ["planted"]:
        return (
            "That rests on summaries with planted errors alone, and those that models make themselves may be harder "
            "to find."
        )
    of_kinds = "; ".join(f"for {', '.join(kinds)} on {ORIGIN_MEANINGS[origin]}" for origin, kinds in kinds_from.items())
    return (
        f"The share of errors that is found was measured {of_kinds}. False alarms were measured on "
        f"{'; '.join(ORIGIN_MEANINGS[origin] for origin in alarms)}."
    )


def readme_lines(trust: Trust) -> Sequence[str]:
    """What the README says below the table of figures."""
    clean, exact = trust.clean_flagged, trust.exact_code
    return (
        f"Of {clean.of} summaries without any labelled error, {clean.count} are charged with one.",
        f"Of {exact.of} errors rightly found, {exact.count} have the label's own code.",
        *trust.weak,
    )
