"""`bench leaderboard`: one page over many runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN", help="Folders of scored runs.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="The page. Default: leaderboard.html beside the first run's folder."
        ),
    ] = None,
) -> None:
    """Rank the models of many runs on one page.

    Figures rest on the articles that all of them were asked for. Ranks come with the range that the
    confidence intervals leave open: models whose intervals overlap are tied. Each row leads to its run's
    scorecard. lead-3, the copied first sentences, is shown as a reference without a rank. Pages among the
    RUNs are skipped, and runs that are unfinished or broken are named and left out, so that runs/* works.
    The last line is the page's path.

    \b
    Examples:
      bench leaderboard runs/*
      bench leaderboard runs/a runs/b runs/c --out site/index.html
    """
    from bench.counted import counted
    from bench.errors import UsageError
    from bench.pipeline.pages import write_leaderboard
    from bench.pipeline.ranking import rank
    from bench.terminal.output import console, one_line, paragraph, table
    from bench.terminal.run_tables import share
    from reports.leaderboard_page import ranks
    from reports.notation import LEVEL, NO_VALUE, rate, with_interval

    folders = [run for run in runs if not (run.suffix == ".html" and run.is_file())]  # pages lie beside the runs
    if not folders:
        raise UsageError("no run among these: name folders of scored runs")
    board = rank(folders)
    page = write_leaderboard(board, out or folders[0].parent / "leaderboard.html")
    for warning in board.warnings:
        typer.echo(one_line(f"warning: {warning}"))
    for left_out in board.runs_left_out:
        typer.echo(one_line(f"left out: {left_out}"))
    ranking = table(
        "", "", "rank", "faithfulness", "corrected", "coverage", "kept per\n100 words", "major\nerrors", "scored"
    )
    for standing in board.standings:
        figures, collected, corrected = standing.figures, standing.score.collected, standing.score.corrected
        ranking.add_row(
            one_line(standing.entrant.label),
            "reference" if standing.is_reference else ranks(standing.faithfulness),
            share(figures.faithfulness),
            NO_VALUE if corrected is None else with_interval(corrected.faithfulness),
            share(figures.coverage),
            rate(standing.score.kept_per_100_words.value) if standing.score.kept_per_100_words else NO_VALUE,
            with_interval(figures.major),
            f"{collected.scored} of {collected.expected}",
        )
    console().print(ranking)
    paragraph(
        f"on {counted(board.articles, 'article')} that all were asked for; in brackets {LEVEL} intervals; "
        "overlapping ones tie"
    )
    typer.echo(str(page))
