"""`bench audit`: judge a run's verdicts in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.local_page import serve_page
from bench.terminal.options import NoOpen, Port


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a scored run.", show_default=False)],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who judges. Default: your login's name.", show_default=False)
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show nothing of what the scorer said: you judge first, and are not led.")
    ] = False,
    port: Port = None,
    no_open: NoOpen = False,
) -> None:
    """Judge a run's verdicts in the browser; correct its rates.

    Opens a page from this machine, for this machine alone. It shows one verdict after another, drawn by
    chance, with the article and the summary: y confirms, n rejects, s leaves open, m marks an error that the
    scorer missed. Each judgement goes to audit.jsonl in the run's folder at once. Ctrl-C here ends it and
    renders the scorecard again, with the audited precision and with rates corrected by it. Start it again to
    go on. With --blind the page knows no verdict, mark or reason of the scorer, and the order tells none.

    \b
    Examples:
      bench audit runs/mine
      bench audit runs/mine --blind
      bench audit runs/mine --by ann --no-open --port 8000
    """
    from functools import partial

    from bench.auditing.server import application
    from bench.auditing.store import AuditStore
    from bench.pipeline import report, sets_of
    from bench.rundir import RunDir

    folder = RunDir(run)
    sets = sets_of(folder.manifest())
    # Held for as long as the page is open: a second audit, or a run that goes on, would mix its lines into audit.jsonl.
    with folder.locked():
        store = AuditStore(folder, sets, (by or _login()).strip()[:200] or "somebody", blind=blind)
        serve_page(partial(application, store), f"auditing {run}", port=port, is_opened=not no_open)
        if folder.judgements():
            typer.echo(str(report(folder, sets)))


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have no name for its user
        return "somebody"
