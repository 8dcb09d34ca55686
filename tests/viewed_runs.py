"""A folder of runs to view: scored, unfinished, broken and foreign ones; and the server of its page."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from compared_runs import KEPT, WRONG, gold_at, run_at
from local_client import Client, answering

from bench.pipeline.comparing import compare
from bench.pipeline.pages import comparison_html
from bench.pipeline.ranking import rank
from bench.rundir import RunDir
from bench.viewing.run_index import RunIndex
from bench.viewing.server import Pages, application
from reports.leaderboard_page import render

PAGES = Pages(
    comparison=lambda runs: comparison_html(compare(runs)), leaderboard=lambda runs, links: render(rank(runs), links)
)


def write_runs(root: Path) -> Path:
    """Three scored runs, one of them deeper down, one that was stopped, and one that is broken."""
    gold = gold_at(root.parent)
    run_at(root / "a", gold, KEPT, model="openai:a", created="2026-12-01T08:00:00+00:00")
    run_at(root / "b", gold, WRONG, model="openai:b", created="2026-12-01T09:00:00+00:00")
    run_at(root / "older" / "c", gold, KEPT, model="lead-3", created="2025-12-01T09:00:00+00:00")
    stopped = run_at(root / "stopped", gold, KEPT, model="lead-3", created="2026-12-01T10:00:00+00:00")
    (stopped / "score.json").unlink()
    broken = run_at(root / "broken", gold, KEPT, model="openai:d")
    (broken / "score.json").write_text("{}")
    return root


def with_cost(folder: Path, cost: float) -> None:
    """Let each summary of a run have cost that much."""
    run = RunDir(folder)
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "cost": cost}
    lines = [json.loads(line) | {"usage": usage} for line in (run.path / "summaries.jsonl").read_text().splitlines()]
    (run.path / "summaries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def viewing(root: Path) -> AbstractContextManager[Client]:
    """Serve the page of the runs below a folder while the block lasts."""
    return answering(partial(application, RunIndex(root), PAGES))
