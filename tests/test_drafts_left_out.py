"""Drafts that nobody has decided on are no obstacle: what uses a set goes on without them, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import FACTS, LABELS, write_rows, write_set


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    gold = write_set(tmp_path / "my set")
    write_rows(gold / "ferry.facts.jsonl", [FACTS[0], *({**row, "draft": True} for row in FACTS[1:])])
    return gold


def test_whatever_uses_a_set_says_how_many_and_which_command_decides(folder, tmp_path):
    note = "note: 2 drafts left out of harbour: bench gold edit 'my set' decides on them"
    run = bench("run", "--model", "lead-3", "--gold", "my set", "--out", "run", cwd=tmp_path)
    assert (run.returncode, note in run.stderr.splitlines()) == (0, True), run.stderr
    write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": LABELS[0]["text"]}])
    scored = bench("score", "mine.jsonl", "--gold", "my set", "--out", "scored", cwd=tmp_path)
    assert (scored.returncode, note in scored.stderr.splitlines()) == (0, True), scored.stderr
    # One claim of one summary: a bare 0% or 100% would sound like a finding.
    (overall,) = (line.split() for line in scored.stdout.splitlines() if "overall " in line)
    assert " ".join(overall).startswith("overall 1 1 of 1 0 of 1 ")
    agreed = bench("gold", "agree", "my set", "my set", cwd=tmp_path)
    assert "left out: 2 drafts in my set, on which 'bench gold edit' decides" in agreed.stdout


def test_drafts_alone_are_not_enough(folder, tmp_path):
    write_rows(folder / "ferry.facts.jsonl", [{**row, "draft": True} for row in FACTS])
    said = refused(bench("run", "--model", "lead-3", "--gold", "my set", "--dry-run", cwd=tmp_path))
    assert said == ("bench: no confirmed facts in harbour, only 3 drafts: confirm some with bench gold edit 'my set'\n")
