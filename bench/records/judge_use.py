"""What it took to have a run judged by a language model, and what came of it."""

from __future__ import annotations

from typing import Literal

from bench.records.record import Record
from bench.records.summary import Usage

Kinship = Literal["same", "family"]
"""The judge is the model under test, or by its name one of the same family."""


class JudgeUse(Record):
    """The part of a judge in a score."""

    model: str
    """Who judged."""
    text: str
    """Version and hash of the text that told it how to."""
    answers: int
    """That it gave."""
    repairs: int
    """Of these, those to requests that were made again, since an earlier answer could not be used."""
    pairs: int
    """Pairs of a summary and a fact whose verdict is the judge's."""
    of_pairs: int
    """All pairs."""
    unscored: int
    """Pairs on which it gave no verdict that can be used; they count nowhere."""
    usage: Usage
    """Of all answers."""
    recorded: str | None = None
    """The days on which it answered, where its answers come from a recording."""
    kinship: Kinship | None = None
    """With a model under test."""
    addressed: tuple[str, ...] = ()
    """Ids of the summaries that speak to whoever judges them."""
    missing: int = 0
    """Requests that could not be had: run again, and they are asked."""
