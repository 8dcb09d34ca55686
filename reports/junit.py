"""JUnit XML: one test case for every threshold, and one for all summaries being there."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from reports.gated import Gated
from reports.shown import clipped, revealed

LONGEST = 1_000
"""Characters of one text."""


def junit(gated: Gated) -> str:
    """The XML, as text."""
    failures = sum(not check.is_met for check in gated.checks)
    counts = {
        "tests": str(len(gated.checks) + 1),
        "failures": str(failures),
        "errors": str(int(gated.complaint is not None)),
    }
    root = ET.Element("testsuites", {"name": "allegedly", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": _safe(gated.title), **counts})
    complete = ET.SubElement(suite, "testcase", {"classname": "allegedly", "name": "all summaries are there"})
    if gated.complaint is not None:
        ET.SubElement(complete, "error", {"message": _safe(gated.complaint)})
    for check in gated.checks:
        threshold = check.threshold
        name = f"{threshold.figure} {'at least' if threshold.is_floor else 'at most'} {threshold.limit:g}"
        case = ET.SubElement(suite, "testcase", {"classname": _safe(f"allegedly.{check.model}"), "name": name})
        if not check.is_met:
            ET.SubElement(case, "failure", {"message": _safe(check.said)})
    said = [*(": ".join((row[0], ", ".join(row[1:]))) for row in gated.rows), *gated.notes, gated.page]
    ET.SubElement(suite, "system-out").text = "\n".join(map(_safe, said))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _safe(text: str) -> str:
    """A text that XML can hold: signs that it forbids are made visible."""
    return revealed(clipped(text, LONGEST))
