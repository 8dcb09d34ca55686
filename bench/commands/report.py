"""`bench report`: render a run again, or several side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN", help="Folders of scored runs.")],
    beside: Annotated[
        list[Path] | None,
        typer.Option(metavar="RUN", help="Show another run as a point beside this one; again for more."),
    ] = None,
) -> None:
    """Render a scorecard again, or several runs side by side.

    Needs no model and no key: everything is in the runs' folders and the gold sets that they name. Several
    runs are each compared with the first, as by bench compare.

    \b
    Examples:
      bench report runs/mine
      bench report runs/mine --beside runs/other
      bench report runs/before runs/after
    """
    from bench.errors import UsageError
    from bench.pipeline import report, sets_of
    from bench.rundir import RunDir
    from bench.terminal.run_tables import print_run

    if len(runs) > 1 and beside:
        raise UsageError("--beside belongs to one run's scorecard: several runs are compared, so leave it out")
    if len(runs) > 1:
        from bench.pipeline.comparing import compare
        from bench.terminal.comparison_tables import show_comparison

        show_comparison(compare(runs), None)
        return
    folder = RunDir(runs[0])
    manifest = folder.manifest()
    # A run at work in the folder could finish between the score and the page.
    with folder.locked():
        score = folder.score()
        scorecard = report(folder, sets_of(manifest), beside=[RunDir(peer) for peer in beside or []])
    print_run(manifest, score)
    typer.echo(str(scorecard))
