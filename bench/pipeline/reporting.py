"""Rendering what a run came to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.errors import UsageError
from bench.goldset import GoldSet, load
from bench.models import Manifest, Trust
from bench.rundir import RunDir
from bench.scorers import stored_trust
from reports.data import Trust as ShownTrust
from reports.data import gather
from reports.scorecard import render


def report(run: RunDir, sets: Sequence[GoldSet]) -> Path:
    """Write a scored run's scorecard and say where it is."""
    articles = [article for gold in sets for article in gold.articles]
    manifest = run.manifest()
    measured = stored_trust(manifest.scorer)
    data = gather(
        manifest,
        articles,
        run.summaries(),
        run.outcomes(),
        run.flags(),
        run.score(),
        _shown(measured) if measured else None,
    )
    return run.write_scorecard(render(data))


def _shown(measured: Trust) -> ShownTrust:
    """A stored measurement in the words of a scorecard."""
    sets = ", ".join(one.name for one in measured.sets)
    people = [name for name in measured.annotators if not name.startswith("model:")]
    models = [name.removeprefix("model:") for name in measured.annotators if name.startswith("model:")]
    by = [", ".join(people), f"language models ({', '.join(models)})" if models else ""]
    return ShownTrust(
        scorer=measured.scorer,
        on=f"{measured.summaries} summaries of {measured.articles} articles (gold sets {sets}), "
        f"labelled by {' and '.join(filter(None, by))}",
        precision=measured.errors.precision,
        recall=measured.errors.recall,
        f1=measured.errors.f1,
        clean_flagged=measured.clean_flagged,
        weak=measured.weak,
    )


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
