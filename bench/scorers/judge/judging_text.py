"""The text that tells a judge how to judge, with its version and hash."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

VERSION = "1"
"""Rises with every change of the text: verdicts by another text are those of another scorer."""


@cache
def judging_text() -> str:
    """The text itself."""
    return (resources.files("bench.scorers.judge") / "data" / "judging.md").read_text(encoding="utf-8").strip()


@cache
def text_hash() -> str:
    """First 8 hex digits of the text's SHA-256."""
    return hashlib.sha256(judging_text().encode()).hexdigest()[:8]
