"""A comparison in the terminal: its page written, its figures printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.pipeline.pages import write_comparison
from bench.records import KINDS
from bench.terminal.output import console, one_line, paragraph, table
from reports.comparison_wording import differences
from reports.notation import LEVEL, NO_VALUE, TOO_FEW, is_too_few, percent, rate
from reports.trust_sentences import noise

if TYPE_CHECKING:
    from rich.console import Console

    from bench.pipeline.comparing import ComparedModels
    from bench.records import Comparison, Difference

RATE = "flags_per_100_words"
"""The one overall figure that is a rate and no share."""


def show_comparison(compared: ComparedModels, out: Path | None, *, json: bool = False) -> Path:
    """Write a comparison's page, print its figures, and its path on the last line (of JSON: on stderr)."""
    page = write_comparison(compared, out)
    if json:
        typer.echo(compared.comparison.model_dump_json(indent=2))
    else:
        _print(compared.comparison, console())
    # With --json, standard output has to be one JSON object and nothing else.
    typer.echo(str(page), err=json)
    return page


def difference_and_p(difference: Difference, name: str) -> str:
    """The difference in a figure and its p-value, in one cell."""
    return f"{_shift(difference, is_rate=name == RATE)}, p {_p(difference)}"


def _print(comparison: Comparison, out: Console) -> None:
    for warning in comparison.warnings:
        typer.echo(one_line(f"warning: {warning}"))
    for left_out in comparison.runs_left_out:
        typer.echo(one_line(f"left out: {left_out}"))
    for contrast in comparison.contrasts:
        # Models' names may hold anything, control characters too.
        base, rival = one_line(contrast.base), one_line(contrast.other)
        heading = (
            f"{rival} beside {base}: {counted(contrast.pairs, 'pair')} of summaries of "
            f"{counted(contrast.articles, 'article')}"
        )
        unpaired = f"; {counted(contrast.unpaired, 'summary')} without a counterpart" if contrast.unpaired else ""
        out.print(heading + unpaired)
        figures = table("", "", "base", "other", "difference", "p")
        for name, difference in differences(contrast).items():
            figures.add_row(name.replace("_", " "), *_cells(difference, name))
        for kind in KINDS:
            figures.add_section()
            figures.add_row(f"{kind}: faithfulness", *_cells(contrast.faithfulness[kind]))
            figures.add_row(f"{kind}: coverage", *_cells(contrast.coverage[kind]))
        figures.add_section()
        for code, difference in contrast.codes.items():
            figures.add_row(code, *_cells(difference))
        out.print(figures)
        if sentence := noise(contrast, base, rival):
            paragraph(sentence)
    errors = sum(fact.is_about_errors for fact in comparison.differing)
    paragraph(
        f"they differ on {counted(len(comparison.differing), 'fact')}, {errors} of them distorted by one and not "
        f"another. Differences in percentage points, in brackets {LEVEL} intervals; p corrected after Holm"
    )


def _cells(difference: Difference, name: str = "") -> tuple[str, str, str, str]:
    value = rate if name == RATE else percent
    shift = _shift(difference, is_rate=name == RATE)
    return value(difference.base.value), value(difference.other.value), shift, _p(difference)


def _shift(difference: Difference, *, is_rate: bool) -> str:
    shift, times, digits = difference.shift, 1 if is_rate else 100, 2 if is_rate else 1
    if shift.value is None:
        return NO_VALUE
    value = f"{times * shift.value:+.{digits}f}"
    if is_too_few(shift):
        return f"{value} [{TOO_FEW}]"
    # Ends that are equal come from draws that are all the same, which is no certainty.
    if shift.low is None or shift.high is None or shift.low == shift.high:
        return value
    return f"{value} [{times * shift.low:+.{digits}f} to {times * shift.high:+.{digits}f}]"


def _p(difference: Difference) -> str:
    p = difference.corrected
    return NO_VALUE if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"
