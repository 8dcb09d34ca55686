"""Pages over several runs, rendered and written."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from bench.pipeline.comparing import ComparedModels
from bench.records import Leaderboard
from bench.rundir import RunDir
from bench.storage import encodable, write_given
from reports.comparison_data import Answers, gather
from reports.comparison_page import render as render_comparison
from reports.leaderboard_page import render as render_leaderboard

NAME = 60
"""The most characters of a run's folder name that go into a page's file name."""


def write_comparison(compared: ComparedModels, out: Path | None) -> Path:
    """Write a comparison's page and say where it is.

    Args:
        compared: what to show.
        out: the file; if None, it goes beside the first run's folder and is named after the runs.

    Raises:
        WriteError: it cannot be written there.
    """
    return write_page(comparison_html(compared), out or _beside(compared))


def comparison_html(compared: ComparedModels) -> str:
    """A comparison's page."""
    answers = {label: Answers(side.summaries, side.outcomes) for label, side in compared.sides.items()}
    return render_comparison(gather(compared.comparison, compared.articles, answers))


def write_leaderboard(board: Leaderboard, out: Path) -> Path:
    """Write a leaderboard's page, with links to the runs' scorecards, and say where it is.

    Raises:
        WriteError: it cannot be written there.
    """
    links = {}
    for run in {standing.entrant.run for standing in board.standings}:
        if (scorecard := RunDir(Path(run).resolve()).scorecard).is_file():
            # Relative, so that the folder of runs can be moved or put on a server as a whole.
            links[run] = quote(os.path.relpath(scorecard, out.resolve().parent))
    return write_page(render_leaderboard(board, links), out)


def write_page(html: str, path: Path) -> Path:
    """Write a page, whole or not at all.

    Raises:
        WriteError: it cannot be written there.
    """
    write_given(path, encodable(html).encode())
    return path


def _beside(compared: ComparedModels) -> Path:
    runs = list(dict.fromkeys(entrant.run for entrant in compared.comparison.entrants))
    first_run = Path(runs[0])
    # "." has no name until it is resolved.
    names = [Path(run).resolve().name[:NAME] for run in runs]
    # A file name has to stay short, however many runs are compared.
    if len(names) > 2:
        names = [names[0], f"{len(names) - 1}-others"]
    return first_run.parent / f"{'-vs-'.join(names) if len(names) > 1 else names[0] + '-models'}.html"
