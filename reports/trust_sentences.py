"""How far a scorer can be trusted, in sentences: the same ones on every page, in the terminal and in docs/trust.md."""

from __future__ import annotations

from collections.abc import Sequence

from bench.counted import counted
from bench.records import (
    Contrast,
    Corrected,
    ErrorPassages,
    ErrorRates,
    Estimate,
    ExpectedCount,
    ExpectedErrors,
    MeasuredOn,
    Trust,
)
from reports.findings import whole_ends
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
    return f"{origins} summaries of {counted(trust.articles, 'article')} (gold sets {sets}), labelled by {_by(trust)}"


def origins_of(trust: Trust) -> Sequence[str]:
    """How many labelled summaries are natural and how many planted: "170 natural", "358 planted"."""
    return [f"{rates['all'].summaries} {origin}" for origin, rates in trust.error_rates.items() if origin != "pooled"]


def _by(trust: Trust) -> str:
    # Readers should know which labels a person gave and which a model.
    people = [name for name in trust.annotators if not name.startswith("model:")]
    models = [name.removeprefix("model:") for name in trust.annotators if name.startswith("model:")]
    groups = [", ".join(people), f"language models ({', '.join(models)})" if models else ""]
    return " and ".join(filter(None, groups))


def expected(corrected: Corrected, claims: int, passages: ErrorPassages | None = None) -> str:
    """How many of a run's charges are expected to be real, how many errors to be missed, and what that comes to.

    Args:
        corrected: the run's errors, corrected.
        claims: how many claims its summaries repeat.
        passages: in how many passages its errors stand.

    Returns:
        A sentence; empty where no claim was repeated, so that none could be distorted.
    """
    overall = corrected.overall
    if not claims:
        return ""
    few, many = whole_ends(overall.errors, claims)
    out_of = f"of the {counted(claims, 'claim')} repeated ({LEVEL} interval {_span(few, many)})"
    if not overall.charged:
        may_be = f"{_are(overall.missed)} expected to be distorted all the same"
        return f"No error is charged here, but {_about(overall.missed)} {out_of} {may_be}."
    are = "is" if overall.charged == 1 else "are"
    # 9.6 and 14.6 come to 24.2: told as 10 and 15 they would seem to be added up wrongly.
    is_off = round(overall.real.value) + round(overall.missed.value) != round(overall.errors.value)
    in_all = f"in all{', before rounding,' if is_off else ''} {_about(overall.errors)}"
    return (
        f"Of the {charged(overall, passages)} charged here, {about(overall.real)} {are} expected to be real; "
        f"{about(overall.missed)} more {_are(overall.missed)} expected to be missed: {in_all} {out_of}."
    )


def real_ones(corrected: Corrected) -> str:
    """How many of the charged errors are expected to be real, in a sentence; empty where none is charged."""
    overall = corrected.overall
    if not overall.charged:
        return ""
    are = "is" if overall.charged == 1 else "are"
    return f"Of the {charged(overall, None)} charged, {about(overall.real)} {are} expected to be real."


def of_whole(models: int, corrected_apart: int) -> str:
    """Of which summaries a correction is where there are several models; empty where there is one.

    Args:
        models: how many models' summaries the run holds.
        corrected_apart: how many of them are corrected each by itself.
    """
    if models < 2:
        return ""
    if corrected_apart:
        return (
            f"That is of all {models} models together; model by model each is corrected by itself, so their figures "
            "need not add up to these."
        )
    return f"That is of all {models} models together: none is corrected by itself."


def charged(errors: ExpectedErrors, passages: ErrorPassages | None) -> str:
    """How many errors are charged, and in how many passages they stand."""
    return in_passages(errors.charged, passages.all if passages else None)


def in_passages(errors: int, passages: int | None) -> str:
    """A number of errors with the passages in which they stand, where these are fewer: "42 errors (in 31 passages)"."""
    all_errors = counted(errors, "error")
    if passages is None or passages == errors:
        return all_errors
    return f"{all_errors} (in {counted(passages, 'passage')})"


