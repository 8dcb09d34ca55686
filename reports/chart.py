"""The positions of marks in the small charts, in the units of their SVG view boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from bench.records import Estimate, Record
from reports.notation import is_too_few
from reports.scorecard_data import Peer

PLANE = 200.0
"""Width and height of the plane of coverage and faithfulness."""
DOTS = 160.0
"""Width of a row of dots and lines."""
LINE = 12.0
"""The least distance between two names in the plane."""
BESIDE_THEIR_POINTS = 3
"""The most names that stand beside their points; more would run into points, lines and each other."""
REACH = 90.0
"""How far a name beside its point reaches."""
NAMES = int(PLANE / LINE)
"""The most names that a column beside the plane has room for."""
COLUMN = PLANE + 22
"""Where the column of more names begins."""
BAR = 160.0
"""Width of a bar of kept, distorted and left out."""


class AxisPoint(Record):
    """A value and the ends of its interval along one axis; the ends are None where it has no interval."""

    at: float
    low: float | None
    high: float | None


class Plane(Record):
    """A point in the plane: coverage to the right, faithfulness upwards (so y counts from the top)."""

    x: AxisPoint
    y: AxisPoint


class PeerMark(Record):
    """A peer in the plane, and where its name stands."""

    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: Literal["start", "end"]
    line: tuple[float, float] | None = None
    """Where a line from the point to its name ends; None where the name stands beside the point."""


class Bar(Record):
    """Widths of the three parts of a bar."""

    kept: float
    distorted: float
    omitted: float


def plane(coverage: Estimate, faithfulness: Estimate) -> Plane | None:
    """The point of a run; None where there is nothing to place."""
    x, y = point(coverage, 1.0, PLANE), point(faithfulness, 1.0, PLANE)
    if x is None or y is None:
        return None
    # SVG counts downwards, and a faithful model belongs at the top.
    upside = AxisPoint(
        at=PLANE - y.at,
        low=None if y.low is None else PLANE - y.low,
        high=None if y.high is None else PLANE - y.high,
    )
    return Plane(x=x, y=upside)


def marks(peers: Sequence[Peer], beside: Plane | None) -> tuple[PeerMark, ...]:
    """Peers in the plane of a run, from the top down, with names that do not run into each other.

    A few names stand beside their points; more of them stand one below the other at the right of the plane, each with a
    line to its point.

    Args:
        peers: what the run is shown beside.
        beside: the run's own point; None where it has none.
    """
    placed = [(peer.name, at) for peer in peers if (at := plane(peer.coverage, peer.faithfulness))]
    # From the top, so that a name that gives way downwards meets only names that are placed already.
    placed.sort(key=lambda named: (named[1].y.at, named[1].x.at))
    if len(placed) > BESIDE_THEIR_POINTS:
        heights = _spread([at.y.at + 4 for _, at in placed])
        return tuple(
            PeerMark(
                name=name,
                x=at.x.at,
                y=at.y.at,
                name_x=COLUMN,
                name_y=height,
                anchor="start",
                line=(COLUMN - 4, height - 4),
            )
            for (name, at), height in zip(placed, heights, strict=True)
        )
    marked: list[PeerMark] = []
    name_heights: list[float] = []
    for name, at in placed:
        # Four units lower, a text's middle is level with its point.
        name_y = at.y.at + 4
        # The run's own point and the line through it stand in the way of a name that would reach them.
        if beside and abs(beside.x.at - at.x.at) < REACH and abs(name_y - beside.y.at - 4) < LINE:
            name_y = beside.y.at + 4 + LINE
        while any(abs(name_y - height) < LINE for height in name_heights):
            name_y += LINE / 4
        name_heights.append(name_y)
        # Names of points at the right stand to their left, so that they stay inside the plane.
        is_left = at.x.at <= PLANE * 0.55
        name_x = at.x.at + 8 if is_left else at.x.at - 8
        anchor: Literal["start", "end"] = "start" if is_left else "end"
        marked.append(PeerMark(name=name, x=at.x.at, y=at.y.at, name_x=name_x, name_y=name_y, anchor=anchor))
    return tuple(marked)


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights in ascending order moved apart by at least a line, as little as that takes, and not below the plane."""
    spread: list[float] = []
    for height in heights:
        spread.append(max(height, spread[-1] + LINE) if spread else max(height, LINE))
    lowest = PLANE
    for index in reversed(range(len(spread))):
        spread[index] = min(spread[index], lowest)
        lowest = spread[index] - LINE
    return spread


def point(estimate: Estimate, top: float, width: float = DOTS) -> AxisPoint | None:
    """An estimate on an axis from 0 to `top` that is `width` long; None where it has no value."""
    if estimate.value is None:
        return None
    low, high = (None, None) if is_too_few(estimate) else (estimate.low, estimate.high)
    return AxisPoint(
        at=_place(estimate.value, top, width),
        low=None if low is None else _place(low, top, width),
        high=None if high is None else _place(high, top, width),
    )


def top_of(estimates: Iterable[Estimate]) -> float:
    """A round end for an axis that holds all these shares and their intervals."""
    highest = max(((None if is_too_few(e) else e.high) or e.value or 0.0 for e in estimates), default=0.0)
    return next((top for top in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8) if highest <= top), 1.0)


def bar(kept: int, mentioned: int, of: int) -> Bar:
    """The parts of a bar for `of` claims, of which `mentioned` were repeated and `kept` of those kept."""
    unit = BAR / max(of, 1)
    return Bar(
        kept=round(kept * unit, 1),
        distorted=round((mentioned - kept) * unit, 1),
        omitted=round((of - mentioned) * unit, 1),
    )


def _place(value: float, top: float, width: float) -> float:
    return round(min(max(value / top, 0.0), 1.0) * width, 1)
