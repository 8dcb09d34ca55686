"""Reading what the page shows of a run from its folder; a run that cannot be read says why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bench.counted import counted
from bench.errors import AllegedlyError
from bench.growing_file import each_line
from bench.records import JudgedAnswer, Manifest, Score, Summary
from bench.rundir import RunDir
from bench.viewing.finishing_command import finishing
from bench.viewing.run_folders import ANSWERS, MANIFEST, SCORE, SCORECARD, FolderState
from bench.viewing.viewed_run import ResourcesTaken, ViewedFigure, ViewedModel, ViewedRun
from reports.notation import NO_VALUE, money
from reports.untrusted import revealed, shortened

NAMED = 50
"""The most models of a run that are shown: a scored file may hold any number."""


def read_run(root: Path, folder: FolderState) -> ViewedRun:
    """What the page shows of a run, except for what it took."""
    relative = folder.path.relative_to(root)
    run = ViewedRun(
        key=hashlib.sha256(os.fsencode(relative)).hexdigest()[:16],
        folder=_shown(str(relative) if relative.parts else folder.path.resolve().name, 300),
        state="broken",
        has_scorecard=SCORECARD in folder.stamps,
    )
    if MANIFEST not in folder.stamps:
        there = ", ".join(sorted(folder.stamps))
        return run.model_copy(update={"reason": f"It holds {there} and no manifest.json that says of which model."})
    try:
        manifest = RunDir(folder.path).manifest()
        score = RunDir(folder.path).score() if SCORE in folder.stamps else None
    except AllegedlyError as error:
        return run.model_copy(update={"reason": _shown(str(error), 500)})
    return _described(run, folder.path, manifest, score)


def _described(run: ViewedRun, path: Path, manifest: Manifest, score: Score | None) -> ViewedRun:
    prompt = manifest.prompt
    update: dict[str, object] = {
        "created": _shown(manifest.created, 40),
        "prompt": _shown(f"{prompt.name}+{prompt.hash[:4]}", 80) if prompt else "",
        "sets": tuple(_shown(f"{ref.name}@{ref.version}", 80) for ref in manifest.gold),
        "scorer": _shown(manifest.scorer, 120),
        "samples": manifest.samples,
        "signature": _shown(manifest.signature, 500),
        "models": (ViewedModel(name=_shown(manifest.model, 120)),),
        "state": "unfinished",
        "reason": "It has no score.json: it was stopped, or is under way.",
    }
    if score:
        collected = score.collected
        update |= {
            "models": _models(manifest, score),
            "scored": collected.scored,
            "expected": collected.expected,
            "state": "scored",
            "reason": "",
        }
        judge_lacks = score.judge.missing if score.judge else 0
        lacking = [counted(collected.missing, "summary")] if not collected.is_complete else []
        lacking += [counted(judge_lacks, "answer of the judge", "answers of the judge")] if judge_lacks else []
        if lacking:
            update |= {"state": "incomplete", "reason": f"{' and '.join(lacking)} could not be had."}
    if update["state"] != "scored":
        update["finishing"] = finishing(path, manifest, score.judge.model if score and score.judge else None)
    return run.model_copy(update=update)


def _models(manifest: Manifest, score: Score) -> tuple[ViewedModel, ...]:
    by_model = score.by_model or {manifest.model: score.overall}
    return tuple(
        ViewedModel(
            name=_shown(name, 120),
            faithfulness=ViewedFigure.of(figures.faithfulness),
            coverage=ViewedFigure.of(figures.coverage),
        )
        for name, figures in list(by_model.items())[:NAMED]
    )


def resources_taken(path: Path) -> ResourcesTaken:
    """Add up what the answers in a run's folder took, line by line.

    Raises:
        InputError: a line is broken.
    """
    count, tokens, cost = 0, 0, None
    answers: Iterator[Summary | JudgedAnswer] = chain(
        RunDir(path).each_summary(), each_line(JudgedAnswer, path / ANSWERS[1])
    )
    for answer in answers:
        count += isinstance(answer, Summary)
        tokens += answer.usage.prompt_tokens + answer.usage.completion_tokens
        # None is not 0: where no server names a cost, the page must not say that it was free.
        if answer.usage.cost is not None:
            cost = (cost or 0.0) + answer.usage.cost
    written = money(cost) if cost is not None else counted(tokens, "token") if tokens else NO_VALUE
    return ResourcesTaken(summaries=count, tokens=tokens, cost=cost, written=written)


def _shown(text: str, limit: int) -> str:
    return revealed(shortened(text, limit, "both"))
