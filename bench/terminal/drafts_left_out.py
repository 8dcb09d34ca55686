"""Drafts that nobody has decided on: a set is used without them, and says so."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.terminal.output import one_line

if TYPE_CHECKING:
    from bench.goldset import GoldSet


def note_drafts(sets: Iterable[GoldSet]) -> None:
    """Say on stderr how many drafts were left out of each set, and which command decides them."""
    for gold in sets:
        if gold.drafts:
            drafts, folder = counted(gold.drafts, "draft"), shlex.quote(str(gold.folder))
            typer.echo(
                one_line(f"note: {drafts} left out of {gold.card.name}: bench gold edit {folder} decides on them"),
                err=True,
            )