def about(count: ExpectedCount) -> str:
    """An expected number with its interval: "about 30 (24–36)"."""
    return f"{_about(count)} ({ends(count)})"


def _about(count: ExpectedCount) -> str:
    # "About 0" would sound as if it had been counted.
    return f"about {count.value:,.0f}" if round(count.value) else "hardly any"


def ends(count: ExpectedCount) -> str:
    """The interval of an expected number: "24–36"."""
    return _span(*whole_ends(count))


def _span(few: int, many: int) -> str:
    return f"{few:,}" if few == many else f"{few:,}–{many:,}"


def _are(count: ExpectedCount) -> str:
    return "is" if round(count.value) == 1 else "are"


def both_faithfulnesses(scored: Estimate, corrected: Corrected) -> str:
    """Faithfulness as it was scored and as it is corrected, in two sentences, each with its interval."""
    interval_clause = f" ({LEVEL} interval {interval(scored)})" if has_interval(scored) else ""
    as_scored = f"Faithfulness: {percent(scored.value)}{interval_clause} as scored."
    return f"{as_scored} {corrected_faithfulness(corrected, scored.of)}".rstrip()


def corrected_faithfulness(corrected: Corrected, claims: int) -> str:
    """Faithfulness once the scorer's errors are allowed for, in a sentence; empty where there is none.

    Args:
        corrected: the run's errors, corrected.
        claims: how many claims count as repeated.
    """
    faithful = corrected.faithfulness
    if faithful.value is None:
        return ""
    interval_clause = f" ({LEVEL} interval {interval(faithful)})" if has_interval(faithful) else ""
    # Else a reader who divides the errors by the claims that count would find another share.
    others = "" if faithful.of == claims else f" of about {faithful.of:,} claims"
    return f"Corrected for the scorer’s own errors: {percent(faithful.value)}{others}{interval_clause}."


def claims_made(corrected: Corrected, claims: int) -> str:
    """Why the corrected faithfulness is a share of other claims than those that count, in a sentence; else empty.

    Args:
        corrected: the run's errors, corrected.
        claims: how many claims count as repeated.
    """
    of = corrected.faithfulness.of
    if not of or of == claims:
        return ""
    why = "it overlooks some" if of > claims else "it takes some that are left out for repeated"
    return (
        f"The scorer finds {counted(claims, 'claim')} repeated, but {why}: the corrected "
        f"faithfulness is a share of about {of:,}."
    )


def noise(contrast: Contrast, base: str, rival: str) -> str:
    """What two models keep once the scorer's errors are allowed for, and what these have to do with the difference.

    Args:
        contrast: of the two.
        base: what to call the first.
        rival: what to call the second.

    Returns:
        Two sentences; empty where the scorer was never measured.
    """
    if contrast.corrected is None or contrast.scorer_noise is None:
        return ""
    faithful = [corrected.faithfulness for corrected in contrast.corrected]
    # A figure without an interval beside one that has it would look like the surer of the two.
    written = with_interval if all(map(has_interval, faithful)) else _without_interval
    points = f"{100 * contrast.scorer_noise:.1f} points"
    noted = "" if contrast.faithfulness_range is None else "; the interval of the difference counts that too"
    return (
        f"Corrected for the scorer’s own errors, {base} keeps {written(faithful[0])} and {rival} "
        f"{written(faithful[1])}. These errors alone can set two equally faithful models up to {points} apart{noted}."
    )


def _without_interval(estimate: Estimate) -> str:
    return percent(estimate.value)


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


def lines_below_the_table(trust: Trust) -> Sequence[str]:
    """What docs/trust.md says below the table of figures."""
    clean, exact = trust.clean_flagged, trust.exact_code
    return (
        f"Of {clean.of} summaries without any labelled error, {clean.count} are charged with one.",
        f"Of {exact.of} errors rightly found, {exact.count} have the label's own code.",
        *trust.weak,
    )
