"""What `bench gold lint` says of an article as it is, or as it would be after a change."""

from __future__ import annotations

import json
from collections import OrderedDict
from pathlib import Path

from bench.editing.line_file import digest
from bench.goldset import LintFinding, lint
from bench.storage import scratch_folder, write_new

KEPT = 64
"""How many answers are remembered: an article is asked about before and after each change."""
COUNT_FIELD = "draft"
"""Of findings that only say that there are drafts: the page shows these by itself."""


class Checks:
    """Runs lint on one article at a time, in a folder of its own, so that a change is checked before it is saved."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, list[LintFinding]] = OrderedDict()

    def findings(self, id_: str, date: str | None, text: bytes, facts: bytes, labels: bytes) -> list[LintFinding]:
        """The findings on an article's three files, given as bytes; `file` of each is a bare name."""
        # No id or date holds a NUL, so that no two inputs come to one key.
        key = digest("\0".join([id_, date or "", *map(digest, (text, facts, labels))]).encode())
        if key not in self._known:
            self._known[key] = _lint(id_, date, text, facts, labels)
        self._known.move_to_end(key)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return self._known[key]


def _lint(id_: str, date: str | None, text: bytes, facts: bytes, labels: bytes) -> list[LintFinding]:
    # What JSON writes for a date is a TOML string as well.
    dated = f"date = {json.dumps(date)}\n" if date else ""
    # A set of this article alone: to lint all of a large set would take seconds for each change.
    card = f'name = "one"\nversion = "1"\n[articles."{id_}"]\ntitle = "One"\n{dated}'
    with scratch_folder() as folder:
        write_new(folder / "set.toml", card.encode())
        write_new(folder / f"{id_}.txt", text)
        write_new(folder / f"{id_}.facts.jsonl", facts)
        # An empty file would be there for lint, while a set without labels has none.
        if labels:
            write_new(folder / f"{id_}.labels.jsonl", labels)
        # The same code as `bench gold lint`, so that the page and the command can never disagree.
        findings = lint(folder)
    return [
        finding._replace(file=Path(finding.file.name))
        for finding in findings
        # Findings on the made-up set.toml are none of the user's.
        if finding.file.name.startswith(f"{id_}.") and finding.field != COUNT_FIELD
    ]
