"""How much is taken of what comes from outside, so that no small file costs minutes or all of the memory."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Bound(NamedTuple):
    """The most that is taken of something."""

    most: int
    of: str
    """What is counted."""
    advice: str
    """What to do with more."""

    def __str__(self) -> str:
        """What is said to whoever brings more."""
        return f"more than {self.most:,} {self.of}; {self.advice}"


def most(name: str) -> int:
    """The most that is taken of what a table of bounds.toml is about."""
    return bounds()[name].most


def excess(name: str) -> str:
    """What is said to whoever brings more of it than is taken."""
    return str(bounds()[name])


def refusal(name: str, count: int) -> str | None:
    """The reason why so much of it is not taken; None if it is."""
    bound = bounds()[name]
    return str(bound) if count > bound.most else None


@cache
def bounds() -> Mapping[str, Bound]:
    """All bounds, by name."""
    text = Path(__file__).with_name("bounds.toml").read_text(encoding="utf-8")
    return {name: Bound(**table) for name, table in tomllib.loads(text).items()}
