from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import IncompleteError, InputError, UsageError, WriteError
from bench.records import Endpoint, Manifest, Outcome, Summary
from bench.rundir import RunDir, new_run_path
from bench.statistics import score_of

MANIFEST = Manifest(
    allegedly="0.1.0",
    created="2025-11-24T10:00:00+00:00",
    model="lead-3",
    endpoint=Endpoint(provider="lead"),
    gold=(),
    scorer="fake@1",
    signature="s",
)


def summary(number: int, text: str = "A ferry ran.", status="ok") -> Summary:
    return Summary(id=f"g/a#{number}", gold="g", article="a", model="m", sample=number, text=text, status=status)


@pytest.fixture
def run(tmp_path: Path) -> RunDir:
    made = RunDir(tmp_path / "run")
    made.write_manifest(MANIFEST)
    return made


@pytest.mark.parametrize("model", ["openai:gpt-4o", "a/b/../c", "http://x:1/v1", "", "🚢", "x" * 300, "..", "a\0b"])
def test_a_models_name_never_trips_over_a_path(model):
    path = new_run_path(Path("runs"), model, datetime(2025, 11, 24, 9, 5, 0, tzinfo=UTC))
    assert path.parent == Path("runs")
    assert path.name.startswith("20251124T090500Z-")
    assert path.name.isascii()
    assert 17 < len(path.name) < 90
    assert not set(path.name) & set('/\\:\0 "*?<>|')


def test_what_is_written_is_read_again(run):
    outcome = Outcome(
        gold="g",
        article="a",
        summary="g/a#0",
        fact="f",
        kind="hedge",
        verdict="omitted",
        reason="",
        scorer="s",
    )
    run.append(summary(0))
    score = score_of([outcome], [], run.summaries(), expected=1, signature="s")
    assert not run.is_scored
    run.finish([outcome], [], score)
    assert run.is_scored
    assert (run.manifest(), run.outcomes(), run.flags(), run.score()) == (MANIFEST, (outcome,), (), score)
    assert run.write_scorecard("<p>").read_text() == "<p>"
    assert {path.name for path in run.path.iterdir()} == {
        "manifest.json",
        "summaries.jsonl",
        "outcomes.jsonl",
        "flags.jsonl",
        "score.json",
        "scorecard.html",
    }


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), st.data())
def test_a_torn_last_line_costs_that_line_alone(tmp_path, texts, data):
    run = RunDir(tmp_path)
    path = tmp_path / "summaries.jsonl"
    path.unlink(missing_ok=True)
    for number, text in enumerate(texts):
        run.append(summary(number, text))
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    kept = whole[:cut].count(b"\n")
    assert [one.text for one in run.summaries()] == texts[:kept]
    run.append(summary(99))
    assert [one.sample for one in run.summaries()] == [*range(kept), 99]


def test_a_summary_asked_again_counts_once(run):
    run.append(summary(0, "", "failed"))
    run.append(summary(1))
    run.append(summary(0, "It sank."))
    assert [(one.sample, one.status) for one in run.summaries()] == [(1, "ok"), (0, "ok")]


def test_a_broken_line_in_the_middle_is_named(run):
    run.append(summary(0))
    with (run.path / "summaries.jsonl").open("a") as file:
        file.write('{"id": "x"}\n')
    run.append(summary(1))
    with pytest.raises(InputError, match=r"summaries\.jsonl:2: field 'gold'"):
        run.summaries()


def test_summaries_that_are_there_already_are_written_at_once(run):
    run.append(summary(9))
    run.replace_summaries([summary(0), summary(1)])
    assert [one.sample for one in run.summaries()] == [0, 1]


@pytest.mark.parametrize("read", [RunDir.manifest, RunDir.score, RunDir.outcomes, RunDir.flags])
def test_what_is_missing_is_said(tmp_path, read):
    with pytest.raises(UsageError, match=r"no such file|not the folder of a run"):
        read(RunDir(tmp_path))


@pytest.mark.parametrize(
    ("name", "read", "line"),
    [
        ("manifest.json", RunDir.manifest, None),
        ("score.json", RunDir.score, None),
        ("outcomes.jsonl", RunDir.outcomes, 2),
        ("flags.jsonl", RunDir.flags, 2),
    ],
)
def test_a_broken_file_is_named(run, name, read, line):
    (run.path / name).write_text(("\n" if line else "") + json.dumps({"signature": 3}))
    with pytest.raises(InputError, match=name) as caught:
        read(run)
    assert caught.value.line == line


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="Not a directory; a part of its path is a file: name another place"):
        RunDir(tmp_path / "file" / "run").write_manifest(MANIFEST)


def test_no_file_is_left_half_written(run, monkeypatch):
    class Broken(Outcome):
        def model_dump_json(self, **_):
            raise OSError(28, "No space left on device")

    broken = Broken(
        gold="g", article="a", summary="s", fact="f", kind="hedge", verdict="omitted", reason="", scorer="s"
    )
    score = score_of([], [], [], expected=0, signature="s")
    run.finish([], [], score)
    with pytest.raises(IncompleteError, match=r"No space left on device; make room on that disk; .* to go on"):
        run.finish([broken], [], score)
    assert not run.is_scored
    assert run.outcomes() == ()


def test_files_can_be_read_by_whoever_may_read_the_folder(run):
    assert stat.S_IMODE((run.path / "manifest.json").stat().st_mode) & stat.S_IRUSR


HOLDER = """
import pathlib, sys, time
from bench.rundir import RunDir
with RunDir(pathlib.Path(sys.argv[1])).locked():
    print("in", flush=True)
    time.sleep(60)
"""


def test_one_process_at_a_time_works_in_a_folder(run):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, run.path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    with pytest.raises(UsageError, match="another process is at work in this folder"), run.locked():
        pass
    holder.kill()
    holder.communicate()
    with run.locked():
        assert run.manifest() == MANIFEST
