"""How large a file may be that is read."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

_MEGABYTES: dict[str, int] = tomllib.loads(
    (resources.files("bench.storage") / "data" / "sizes.toml").read_text(encoding="utf-8")
)

TEXT = _MEGABYTES["text"] * 1_000_000
"""Bytes of a text that is read whole: an article, a prompt, set.toml."""
LINES = _MEGABYTES["lines"] * 1_000_000
"""Bytes of an article's facts or labelled summaries."""
TABLE = _MEGABYTES["table"] * 1_000_000
"""Bytes of a file that the user gives."""
RUN = _MEGABYTES["run"] * 1_000_000
"""Bytes of a file of a run that is read line by line."""
LINE = _MEGABYTES["line"] * 1_000_000
"""Bytes of one line of it."""


def largest_member(path: Path) -> int:
    """The most bytes of a file of a set's or a run's folder that is read whole."""
    return {".jsonl": LINES, ".csv": TABLE, ".json": TABLE}.get(path.suffix.lower(), TEXT)
