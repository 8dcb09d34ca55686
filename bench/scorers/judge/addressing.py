"""Summaries that speak to whoever judges them, instead of to their readers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from bench.records import Record


class Signs(Record):
    """A table of addresses.toml."""

    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    """What one of the patterns matches, for those who read the file and for a test."""
    counterexamples: tuple[str, ...]


@cache
def signs() -> dict[str, Signs]:
    """The signs by which such a summary is known, by what they are."""
    text = (resources.files("bench.scorers.judge") / "data" / "addresses.toml").read_text(encoding="utf-8")
    return {name: Signs.model_validate(table) for name, table in tomllib.loads(text).items()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{pattern})" for table in signs().values() for pattern in table.patterns),
        re.IGNORECASE | re.MULTILINE,
    )


def addresses_judge(text: str) -> bool:
    """Whether a summary holds orders to its judge, pieces of an answer, or characters that no reader sees.

    Verdicts do not depend on it: what a judge answers is checked in any case. It tells a reader that somebody, or the
    model, tried.
    """
    return _pattern().search(text) is not None
