"""Differences between models in words that claim no more than the intervals and the test allow."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bench.counted import counted
from bench.records import Comparison, Contrast, Difference, Record, Shift
from reports.chart import DOTS, AxisPoint
from reports.findings import FEW_ARTICLES
from reports.notation import LEVEL, NO_VALUE, TOO_FEW, is_too_few, percent, rate
from reports.trust_sentences import noise
from reports.untrusted import shortened

ALPHA = 0.05
NAME = 60
"""The most characters of a model's name in a sentence."""


class DifferenceLine(Record):
    """One figure of two models, ready to be shown."""

    name: str
    meaning: str
    base: str
    other: str
    shift: str
    interval: str
    p: str
    verdict: str
    """`better`, `worse`, `more` or `less`; empty where no difference is shown."""
    difference: Difference
    is_rate: bool = False


OVERALL = {
    "faithfulness": ("Faithfulness", "of the claims repeated, kept as they were"),
    "coverage": ("Coverage", "of all marked claims, repeated"),
    "major": ("Major errors", "of the claims repeated"),
    "minor": ("Minor errors", "of the claims repeated"),
    "flags_per_100_words": ("Flags", "per 100 words"),
}


def line(name: str, meaning: str, difference: Difference, *, figure: str) -> DifferenceLine:
    """Lay out one figure.

    Args:
        name: what it is called.
        meaning: what it is a share of.
        difference: the figure of both.
        figure: what sort it is: `faithfulness`, `coverage`, `flags_per_100_words` or, else, a rate of errors.
    """
    is_rate = figure == "flags_per_100_words"
    shift = difference.shift
    verdict = ""
    if is_shown(difference):
        up = (shift.value or 0) > 0
        # More coverage is more, not better: a summary may rightly leave claims out. Of errors and flags, more is worse.
        good = {"faithfulness": ("better", "worse"), "coverage": ("more", "less")}.get(figure, ("worse", "better"))
        verdict = good[0] if up else good[1]
    return DifferenceLine(
        name=name,
        meaning=meaning,
        base=_value(difference.base.value, is_rate=is_rate),
        other=_value(difference.other.value, is_rate=is_rate),
        shift=NO_VALUE if shift.value is None else signed(shift.value, is_rate=is_rate),
        interval=between(shift, is_rate=is_rate),
        p=p_value(difference.corrected),
        verdict=verdict,
        difference=difference,
        is_rate=is_rate,
    )


def overall(contrast: Contrast) -> list[DifferenceLine]:
    """The figures at the head."""
    return [
        line(*_named(name, contrast), difference, figure=name) for name, difference in differences(contrast).items()
    ]


def _named(name: str, contrast: Contrast) -> tuple[str, str]:
    title, meaning = OVERALL[name]
    if name == "faithfulness" and contrast.faithfulness_range is not None:
        meaning += "; the interval counts the scorer’s errors too"
    return title, meaning


def differences(contrast: Contrast) -> dict[str, Difference]:
    """The overall figures; that of faithfulness with the interval that counts the scorer's errors, where it is known.

    One difference must not stand on a page with two intervals.
    """
    faithful = contrast.overall["faithfulness"]
    return contrast.overall | {
        "faithfulness": faithful.model_copy(update={"shift": contrast.faithfulness_range or faithful.shift})
    }


def is_shown(difference: Difference) -> bool:
    """Whether a difference is called one: only if its interval and its test both say so.

    The two can disagree in few articles, and one of them alone would then call chance a difference.
    """
    shift = difference.shift
    if difference.corrected is None or shift.low is None or shift.high is None:
        return False
    return difference.corrected < ALPHA and not shift.low <= 0 <= shift.high


def is_told_apart(contrast: Contrast) -> bool:
    """Whether two models differ in faithfulness by more than chance and the scorer's errors can make."""
    return is_shown(differences(contrast)["faithfulness"])


def signed(value: float, *, is_rate: bool = False) -> str:
    """A difference with its sign: in points of a percentage, or a rate as it is."""
    size = f"{abs(value):.2f}" if is_rate else f"{abs(100 * value):.1f}"
    # Rounded to nothing, a difference has no sign: never "−0.0".
    if not float(size):
        return "0"
    return f"{'−' if value < 0 else '+'}{size}"


def between(shift: Shift, *, is_rate: bool = False) -> str:
    """The interval of a difference, "−9.1 to −1.0", or that there are too few articles for one; else empty."""
    if is_too_few(shift):
        return TOO_FEW
    if shift.low is None or shift.high is None or shift.low == shift.high:
        return ""
    return f"{signed(shift.low, is_rate=is_rate)} to {signed(shift.high, is_rate=is_rate)}"


