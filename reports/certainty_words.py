"""How sure a scorer is of a verdict, in words: the thresholds of all pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bench.records import Outcome

Certainty = Literal["sure", "likely", "doubtful"]
SURE = 0.8
"""From here on a verdict is called sure."""
LIKELY = 0.5
"""From here on it is called likely, and below doubtful."""


def certainty(share: float) -> Certainty:
    """The word for how sure a verdict is."""
    return "sure" if share >= SURE else "likely" if share >= LIKELY else "doubtful"


def is_told(outcomes: Iterable[Outcome]) -> bool:
    """Whether the scorer says how sure it is: one that is always wholly sure does not."""
    return any(outcome.certainty < 1 for outcome in outcomes)
