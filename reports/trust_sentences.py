"""How far a scorer can be trusted, in sentences: the same ones on a scorecard, in the terminal and in the README."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import Trust
from reports.notation import percent, with_interval

MEASURE = "bench validate"
"""The command that measures a scorer."""


def errs(trust: Trust | None, scorer: str) -> str:
    """One line on how often a scorer errs.

    Args:
        trust: what measuring it has shown; None if it was never measured.
        scorer: its name and version.
    """
    if trust is None:
        return f"{unmeasured(scorer)}: {MEASURE}"
    precision, recall = with_interval(trust.errors.precision), with_interval(trust.errors.recall)
    return f"the scorer errs too: on {trust.summaries} labelled summaries, {_right_and_found(precision, recall)}"


def aside(trust: Trust | None) -> str:
    """The end of a sentence that says that a scorer errs: how often."""
    if trust is None:
        return "how often, has not been measured"
    precision, recall = percent(trust.errors.precision.value), percent(trust.errors.recall.value)
    return f"measured on labelled summaries, {_right_and_found(precision, recall)}"


def _right_and_found(precision: str, recall: str) -> str:
    return f"{precision} of the errors that it charged were right, and it found {recall} of all"


def unmeasured(scorer: str) -> str:
    """The beginning of a sentence on a scorer that was never measured."""
    return f"how often the scorer {scorer} errs has not been measured"


def measured_on(trust: Trust) -> str:
    """What a scorer was measured on, in words that complete "measured on …"."""
    sets = ", ".join(measured.name for measured in trust.sets)
    return f"{trust.summaries} summaries of {trust.articles} articles (gold sets {sets}), labelled by {_by(trust)}"


def _by(trust: Trust) -> str:
    people = [name for name in trust.annotators if not name.startswith("model:")]
    models = [name.removeprefix("model:") for name in trust.annotators if name.startswith("model:")]
    both = [", ".join(people), f"language models ({', '.join(models)})" if models else ""]
    return " and ".join(filter(None, both))


def readme_lines(trust: Trust) -> Sequence[str]:
    """What the README says below the table of figures."""
    clean, exact = trust.clean_flagged, trust.exact_code
    return (
        f"Of {clean.of} summaries without any labelled error, {clean.count} are charged with one.",
        f"Of {exact.of} errors rightly found, {exact.count} have the label's own code.",
        *trust.weak,
    )
