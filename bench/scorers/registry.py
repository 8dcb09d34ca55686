"""Scorers by name; what a scorer needs is imported only when it is asked for."""

from __future__ import annotations

from bench.errors import UsageError
from bench.scorers.interface import Scorer

NAMES = ("rules",)


def get(name: str) -> Scorer:
    """The scorer of that name.

    Raises:
        UsageError: there is none.
    """
    if name == "rules":
        from bench.scorers.rules import RulesScorer  # noqa: PLC0415 - loads the parser

        return RulesScorer()
    raise UsageError(f"no scorer '{name}': there is {', '.join(NAMES)}")
