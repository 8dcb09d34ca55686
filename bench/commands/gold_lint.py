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
    as at a stance that does not fit its cue; you may let them stand.

    Exits with 2 if there is anything to mend; warnings alone do not count.

    \b
    Examples:
      bench gold lint
      bench gold lint path/to/my-set
    """
    from pathlib import Path

    from bench.goldset import find, lint, shipped
    from bench.terminal.output import one_line

    # A folder without a set.toml, which `find` refuses, is just what lint has to report on.
    folders = [Path(name) if Path(name).is_dir() else find(name) for name in sets or shipped()]
    findings = [finding for folder in folders for finding in lint(folder)]
    for finding in findings:
        typer.echo(one_line(str(finding)))
    if any(not finding.is_warning for finding in findings):
        raise typer.Exit(2)
    warnings = f" ({len(findings)} warning{'s' * (len(findings) > 1)})" if findings else ""
    typer.echo(f"nothing to mend in {', '.join(str(folder) for folder in folders)}{warnings}", err=True)
