"""What a job in continuous integration is told: figures and thresholds, as JUnit XML and as Markdown."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from bench.records import Check, Record
from reports.untrusted import revealed, shortened

XML_TEXT_LIMIT = 1_000
MARKDOWN_TEXT_LIMIT = 500
"""Characters of one text."""


class JobSummary(Record):
    """A run or a comparison in the few words that a job's summary has room for."""

    title: str
    columns: tuple[str, ...]
    """Heads of the table; the first one is over the figures' names."""
    rows: tuple[tuple[str, ...], ...]
    checks: tuple[Check, ...]
    """Empty where no threshold was asked for."""
    complaint: str | None = None
    """Why the run is incomplete; None if it is not."""
    notes: tuple[str, ...] = ()
    """Sentences to go with the figures."""
    page: str
    """Where the scorecard or the comparison is."""


def junit(summary: JobSummary) -> str:
    """JUnit XML: one test case for every threshold, and one for all summaries being there."""
    failures = sum(not check.is_met for check in summary.checks)
    counts = {
        # One more than the thresholds: that all summaries are there is a test case of its own.
        "tests": str(len(summary.checks) + 1),
        "failures": str(failures),
        "errors": str(int(summary.complaint is not None)),
    }
    root = ET.Element("testsuites", {"name": "allegedly", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": _xml(summary.title), **counts})
    complete = ET.SubElement(suite, "testcase", {"classname": "allegedly", "name": "all summaries are there"})
    if summary.complaint is not None:
        # An error rather than a failure: nothing was measured that could have failed.
        ET.SubElement(complete, "error", {"message": _xml(summary.complaint)})
    for check in summary.checks:
        threshold = check.threshold
        name = f"{threshold.figure} {'at least' if threshold.is_floor else 'at most'} {threshold.limit:g}"
        case = ET.SubElement(suite, "testcase", {"classname": _xml(f"allegedly.{check.model}"), "name": name})
        if not check.is_met:
            ET.SubElement(case, "failure", {"message": _xml(check.sentence)})
    lines = [*(": ".join((row[0], ", ".join(row[1:]))) for row in summary.rows), *summary.notes, summary.page]
    ET.SubElement(suite, "system-out").text = "\n".join(map(_xml, lines))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def markdown(summary: JobSummary) -> str:
    """Markdown for the page of the job."""
    failed = any(not check.is_met for check in summary.checks)
    state = "incomplete" if summary.complaint else "below a threshold" if failed else "passed" if summary.checks else ""
    lines = [f"## Allegedly: {_markdown(summary.title)}{f' ({state})' if state else ''}", ""]
    if summary.complaint:
        lines += [f"**Incomplete.** {_markdown(summary.complaint)}", ""]
    if summary.checks:
        lines += ["| | threshold | |", "|---|---|---|"]
        lines += [
            f"| {'met' if check.is_met else '**missed**'} | {_markdown(check.model)} | {_markdown(check.sentence)} |"
            for check in summary.checks
        ]
        lines.append("")
    lines += [_row(summary.columns), "|---" + "|---:" * (len(summary.columns) - 1) + "|", *map(_row, summary.rows), ""]
    lines += [f"- {_markdown(note)}" for note in summary.notes]
    return "\n".join([*lines, f"- Page: {_markdown(summary.page)}", ""])


def _xml(text: str) -> str:
    """A text that XML can hold: characters that it forbids are made visible."""
    return revealed(shortened(text, XML_TEXT_LIMIT))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_markdown, cells))} |"


def _markdown(text: str) -> str:
    """A text on one line that Markdown and HTML leave as it is."""
    line = " ".join(revealed(shortened(text, MARKDOWN_TEXT_LIMIT)).split())
    # Model names and messages come from outside: no link, image or mention (`@`) may come of them on the job's page.
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~@&:])", r"\\\1", line)
