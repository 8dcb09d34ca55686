"""`--fail-under`: which thresholds a run has to meet, and whether it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.records import Check, Contrast, Estimate, Figures, Threshold


def thresholds(text: str | None) -> tuple[Threshold, ...]:
    """Read `faithfulness=0.95,dropped_hedge=0.02`; a share alone is faithfulness.

    Raises:
        UsageError: it is not like that.
    """
    from bench.errors import UsageError
    from bench.records import ERROR_CODES, Threshold

    if text is None:
        return ()
    names = ("faithfulness", "coverage", *ERROR_CODES)
    found: dict[str, Threshold] = {}
    for part in text.split(","):
        name, equals, share = (piece.strip() for piece in part.rpartition("="))
        name = name if equals else "faithfulness"
        if name not in names:
            raise UsageError(f"--fail-under: no figure is called '{name[:80]}'; there are {', '.join(names)}")
        try:
            limit = float(share)
        except ValueError:
            limit = float("nan")
        if not isfinite(limit) or not 0 <= limit <= 1:
            raise UsageError(f"--fail-under: '{share[:80]}' is no share: give {name} a number from 0 to 1, as in 0.95")
        if name in found:
            raise UsageError(f"--fail-under: {name} is there twice")
        found[name] = Threshold.model_validate({"figure": name, "limit": limit})
    return tuple(found.values())


def of_figures(figures: Figures) -> dict[str, Estimate]:
    """The figures of a run that a threshold may be set for, by name."""
    rates = {str(code): rate for code, rate in figures.codes.items()}
    return {"faithfulness": figures.faithfulness, "coverage": figures.coverage, **rates}


def of_contrast(contrast: Contrast) -> dict[str, Estimate]:
    """The same of the model that is compared, on the summaries that have a counterpart."""
    overall = {name: contrast.overall[name].other for name in ("faithfulness", "coverage")}
    return overall | {str(code): difference.other for code, difference in contrast.codes.items()}


def checks(wanted: Iterable[Threshold], model: str, figures: Mapping[str, Estimate]) -> tuple[Check, ...]:
    """Hold a model's figures against the thresholds; one that cannot be told is not met."""
    from bench.records import Check

    made = []
    for threshold in wanted:
        value = figures[threshold.figure].value
        is_met, said = _held(threshold, value)
        made.append(Check(threshold=threshold, model=model, value=value, is_met=is_met, said=said))
    return tuple(made)


def missed(made: Sequence[Check]) -> str | None:
    """A line that names every threshold that was not met; None if all were."""
    several = len({check.model for check in made}) > 1
    failed = [f"{check.model}: {check.said}" if several else check.said for check in made if not check.is_met]
    return "; ".join(failed) or None


def _held(threshold: Threshold, value: float | None) -> tuple[bool, str]:
    name, limit = threshold.figure, threshold.limit
    if value is None:
        return False, f"{name} cannot be told: no gold claim that it counts is in any summary"
    is_met = value >= limit if threshold.is_floor else value <= limit
    digits = next((d for d in range(3, 12) if (round(value, d) == limit) == (value == limit)), 12)
    which = ("at least" if is_met else "below") if threshold.is_floor else ("at most" if is_met else "above")
    return is_met, f"{name} {value:.{digits}f} is {which} --fail-under {limit:g}"
