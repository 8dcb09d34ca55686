"""Rendering what a run came to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.errors import UsageError
from bench.goldset import GoldSet, load
from bench.models import Manifest
from bench.rundir import RunDir
from reports.data import gather
from reports.scorecard import render


def report(run: RunDir, sets: Sequence[GoldSet]) -> Path:
    """Write a scored run's scorecard and say where it is."""
    articles = [article for gold in sets for article in gold.articles]
    data = gather(run.manifest(), articles, run.summaries(), run.outcomes(), run.flags(), run.score())
    return run.write_scorecard(render(data))


def sets_of(manifest: Manifest) -> tuple[GoldSet, ...]:
    """Load the gold sets that a run was scored with.

    Raises:
        UsageError: one is gone, or has changed since.
        InputError: a file of a set is wrong.
    """
    sets = []
    for ref in manifest.gold:
        gold = load(ref.path or ref.name)
        if gold.hash != ref.hash:
            raise UsageError(
                f"the gold set '{ref.name}' has changed since this run was scored "
                f"({ref.hash} then, {gold.hash} now): run it again with another --out"
            )
        sets.append(gold)
    return tuple(sets)
