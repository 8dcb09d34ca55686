"""How figures are written, on every page and in the terminal: shares, rates, and the intervals of both."""

from __future__ import annotations

from bench.records import CONFIDENCE_LEVEL, Estimate, Shift

LEVEL = f"{CONFIDENCE_LEVEL:.0%}"
"""The confidence level of every interval, as texts name it."""
NO_VALUE = "–"
FEWEST_ARTICLES = 3
"""With fewer articles an interval leaves nearly everything open, "0.2–99.9%", and is not shown."""
TOO_FEW = "too few to tell"
"""What stands in the place of such an interval."""


def percent(share: float | None) -> str:
    """A share as a percentage, which says 0% or 100% only where it is exactly that.

    One distortion among 400 claims must not vanish: 0.9975 is "99.8%", never "100%".
    """
    if share is None:
        return NO_VALUE
    if share in (0, 1):
        return f"{share:.0%}"
    if share < 0.0995:  # from here on one decimal would print as "10.0%"
        return "<0.1%" if share < 0.0005 else f"{share:.1%}"
    # 0.9996 would round to "100.0%".
    return f"{min(share, 0.999):.1%}" if share >= 0.995 else f"{share:.0%}"


def rate(value: float | None) -> str:
    """A rate, such as flags per 100 words."""
    return NO_VALUE if value is None else f"{value:.2f}"


def money(amount: float) -> str:
    """An amount of money; small ones get more digits."""
    return f"{amount:.2f}" if amount >= 1 else f"{amount:.4f}"


def has_interval(estimate: Estimate) -> bool:
    """Whether an estimate has an interval that means anything.

    Where nothing was counted, or everything, each draw of articles gives the same figure, which is no certainty; and
    two articles tell next to nothing of a third.
    """
    return estimate.low is not None and estimate.low != estimate.high and not is_too_few(estimate)


def is_too_few(figure: Estimate | Shift) -> bool:
    """Whether a figure rests on so few articles that it says nothing of others."""
    return figure.value is not None and figure.articles is not None and figure.articles < FEWEST_ARTICLES


def interval(estimate: Estimate, *, is_rate: bool = False) -> str:
    """An estimate's interval, "58–65%", or that there are too few articles for one; empty if it has none."""
    if is_too_few(estimate):
        return TOO_FEW
    if not has_interval(estimate):
        return ""
    if is_rate:
        return f"{rate(estimate.low)}–{rate(estimate.high)}"
    low, high = percent(estimate.low), percent(estimate.high)
    if low == high:
        return low
    # "58–65%" needs one sign; "<0.1%" is a text of its own and keeps its sign.
    return f"{low.removesuffix('%') if '<' not in low else low}–{high}"


def with_interval(estimate: Estimate, *, is_rate: bool = False) -> str:
    """An estimate with its interval in brackets, "83% [71–92%]"; a dash where there was nothing to count."""
    value = rate(estimate.value) if is_rate else percent(estimate.value)
    ends = interval(estimate, is_rate=is_rate)
    return f"{value} [{ends}]" if ends and estimate.value is not None else value
