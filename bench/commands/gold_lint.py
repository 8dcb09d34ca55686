"""`bench gold lint`: every mistake in a gold set."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SET",
            help="Shipped sets' names or sets' folders. Default: all shipped.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Find everything that is wrong with gold sets.

    One line a finding, with what to do about it: FILE:LINE: field NAME: MESSAGE. Warnings ask for a second look, such
    as at a stance that does not fit its cue; you may let them stand. What is wrong with a draft is marked as such:
    drafts are left out when the set is used.

    Exits with 2 if there is anything to mend; warnings and drafts alone do not count.

    \b
    Examples:
      bench gold lint
      bench gold lint path/to/my-set
    """
    from pathlib import Path

    from bench.counted import counted
    from bench.goldset import find, lint, shipped
    from bench.terminal.output import one_line

    # A folder without a set.toml, which `find` refuses, is just what lint has to report on.
    folders = [Path(name) if Path(name).is_dir() else find(name) for name in sets or shipped()]
    findings = [finding for folder in folders for finding in lint(folder)]
    for finding in findings:
        typer.echo(one_line(str(finding)))
    if any(finding.is_blocking for finding in findings):
        raise typer.Exit(2)
    in_drafts = sum(finding.is_of_draft for finding in findings)
    notes = [
        counted(number, *nouns)
        for number, *nouns in (
            (len(findings) - in_drafts, "warning"),
            (in_drafts, "finding in drafts", "findings in drafts"),
        )
        if number
    ]
    what = f"nothing to mend in {', '.join(str(folder) for folder in folders)}"
    typer.echo(f"{what} ({', '.join(notes)})" if notes else what, err=True)
