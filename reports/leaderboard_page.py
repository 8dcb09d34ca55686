"""The HTML page of a leaderboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.records import Leaderboard, Ranks, Record, Standing
from reports import chart
from reports.notation import interval, percent, rate
from reports.page import render_page
from reports.scorecard_data import Peer
from reports.untrusted import shortened

NAMED = 3
"""The most models that share the first place and are named in the heading."""


class BoardRow(Record):
    """One row, and its point in the plane of coverage and faithfulness."""

    number: int
    """From 1, in the order of the page; it marks the point."""
    standing: Standing
    link: str | None
    """Where its scorecard is, relative to the page; None where there is none."""
    point: chart.Plane | None


def render(board: Leaderboard, links: Mapping[str, str]) -> str:
    """The page as HTML text: one file, needing nothing but a browser.

    Args:
        board: the standings.
        links: by a run's folder, the address of its scorecard relative to the page.
    """
    rows = [
        BoardRow(
            number=number,
            standing=standing,
            link=links.get(standing.entrant.run),
            point=chart.plane(standing.figures.coverage, standing.figures.faithfulness),
        )
        for number, standing in enumerate(board.standings, start=1)
    ]
    return render_page(
        "leaderboard.html",
        further_style="comparison.css",
        script="leaderboard.js",
        filters={
            "percent": percent,
            "interval": interval,
            "dots": chart.point,
            "ranks": ranks,
            "rate": rate,
        },
        board=board,
        rows=rows,
        marks=_marks(rows),
        heading=heading(board),
    )


def _marks(rows: Sequence[BoardRow]) -> Sequence[chart.PeerMark]:
    """The models in the plane, by number and name; none where there are more than the column of names has room for."""
    if len(rows) > chart.NAMES:
        return ()
    return chart.marks(
        [
            Peer(
                name=f"{row.number}. {row.standing.entrant.label}",
                coverage=row.standing.figures.coverage,
                faithfulness=row.standing.figures.faithfulness,
            )
            for row in rows
        ],
        None,
    )


def ranks(span: Ranks | None) -> str:
    """A place, or the range of places that a model may have."""
    if span is None:
        return "–"
    return str(span.best) if span.best == span.worst else f"{span.best}–{span.worst}"


def heading(board: Leaderboard) -> str:
    """What may be said of the first place, in one sentence."""
    ranked = [standing for standing in board.standings if not standing.is_reference]
    if not ranked:
        return "Only the copied lead is here, which takes no rank: add a model's run"
    firsts = [standing for standing in ranked if standing.faithfulness and standing.faithfulness.best == 1]
    if not firsts:
        return "None of the marked claims was repeated, so nothing ranks them"
    # "Least" alone would praise a model that repeats next to nothing, so its coverage stands in the same sentence.
    if len(firsts) == 1:
        covered = percent(firsts[0].figures.coverage.value)
        return f"{shortened(firsts[0].entrant.label, 60)} distorts least, repeating {covered} of the marked claims"
    if len(firsts) == len(ranked):
        return f"None of the {len(firsts)} can be said to distort least"
    if len(firsts) <= NAMED:
        *others, last = (shortened(standing.entrant.label, 60) for standing in firsts)
        return f"{', '.join(others)} and {last} share the first place: their intervals overlap"
    return f"{len(firsts)} of {len(ranked)} share the first place: their intervals overlap"