def p_value(p: float | None) -> str:
    """A p-value with as many digits as matter."""
    if p is None:
        return NO_VALUE
    # A p-value of 0 does not exist, and "0.000" would say so.
    return "<0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def heading(comparison: Comparison) -> str:
    """What the figures allow to be said, in one sentence."""
    base, contrasts = shortened(comparison.entrants[0].label, NAME), comparison.contrasts
    told_apart = [contrast for contrast in contrasts if is_told_apart(contrast)]
    if len(contrasts) > 1:
        # "None can be told from it", never "they are equal": a missing difference may be a lack of articles.
        if not told_apart:
            return f"In faithfulness, none of the other {len(contrasts)} can be told from {base}"
        if len(told_apart) == 1:
            only = told_apart[0]
            # Less faithful than the base means that it distorts more.
            more = "more" if (only.overall["faithfulness"].shift.value or 0) < 0 else "less"
            name = shortened(only.other, NAME)
            return f"Of the other {len(contrasts)}, only {name} can be told from {base}: it distorts {more}"
        return f"In faithfulness, {len(told_apart)} of the other {len(contrasts)} can be told from {base}"
    (contrast,) = contrasts
    rival, shift = shortened(contrast.other, NAME), differences(contrast)["faithfulness"].shift
    if shift.value is None:
        return "One of them repeats none of the marked claims, so nothing can be said"
    # The articles alone show a difference, and it is gone once the scorer's errors are counted.
    if is_shown(contrast.overall["faithfulness"]) and not told_apart:
        return f"In faithfulness, {rival} differs from {base} no more than chance and the scorer’s errors can make"
    if not told_apart or shift.low is None or shift.high is None:
        return f"In faithfulness, {rival} cannot be told from {base}"
    # Both ends lie on one side of 0 here, so that the nearer one is the smaller number.
    ends = sorted((abs(shift.low), abs(shift.high)))
    # Rounded outwards: the sentence must not be narrower than the interval.
    few, many = math.floor(100 * ends[0]), math.ceil(100 * ends[1])
    count = f"{few} to {many}" if few else f"up to {many}"
    return (
        f"Of every 100 claims it repeats, {rival} distorts {count} {'more' if shift.value < 0 else 'fewer'} than {base}"
    )


def standfirst(comparison: Comparison) -> list[str]:
    """The sentences under the heading."""
    base = shortened(comparison.entrants[0].label, NAME)
    sentences = []
    if len(comparison.contrasts) == 1:
        sentences.append(_faithfulness(base, comparison.contrasts[0]))
        if sentence := noise(comparison.contrasts[0], base, shortened(comparison.contrasts[0].other, NAME)):
            sentences.append(sentence)
    else:
        sentences.append(
            f"Each is compared with {base}, and its p-values are corrected for the {len(comparison.contrasts)} "
            "comparisons (Holm)."
        )
    # The least of all contrasts, so that the sentence is true of each.
    articles = min(contrast.articles for contrast in comparison.contrasts)
    pairs = min(contrast.pairs for contrast in comparison.contrasts)
    least = "" if len(comparison.contrasts) == 1 else "at least "
    sentences.append(
        f"This rests on {least}{counted(pairs, 'pair')} of summaries of the same article and sample, "
        f"from {counted(articles, 'article')}."
    )
    if articles < FEW_ARTICLES:
        # All articles pointing one way is one of 2^n equally likely patterns of signs, and its mirror image another.
        sentences.append(
            f"With {counted(articles, 'article')} the test cannot give a p below "
            f"{p_value(2.0 ** (1 - articles))}, whatever the models do: use more."
        )
    if not all(map(is_told_apart, comparison.contrasts)):
        shifts = [differences(contrast)["faithfulness"].shift for contrast in comparison.contrasts]
        look = ": look at the interval" if all(between(shift) and not is_too_few(shift) for shift in shifts) else ""
        sentences.append(f"That two cannot be told apart does not show that they are equal{look}.")
    return sentences


def _faithfulness(base: str, contrast: Contrast) -> str:
    difference = differences(contrast)["faithfulness"]
    interval = between(difference.shift)
    with_errors = ", the scorer’s errors counted" if contrast.faithfulness_range is not None else ""
    interval_clause = f"{LEVEL} interval {interval}{with_errors}" if interval else "no interval"
    if is_too_few(difference.shift):
        interval_clause = "too few articles to tell more"
    if difference.shift.value is None:
        return "Faithfulness is a share of the claims repeated, and there are none."
    return (
        f"Of the claims that they repeat, {base} keeps {percent(difference.base.value)} and "
        f"{shortened(contrast.other, NAME)} {percent(difference.other.value)}: "
        f"{signed(difference.shift.value)} points ({interval_clause}), "
        f"p {_equals(p_value(difference.corrected))}."
    )


def _equals(p: str) -> str:
    return p if p.startswith("<") else f"= {p}"


def _value(value: float | None, *, is_rate: bool) -> str:
    return rate(value) if is_rate else percent(value)


def ends_shown(shift: Shift) -> tuple[float | None, float | None, float | None]:
    """A difference, and the ends of its interval where there is one to draw."""
    return (shift.value, None, None) if is_too_few(shift) else (shift.value, shift.low, shift.high)


def top_of(differences: Iterable[Difference]) -> float:
    """A round end for an axis that holds all these differences and their intervals, to both sides."""
    ends = (abs(end) for difference in differences for end in ends_shown(difference.shift) if end is not None)
    highest = max(ends, default=0.0)
    return next((top for top in (0.02, 0.05, 0.1, 0.2, 0.3, 0.5) if highest <= top), 1.0)


def point(shift: Shift, top: float) -> AxisPoint | None:
    """A difference on an axis from −`top` to `top`; None where it has no value."""
    if shift.value is None:
        return None

    def position(value: float) -> float:
        return round((min(max(value / top, -1.0), 1.0) + 1) * DOTS / 2, 1)

    _, low, high = ends_shown(shift)
    return AxisPoint(
        at=position(shift.value),
        low=None if low is None else position(low),
        high=None if high is None else position(high),
    )
