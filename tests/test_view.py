"""What `bench view` reads of a folder of runs, and what its server answers."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from compared_runs import KEPT, run_at
from viewed_runs import viewing, with_cost, write_runs

from bench.errors import InputError, UsageError
from bench.viewing.run_index import RunIndex
from bench.viewing.viewed_run import ViewedRun


@pytest.fixture(scope="module")
def kept_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs that no test changes."""
    return write_runs(tmp_path_factory.mktemp("view") / "runs")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return write_runs(tmp_path / "runs")


def by_folder(index: RunIndex) -> dict[str, ViewedRun]:
    return {run.folder: run for run in index.refresh().runs}


def everything_below(root: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.lstat().st_mtime_ns, path.lstat().st_size) for path in [root, *root.rglob("*")]}


def test_scored_unfinished_and_broken_runs_at_any_depth(kept_runs):
    runs = by_folder(RunIndex(kept_runs))
    assert {name: run.state for name, run in runs.items()} == {
        "a": "scored",
        "b": "scored",
        "older/c": "scored",
        "stopped": "unfinished",
        "broken": "broken",
    }
    (model,) = runs["a"].models
    assert (model.name, model.faithfulness.written, model.coverage.written) == ("openai:a", "100%", "100%")
    assert runs["b"].models[0].faithfulness.written == "0%"
    assert runs["stopped"].resources.summaries == 4
    assert "score.json" in runs["broken"].reason
    assert runs["a"].sets == ("harbour@1",)


def test_what_the_servers_charged_is_added_up(runs):
    with_cost(runs / "a", 0.25)
    listed = by_folder(RunIndex(runs))
    assert (listed["a"].resources.cost, listed["a"].resources.written) == (1.0, "1.00")
    # No server named a cost, so it is not 0.
    assert (listed["b"].resources.cost, listed["b"].resources.written) == (None, "–")


def test_only_what_has_changed_is_read_again(runs, monkeypatch):
    index = RunIndex(runs)
    first = index.refresh()
    read = []
    monkeypatch.setattr("bench.storage.reading.place_of", lambda path: read.append(path) or path)
    assert index.refresh() is first
    assert read == []
    score = runs / "a" / "score.json"
    score.write_text(score.read_text() + "\n")
    run_at(runs / "new", runs.parent / "gold", KEPT)
    read.clear()
    second = index.refresh()
    assert second.version == first.version + 1
    assert {path.parent.name for path in read} == {"a", "new"}
    assert {path.name for path in read if path.parent.name == "a"} == {"manifest.json", "score.json"}


def test_broken_answers_make_a_broken_run_until_they_are_mended(runs):
    index = RunIndex(runs)
    file = runs / "a" / "summaries.jsonl"
    whole = file.read_text()
    file.write_text("{}\n" + whole)
    broken = by_folder(index)["a"]
    assert (broken.state, broken.resources) == ("broken", None)
    assert "summaries.jsonl:1" in broken.reason
    file.write_text(whole)
    assert by_folder(index)["a"].state == "scored"


def test_a_removed_run_is_listed_no_more(runs):
    index = RunIndex(runs)
    before = index.refresh()
    (runs / "stopped").rename(runs / ".hidden")
    assert {run.folder for run in before.runs} - {run.folder for run in index.refresh().runs} == {"stopped"}


def test_links_out_of_the_folder_are_not_followed(runs, tmp_path):
    outside = run_at(tmp_path / "outside", tmp_path / "gold", KEPT)
    (runs / "linked").symlink_to(outside)
    (runs / "a" / "score.json").unlink()
    (runs / "a" / "score.json").symlink_to(outside / "score.json")
    (runs / "b" / "scorecard.html").unlink()
    (runs / "b" / "scorecard.html").symlink_to(outside / "scorecard.html")
    with viewing(runs) as client:
        listed = {run["folder"]: run for run in client.get("api/runs")["runs"]}
        assert "linked" not in listed
        assert (listed["a"]["state"], listed["b"]["state"]) == ("broken", "scored")
        assert "leads out of its folder" in listed["a"]["reason"]
        status, _, page = client.ask("GET", f"runs/{listed['b']['key']}/scorecard.html")
    assert status == 422
    assert b"leads out of its folder" in page


