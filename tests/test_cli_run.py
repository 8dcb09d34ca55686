from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bench_process import BENCH, bench, refused
from gold_folder import ARTICLE, write_rows, write_set
from scripted_server import chat, error

from bench import __version__
from bench.goldset import load
from bench.records import Score
from bench.rundir import RunDir

FILES = {
    "manifest.json",
    "summaries.jsonl",
    "outcomes.jsonl",
    "flags.jsonl",
    "score.json",
    "scorecard.html",
}


def score(folder: Path) -> Score:
    return RunDir(folder).score()


def test_a_copied_lead_of_the_seed_articles(tmp_path):
    done = bench("run", "--model", "lead-3", "--gold", "venezuela", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    lines = done.stdout.splitlines()
    scorecard = tmp_path / lines[-1]
    assert scorecard.name == "scorecard.html"
    assert scorecard.parent.parent == tmp_path / "runs"
    assert {path.name for path in scorecard.parent.iterdir()} == FILES
    found = score(scorecard.parent)
    assert lines[-2] == found.signature
    assert found.signature.startswith(f"allegedly {__version__}|gold:venezuela@")
    assert "|prompt:" not in found.signature
    assert found.collected.statuses == {"ok": 2}
    assert found.overall.coverage.value > 0
    assert found.overall.faithfulness.value > 0.9
    assert "summarising: 2 of 2" in done.stderr


def test_a_run_that_is_complete_is_only_scored_again(tmp_path):
    write_set(tmp_path / "one")
    first, second = (bench("run", "--model", "lead-3", "--gold", "one", "--out", "run", cwd=tmp_path) for _ in range(2))
    assert first.stdout == second.stdout
    assert "1 of 1 summary there already" in second.stderr
    assert "summarising" not in second.stderr
    options = ("--model", "lead-3", "--gold", "one", "--out", "run", "--samples", "2")
    said = refused(bench("run", *options, cwd=tmp_path))
    assert "samples: 1 → 2" in said
    assert "--out" in said


def test_a_replayed_file_is_a_model_too(tmp_path):
    write_set(tmp_path / "one")
    write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": "The ferry left on time."}])
    done = bench("run", "--model", "replay:mine.jsonl", "--gold", "one", "--out", "run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert score(tmp_path / "run").overall.codes["dropped_attribution"].count == 1


SUMMARISER = """
import os, pathlib, sys, time
here = pathlib.Path(__file__).parent
article = sys.stdin.read()
with (here / "calls").open("a") as log:
    log.write(article.split()[0] + "\\n")
if article.split()[0] in (here / "hangs").read_text().split():
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.05)
if article.split()[0] in (here / "fails").read_text().split():
    sys.exit("no luck")
print("The port authority claims that the ferry left on time.")
"""


class Model:
    """A program that summarises, keeps a list of what it was asked, and hangs or fails as it is told."""

    def __init__(self, folder: Path, articles: tuple[str, ...]) -> None:
        self.folder = folder
        (folder / "model.py").write_text(SUMMARISER)
        self.set(hangs="", fails="")
        write_set(folder / "gold", articles=articles)
        for article in articles:
            (folder / "gold" / f"{article}.txt").write_text(f"{article}\n\n{ARTICLE}")
        self.options = ("run", "--model", f"command:{sys.executable} {folder}/model.py")
        self.options += ("--gold", "gold", "--out", "run", "--concurrency", "1")

    def set(self, *, hangs: str, fails: str) -> None:
        (self.folder / "hangs").write_text(hangs)
        (self.folder / "fails").write_text(fails)

    @property
    def calls(self) -> list[str]:
        path = self.folder / "calls"
        return path.read_text().split() if path.exists() else []

    def run(self) -> subprocess.CompletedProcess[str]:
        return bench(*self.options, cwd=self.folder)

    @contextmanager
    def hanging_over(self, article: str) -> Iterator[subprocess.Popen[str]]:
        """A run that was begun, from when the model hangs over an article until the run's end."""
        pipe = subprocess.PIPE
        process = subprocess.Popen([BENCH, *self.options], cwd=self.folder, stdout=pipe, stderr=pipe, text=True)
        deadline = time.monotonic() + 120
        while article not in self.calls and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        yield process
        self.stderr = process.communicate(timeout=60)[1]

    def run_until(self, article: str, signal_: signal.Signals) -> tuple[int, str]:
        """Begin a run, and send it a signal when the model hangs over an article."""
        with self.hanging_over(article) as process:
            process.send_signal(signal_)
        return process.returncode, self.stderr


ARTICLES = ("one", "two", "three", "four")


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return Model(tmp_path, ARTICLES)


def test_a_killed_run_goes_on_and_nothing_is_lost_or_asked_twice(model, tmp_path):
    model.set(hangs="three", fails="")
    summaries = tmp_path / "run" / "summaries.jsonl"
    with model.hanging_over("three") as process:
        deadline = time.monotonic() + 20  # the third is asked for while the second may be on its way to the disk
        while summaries.read_bytes().count(b"\n") < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert summaries.read_bytes().count(b"\n") == 2
    assert not RunDir(tmp_path / "run").is_scored
    with summaries.open("a") as file:
        file.write('{"id": "harbour/three#0", "gold": "harb')
    model.set(hangs="", fails="")
    done = model.run()
    assert done.returncode == 0, done.stderr
    assert "2 of 4 summaries there already" in done.stderr
    assert model.calls == ["one", "two", "three", "three", "four"]
    lines = [json.loads(line) for line in summaries.read_text().splitlines()]
    assert [line["article"] for line in lines] == list(ARTICLES)
    found = score(tmp_path / "run")
    assert found.collected.statuses == {"ok": 4}
    assert found.overall.coverage.of == 4 * 3


def test_an_interrupted_run_says_how_to_go_on(model):
    model.set(hangs="two", fails="")
    code, stderr = model.run_until("two", signal.SIGINT)
    assert code == 130
    assert "Traceback" not in stderr
    assert stderr.splitlines()[-1].startswith("bench: interrupted")
    model.set(hangs="", fails="")
    assert model.run().returncode == 0
    assert model.calls == ["one", "two", "two", "three", "four"]


def test_a_second_run_in_the_same_folder_is_refused(model):
    model.set(hangs="two", fails="")
    with model.hanging_over("two") as process:
        said = refused(model.run())
        assert said.startswith("bench: run: another process is at work in this folder")
        process.kill()
    model.set(hangs="", fails="")
    assert model.run().returncode == 0
    assert model.calls == ["one", "two", "two", "three", "four"]


def test_what_failed_is_asked_again_and_never_scored(model, tmp_path):
    model.set(hangs="", fails="two four")
    done = model.run()
    assert done.returncode == 3
    assert done.stdout.splitlines()[-1] == "run/scorecard.html"
    last = done.stderr.splitlines()[-1]
    assert last.startswith("bench: 2 of 4 summaries failed (exit code 1: no luck)")
    assert "--out run" in last
    found = score(tmp_path / "run")
    assert found.collected.statuses == {"ok": 2, "failed": 2}
    assert found.overall.coverage.of == 2 * 3
    model.set(hangs="", fails="")
    assert model.run().returncode == 0
    assert model.calls == [*ARTICLES, "two", "four"]
    assert score(tmp_path / "run").collected.statuses == {"ok": 4}


def test_what_a_server_refuses_is_not_claimed(serve, tmp_path):
    refusal = "Unsupported value: 'temperature' does not support 0.0 with this model."
    server = serve(error(400, refusal, param="temperature", code="unsupported_value"), chat("It ran."))
    write_set(tmp_path / "one")
    asked = ("run", "--model", "m", "--base-url", server.base_url, "--gold", "one", "--out", "run")
    for times in (1, 2):
        done = bench(*asked, "--samples", "2", "--temperature", "0", "--concurrency", "1", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "note: the server refused temperature: left out" in done.stderr, times
    assert ["temperature" in body for body in server.seen] == [True, False, False]
    found = score(tmp_path / "run")
    manifest = RunDir(tmp_path / "run").manifest()
    assert manifest.adjustments == {"temperature": f"left out (the server: {refusal})"}
    assert found.signature == manifest.signature
    assert found.signature.endswith("|samples:2|temperature:default")
    assert "Refused by the server" in (tmp_path / "run" / "scorecard.html").read_text(encoding="utf-8")


def test_a_program_that_does_not_exist_ends_the_run(tmp_path):
    write_set(tmp_path / "one")
    done = bench("run", "--model", "command:./nope", "--gold", "one", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("bench: command:./nope: cannot be started")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("share", "code"), [("0", 0), ("0.5", 1)])
def test_a_threshold_gates_a_release(tmp_path, share, code):
    write_set(tmp_path / "one")
    write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": "The ferry left on time."}])
    done = bench("score", "mine.jsonl", "--gold", "one", "--out", "run", "--fail-under", share, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert done.stdout.splitlines()[-1] == "run/scorecard.html"
    assert ("faithfulness 0.000 is below --fail-under 0.5" in done.stderr) == bool(code)


def test_summaries_of_several_models_are_scored_side_by_side(tmp_path):
    ids = [one.article.id for one in load("venezuela").articles]
    rows = [
        {
            "article": id_,
            "text": "The Cartel de los Soles is led by Maduro.",
            "model": model,
            "temperature": 1,
        }
        for id_ in ids
        for model in ("a/b:c", "d\u001b[31m")
    ]
    write_rows(tmp_path / "mine.jsonl", rows)
    done = bench("score", "mine.jsonl", "--gold", "venezuela", "--out", "run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "a/b:c" in done.stdout
    found = score(tmp_path / "run")
    assert set(found.by_model) == {"a/b:c", "d\u001b[31m"}
    assert RunDir(tmp_path / "run").manifest().model == "mine"
    before = (tmp_path / "run" / "scorecard.html").read_bytes()
    (tmp_path / "run" / "scorecard.html").unlink()
    again = bench("report", "run", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert again.stdout == done.stdout
    assert (tmp_path / "run" / "scorecard.html").read_bytes() == before


def test_a_changed_file_is_another_run(tmp_path):
    write_set(tmp_path / "one")
    for text in ("It sank.", "It swam."):
        write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": text}])
        done = bench("score", "mine.jsonl", "--gold", "one", "--out", "run", cwd=tmp_path)
    assert done.returncode == 2
    assert "parameters.sha256: " in done.stderr


def test_a_mistake_in_a_file_of_summaries_leaves_no_run(tmp_path):
    write_set(tmp_path / "one")
    write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": "x"}, {"article": "fery", "text": "x"}])
    done = bench("score", "mine.jsonl", "--gold", "one", "--out", "run", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "bench: mine.jsonl:2: field 'article': no article 'fery' in harbour (did you mean 'ferry'?)\n"
    )
    assert not (tmp_path / "run").exists()


def test_an_unfinished_run_cannot_be_rendered(tmp_path):
    write_set(tmp_path / "one")
    bench("run", "--model", "lead-3", "--gold", "one", "--out", "run", cwd=tmp_path)
    (tmp_path / "run" / "score.json").unlink()
    done = bench("report", "run", cwd=tmp_path)
    assert done.returncode == 2
    assert "score.json: no such file; this run is unfinished" in done.stderr
