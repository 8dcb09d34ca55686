"""`bench compare`: models side by side, on the summaries that they made of the same articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bench.commands.options import FailUnder, Junit, Markdown

if TYPE_CHECKING:
    from rich.console import Console

    from bench.pipeline.comparing import Compared
    from bench.records import Comparison, Difference


def command(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN ...", help="Folders of scored runs; the first is the base.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The page. Default: beside the first run's folder.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    fail_under: FailUnder = None,
    junit: Junit = None,
    markdown: Markdown = None,
) -> None:
    """Compare models: paired differences, fact by fact.

    Each model is compared with the first one, article by article and sample by sample. A difference comes with
    its 95% interval and the p-value of a permutation test, both by whole articles; with several models the
    p-values are corrected (Holm). A run that holds several models can be compared with itself.

    Runs that differ in prompt, scorer or gold sets are compared with a warning; with other gold facts they are
    refused. --fail-under holds for every model but the first, on the summaries that have a counterpart. The
    last line is the page's path.

    \b
    Examples:
      bench compare runs/before runs/after
      bench compare runs/a runs/b runs/c --out comparison.html
      bench compare runs/before runs/after --json > difference.json
      bench compare runs/before runs/after --fail-under faithfulness=0.9,dropped_hedge=0.05
    """
    from bench.commands.gates import checks, of_contrast, thresholds
    from bench.commands.gating import finish
    from bench.pipeline.comparing import compare
    from reports.gated import Gated

    wanted = thresholds(fail_under)
    compared = compare(runs)
    page = show(compared, out, json=json)
    comparison = compared.comparison
    finish(
        Gated(
            title=" and ".join(entrant.label for entrant in comparison.entrants),
            columns=("", *(f"{one.other}: difference, p" for one in comparison.contrasts)),
            rows=tuple(
                (name, *(_said(one.overall[name], name) for one in comparison.contrasts))
                for name in comparison.contrasts[0].overall
            ),
            checks=tuple(
                check for one in comparison.contrasts for check in checks(wanted, one.other, of_contrast(one))
            ),
            notes=comparison.warnings,
            page=str(page),
        ),
        junit,
        markdown,
    )


def show(compared: Compared, out: Path | None, *, json: bool = False) -> Path:
    """Write a comparison's page, print its figures, and its path on the last line (of JSON: on stderr)."""
    from bench.commands.terminal import console
    from bench.pipeline.pages import write_comparison

    page = write_comparison(compared, out)
    if json:
        typer.echo(compared.comparison.model_dump_json(indent=2))
    else:
        _print(compared.comparison, console())
    typer.echo(str(page), err=json)
    return page


def _print(comparison: Comparison, out: Console) -> None:
    from bench.commands.terminal import one_line, table
    from bench.records import KINDS

    for warning in comparison.warnings:
        typer.echo(one_line(f"warning: {warning}"))
    for one in comparison.contrasts:
        base, other = one_line(one.base), one_line(one.other)
        said = f"{other} beside {base}: {one.pairs} pairs of summaries of {one.articles} articles"
        out.print(said + (f"; {one.unpaired} summaries without a counterpart" if one.unpaired else ""))
        figures = table("", "", "base", "other", "difference", "p")
        for name, difference in one.overall.items():
            figures.add_row(name.replace("_", " "), *_cells(difference, name))
        for kind in KINDS:
            figures.add_section()
            figures.add_row(f"{kind}: faithfulness", *_cells(one.faithfulness[kind]))
            figures.add_row(f"{kind}: coverage", *_cells(one.coverage[kind]))
        figures.add_section()
        for code, difference in one.codes.items():
            figures.add_row(code, *_cells(difference))
        out.print(figures)
    errors = sum(fact.is_about_errors for fact in comparison.differing)
    typer.echo(
        f"they differ on {len(comparison.differing)} facts; {errors} of them one distorts. Differences in percentage "
        "points, in brackets 95% intervals; p corrected after Holm"
    )


def _cells(difference: Difference, name: str = "") -> Sequence[str]:
    rate = name == "flags_per_100_words"

    def value(number: float | None) -> str:
        return "–" if number is None else f"{number:.2f}" if rate else f"{number:.1%}"

    return value(difference.base.value), value(difference.other.value), _shift(difference, rate=rate), _p(difference)


def _shift(difference: Difference, *, rate: bool) -> str:
    shift, times, digits = difference.shift, 1 if rate else 100, 2 if rate else 1
    if shift.value is None:
        return "–"
    said = f"{times * shift.value:+.{digits}f}"
    if shift.low is None or shift.high is None or shift.low == shift.high:
        return said
    return f"{said} [{times * shift.low:+.{digits}f} to {times * shift.high:+.{digits}f}]"


def _p(difference: Difference) -> str:
    p = difference.corrected
    return "–" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def _said(difference: Difference, name: str) -> str:
    return f"{_shift(difference, rate=name == 'flags_per_100_words')}, p {_p(difference)}"
