"""`bench view`: a local page of all runs below a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.local_page import serve_page
from bench.terminal.options import NoOpen, Port


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that the runs lie in, at any depth.", show_default=True)
    ] = Path("runs"),
    port: Port = None,
    no_open: NoOpen = False,
) -> None:
    """Look through all runs below a folder, in the browser.

    Opens a page from this machine, for this machine alone: models, prompts, sets, scorers, figures with their
    intervals, and what each run cost. Sort and filter it, open a scorecard, mark two runs and compare them, mark
    many and rank them. A run that is unfinished is shown with the command that finishes it, and new runs appear
    by themselves. Nothing is written. Ctrl-C here ends it.

    \b
    Examples:
      bench view
      bench view path/to/runs
      bench view --no-open --port 8000
    """
    from functools import partial

    from bench.pipeline.comparing import compare
    from bench.pipeline.pages import comparison_html
    from bench.pipeline.ranking import rank
    from bench.viewing.run_index import RunIndex
    from bench.viewing.server import Pages, application
    from reports.leaderboard_page import render

    index = RunIndex(folder)
    index.refresh()
    pages = Pages(
        comparison=lambda runs: comparison_html(compare(runs)),
        leaderboard=lambda runs, links: render(rank(runs), links),
    )
    serve_page(partial(application, index, pages), f"viewing {folder}", port=port, is_opened=not no_open)
