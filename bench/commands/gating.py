"""The end of a command that continuous integration runs: reports written, then thresholds held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.gated import Gated


def finish(gated: Gated, junit: Path | None, markdown: Path | None) -> None:
    """Write the reports that were asked for, and end as the thresholds say.

    Args:
        gated: what the run came to.
        junit: the file for JUnit XML.
        markdown: the file for a summary in Markdown.

    Raises:
        UsageError: a report cannot be written.
        IncompleteError: some summaries could not be had.
        ThresholdError: a threshold was not met.
    """
    from bench.commands.gates import missed
    from bench.errors import IncompleteError, ThresholdError
    from reports.junit import junit as as_junit
    from reports.markdown import markdown as as_markdown

    if junit:
        _write(junit, as_junit(gated))
    if markdown:
        _write(markdown, as_markdown(gated))
    if gated.complaint:
        raise IncompleteError(gated.complaint)
    if line := missed(gated.checks):
        raise ThresholdError(line)


def _write(path: Path, text: str) -> None:
    from bench.errors import UsageError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
