"""`bench report`: render a run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a scored run.")]) -> None:
    """Render the scorecard of a run again.

    Needs no model and no key: everything is in the run's folder and the gold sets that it names.

    \b
    Example:
      bench report runs/mine
    """
    from bench.commands.outcome import print_outcome
    from bench.pipeline import report, sets_of
    from bench.rundir import RunDir

    folder = RunDir(run)
    manifest = folder.manifest()
    with folder.locked():
        score = folder.score()
        scorecard = report(folder, sets_of(manifest))
    print_outcome(manifest, score)
    typer.echo(str(scorecard))
