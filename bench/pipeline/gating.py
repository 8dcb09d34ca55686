"""`--fail-under` and the reports for continuous integration: which thresholds a run has to meet, and how it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path

from bench.errors import IncompleteError, ThresholdError, UsageError
from bench.records import ERROR_CODES, Check, Contrast, Estimate, Figures, Threshold
from bench.storage import encodable, write_given
from reports.ci import JobSummary, junit, markdown


def thresholds(text: str | None) -> tuple[Threshold, ...]:
    """Read `faithfulness=0.95,dropped_hedge=0.02`; a share alone is faithfulness.

    Raises:
        UsageError: the text has another form, or names a figure that does not exist.
    """
    if text is None:
        return ()
    names = ("faithfulness", "coverage", *ERROR_CODES)
    by_name: dict[str, Threshold] = {}
    for part in text.split(","):
        # `rpartition`, so that "0.95" is a share without a name.
        name, equals, share = (piece.strip() for piece in part.rpartition("="))
        name = name if equals else "faithfulness"
        if name not in names:
            raise UsageError(f"--fail-under: no figure is called '{name[:80]}'; there are {', '.join(names)}")
        try:
            limit = float(share)
        # NaN fails the check below, so that one message serves for all that is no share.
        except ValueError:
            limit = float("nan")
        if not isfinite(limit) or not 0 <= limit <= 1:
            raise UsageError(
                f"--fail-under: '{share[:80]}' is not a share: give {name} a number from 0 to 1, as in 0.95"
            )
        if name in by_name:
            raise UsageError(f"--fail-under: {name} is given twice")
        by_name[name] = Threshold.model_validate({"figure": name, "limit": limit})
    return tuple(by_name.values())


def of_figures(figures: Figures) -> dict[str, Estimate]:
    """The figures of a run that a threshold may be set for, by name."""
    rates = {str(code): rate for code, rate in figures.codes.items()}
    return {"faithfulness": figures.faithfulness, "coverage": figures.coverage, **rates}


def of_contrast(contrast: Contrast) -> dict[str, Estimate]:
    """The same figures of the compared model, on the summaries that have a counterpart."""
    overall = {name: contrast.overall[name].other for name in ("faithfulness", "coverage")}
    return overall | {str(code): difference.other for code, difference in contrast.codes.items()}


def checks(limits: Iterable[Threshold], model: str, figures: Mapping[str, Estimate]) -> tuple[Check, ...]:
    """Hold a model's figures against the thresholds; one whose figure has no value is not met."""
    made = []
    for threshold in limits:
        value = figures[threshold.figure].value
        is_met, sentence = _outcome(threshold, value)
        made.append(Check(threshold=threshold, model=model, value=value, is_met=is_met, sentence=sentence))
    return tuple(made)


def missed(made: Sequence[Check]) -> str | None:
    """A line that names every threshold that was not met; None if all were."""
    several = len({check.model for check in made}) > 1
    failed = [f"{check.model}: {check.sentence}" if several else check.sentence for check in made if not check.is_met]
    return "; ".join(failed) or None


def finish(summary: JobSummary, junit_file: Path | None, markdown_file: Path | None) -> None:
    """Write the reports that were asked for, and end as the thresholds say.

    Raises:
        WriteError: a report cannot be written.
        IncompleteError: some summaries could not be had.
        ThresholdError: a threshold was not met.
    """
    # The reports are written before anything fails: a job that breaks needs them most.
    if junit_file:
        write_given(junit_file, encodable(junit(summary)).encode())
    if markdown_file:
        write_given(markdown_file, encodable(markdown(summary)).encode())
    if summary.complaint:
        raise IncompleteError(summary.complaint)
    if line := missed(summary.checks):
        raise ThresholdError(line)


def _outcome(threshold: Threshold, value: float | None) -> tuple[bool, str]:
    name, limit = threshold.figure, threshold.limit
    # A gate that nothing could be measured against must not pass in silence.
    if value is None:
        return False, f"{name} cannot be told: no gold claim that it counts is in any summary"
    is_met = value >= limit if threshold.is_floor else value <= limit
    # As many digits as it takes for the line to be true: 0.94996 must not be "0.950 is below 0.95".
    digits = next((d for d in range(3, 12) if (round(value, d) == limit) == (value == limit)), 12)
    which = ("at least" if is_met else "below") if threshold.is_floor else ("at most" if is_met else "above")
    return is_met, f"{name} {value:.{digits}f} is {which} --fail-under {limit:g}"