def test_a_folder_that_is_none_or_holds_too_many_is_named(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match="nothing-here: cannot be read as a folder"):
        RunIndex(tmp_path / "nothing-here").refresh()
    for name in "abc":
        (tmp_path / name).mkdir()
    monkeypatch.setattr("bench.viewing.run_folders.refusal", lambda _, count: "too many" if count > 3 else None)
    with pytest.raises(InputError, match="too many"):
        RunIndex(tmp_path).refresh()


def test_a_name_that_is_no_text_is_listed_all_the_same(tmp_path):
    run = os.fsencode(tmp_path) + b"/run-\xff"
    os.mkdir(run)  # noqa: PTH102 - as bytes
    with open(run + b"/manifest.json", "w") as file:  # noqa: PTH123
        file.write("[1]")
    with viewing(tmp_path) as client:
        (listed,) = client.get("api/runs")["runs"]
    assert listed["folder"] == "run-‹U+DCFF›"
    assert listed["state"] == "broken"


def test_a_list_that_has_not_changed_is_not_sent_again(kept_runs):
    with viewing(kept_runs) as client:
        version = client.get("api/runs")["version"]
        assert client.get(f"api/runs?version={version}") == {"version": version}


def test_scorecards_comparison_and_ranking_are_shut_off_from_the_server(kept_runs):
    before = everything_below(kept_runs)
    with viewing(kept_runs) as client:
        keys = {run["folder"]: run["key"] for run in client.get("api/runs")["runs"]}
        marked = f"run={keys['a']}&run={keys['b']}"
        for address, holds in (
            (f"runs/{keys['a']}/scorecard.html", b"a scorecard"),
            (f"comparison.html?{marked}", b"openai:b"),
            (f"leaderboard.html?{marked}&run={keys['older/c']}", f'href="runs/{keys["b"]}/scorecard.html"'.encode()),
        ):
            status, headers, page = client.ask("GET", address)
            assert (status, holds in page) == (200, True), address
            policy = headers["content-security-policy"]
            assert policy.startswith("sandbox allow-scripts allow-downloads; default-src 'none';")
            assert "allow-same-origin" not in policy
            assert headers["x-content-type-options"] == "nosniff"
        assert client.ask("GET", "")[1]["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert everything_below(kept_runs) == before


def test_what_cannot_be_shown_says_why(kept_runs):
    with viewing(kept_runs) as client:
        keys = {run["folder"]: run["key"] for run in client.get("api/runs")["runs"]}
        for address, reason in (
            ("runs/0123456789abcdef/scorecard.html", b"no such run"),
            (f"comparison.html?run={keys['a']}", b"one model only"),
            (f"comparison.html?run={keys['stopped']}&run={keys['a']}", b"unfinished"),
            (f"leaderboard.html?run={keys['a']}&run={keys['a']}", b"named twice"),
            ("leaderboard.html", b"no run is marked"),
        ):
            status, headers, page = client.ask("GET", address)
            assert (status, reason in page) == (404, True), (address, page)
            assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")


@pytest.mark.parametrize(
    "path", ["runs/../a/scorecard.html", "runs/%2e%2e/manifest.json", "runs//etc/passwd", "assets/..%2fserver.py"]
)
def test_no_path_is_taken_from_an_address(kept_runs, path):
    with viewing(kept_runs) as client:
        assert client.ask("GET", path)[0] == 404


def test_nothing_but_reading_is_answered(kept_runs):
    with viewing(kept_runs) as client:
        for path in ("api/runs", "comparison.html", ""):
            assert client.ask("POST", path, {}, Origin=f"http://{client.host}")[0] == 405
        assert client.ask("GET", "api/runs", token="wrong")[0] == 403


def test_a_command_that_finishes_a_run_names_its_folder(kept_runs):
    finishing = by_folder(RunIndex(kept_runs))["stopped"].finishing
    words = shlex.split(finishing.command)
    assert words[:2] == ["bench", "score"]  # its summaries came from a file
    assert words[-2:] == ["--out", str(kept_runs / "stopped")]
    assert finishing.to_fill_in == ("The file is named without its folder, which the run does not hold.",)
