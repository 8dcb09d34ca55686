"""A summary in Markdown, for the page of a job in continuous integration."""

from __future__ import annotations

import re

from reports.gated import Gated
from reports.shown import clipped, revealed

LONGEST = 500
"""Characters of one text."""


def markdown(gated: Gated) -> str:
    """The summary, as text."""
    failed = any(not check.is_met for check in gated.checks)
    state = "incomplete" if gated.complaint else "below a threshold" if failed else "passed" if gated.checks else ""
    lines = [f"## Allegedly: {_plain(gated.title)}{f' ({state})' if state else ''}", ""]
    if gated.complaint:
        lines += [f"**Incomplete.** {_plain(gated.complaint)}", ""]
    if gated.checks:
        lines += ["| | threshold | |", "|---|---|---|"]
        lines += [
            f"| {'met' if check.is_met else '**missed**'} | {_plain(check.model)} | {_plain(check.said)} |"
            for check in gated.checks
        ]
        lines.append("")
    lines += [_row(gated.columns), "|---" + "|---:" * (len(gated.columns) - 1) + "|", *map(_row, gated.rows), ""]
    lines += [f"- {_plain(note)}" for note in gated.notes]
    return "\n".join([*lines, f"- Page: {_plain(gated.page)}", ""])


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """A text on one line that Markdown and HTML leave as it is."""
    one_line = " ".join(revealed(clipped(text, LONGEST)).split())
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~@&:])", r"\\\1", one_line)
