"""`bench compare`: models side by side, on the summaries that they made of the same articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.options import FailUnder, Junit, Markdown


def command(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN", help="Folders of scored runs; the first is the base.")],
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
    its confidence interval and the p-value of a permutation test, both by whole articles; with several models the
    p-values are corrected (Holm). A run that holds several models can be compared with itself.

    Runs that differ in prompt, scorer or gold sets are compared with a warning; with other gold facts they are
    refused; a run other than the first that is unfinished or broken is named and left out. --fail-under holds
    for every model but the first, on the summaries that have a counterpart. The last line is the page's path.

    \b
    Examples:
      bench compare runs/before runs/after
      bench compare runs/a runs/b runs/c --out comparison.html
      bench compare runs/before runs/after --json > difference.json
      bench compare runs/before runs/after --fail-under faithfulness=0.9,dropped_hedge=0.05
    """
    from bench.pipeline.comparing import compare
    from bench.pipeline.gating import checks, finish, of_contrast, thresholds
    from bench.terminal.comparison_tables import difference_and_p, show_comparison
    from reports.ci import JobSummary
    from reports.comparison_wording import differences

    # A mistyped threshold is reported before the runs are read.
    limits = thresholds(fail_under)
    compared = compare(runs)
    page = show_comparison(compared, out, json=json)
    comparison = compared.comparison
    contrasts = comparison.contrasts
    finish(
        JobSummary(
            title=" and ".join(entrant.label for entrant in comparison.entrants),
            columns=("", *(f"{contrast.other}: difference, p" for contrast in contrasts)),
            rows=tuple(
                (name, *(difference_and_p(differences(contrast)[name], name) for contrast in contrasts))
                for name in contrasts[0].overall
            ),
            checks=tuple(
                check for contrast in contrasts for check in checks(limits, contrast.other, of_contrast(contrast))
            ),
            notes=comparison.warnings,
            page=str(page),
        ),
        junit,
        markdown,
    )
