"""`bench audit`: judge a run's verdicts in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a scored run.", show_default=False)],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who judges. Default: your login's name.", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=65535, help="The port to listen on. Default: a free one."),
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Print the address only, and leave the browser alone.")
    ] = False,
) -> None:
    """Judge a run's verdicts in the browser; correct its rates.

    Opens a page from this machine, for this machine alone. It shows one verdict after another, drawn by
    chance, with the article and the summary: y confirms, n rejects, s leaves open, m marks an error that the
    scorer missed. Each judgement goes to audit.jsonl in the run's folder at once. Ctrl-C here ends it and
    renders the scorecard again, with the audited precision and with rates corrected by it. Start it again to
    go on.

    \b
    Examples:
      bench audit runs/mine
      bench audit runs/mine --by ann --no-open --port 8000
    """
    import webbrowser
    from functools import partial
    from threading import Thread

    from bench.auditing.server import application
    from bench.auditing.store import Store
    from bench.pipeline import report, sets_of
    from bench.rundir import RunDir
    from bench.serving.local import LocalServer

    folder = RunDir(run)
    sets = sets_of(folder.manifest())
    with folder.locked():
        store = Store(folder, sets, (by or _login()).strip()[:200] or "somebody")
        server = LocalServer(partial(application, store), port)
        typer.echo(f"auditing {run}; Ctrl-C ends it", err=True)
        typer.echo(server.address)
        if not no_open:
            Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()  # one in a terminal holds it
        server.serve()
        if folder.judgements():
            typer.echo(str(report(folder, sets)))


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have no name for its user
        return "somebody"
