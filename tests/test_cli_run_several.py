"""`bench run` with several models and prompts: a run for each, side by side, compared at the end."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from bench_process import bench, refused
from gold_folder import write_set
from judge_server import judge
from scripted_server import Handler, chat, error, say

from bench.errors import AllegedlyError, EndpointError
from bench.pipeline.collecting import Collection, collect_each
from bench.pipeline.model_options import ModelOptions
from bench.pipeline.preparing import RunOptions, prepare_each
from bench.rundir import RunDir
from runners.chat.rate_limiter import Limits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_set(tmp_path / "gold", articles=("one", "two"))
    return tmp_path


class Busy:
    """Answers, and knows how many requests were under way at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running = self.most = 0

    def __call__(self, handler: Handler) -> None:
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.01)
        with self.lock:
            self.running -= 1
        say(handler, chat("The ferry left on time."))


def test_each_model_and_prompt_has_a_run_and_all_are_compared(serve, folder):
    busy = Busy()
    server = serve(busy)
    asked = ("run", "--model", "a/x", "--model", "lead-3", "--prompt", "default", "--prompt", "short")
    asked += ("--base-url", server.base_url, "--temperature", "0", "--gold", "gold", "--concurrency", "1")
    plan = bench(*asked, "--out", "both", "--dry-run", cwd=folder)
    assert plan.returncode == 0, plan.stderr
    assert "3 runs: 6 requests" in plan.stdout
    assert not (folder / "both").exists()
    done = bench(*asked, "--out", "both", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (busy.most, len(server.seen)) == (1, 4)
    names = ["a-x-default", "a-x-short", "lead-3"]
    assert sorted(path.name for path in (folder / "both").iterdir()) == sorted([*names, "comparison.html"])
    for name in names:
        run = RunDir(folder / "both" / name)
        assert run.score().collected.statuses == {"ok": 2}
        assert run.scorecard.is_file()
    assert {s.text for s in RunDir(folder / "both" / "a-x-short").summaries()} == {"The ferry left on time."}
    assert done.stdout.splitlines()[-1] == "both/comparison.html"
    assert done.stdout.count("2 of 2") == 3
    assert "summarising: 6 of 6" in done.stderr
    page = (folder / "both" / "comparison.html").read_text(encoding="utf-8")
    assert all(name in page for name in names[:-1])
    said = refused(bench(*asked, "--out", "both/lead-3", cwd=folder))
    assert said.startswith("bench: both/lead-3 holds a run: several go into a folder of their own")


@pytest.mark.parametrize(
    ("models", "prompts", "message"),
    [
        (("lead-3", "lead-3"), (), "--model lead-3: given twice"),
        (("vllm:m",), ("short", "short"), "--prompt short of vllm:m: given twice"),
        (("lead-3", "nope:x"), (), "no model 'nope:x'"),
        (("lead-3", "replay:gone.jsonl"), ("short",), "gone.jsonl"),
        (("lead-3",), ("short", "default"), "lead-3 reads no prompt"),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_is_sent(folder, models, prompts, message):
    options = RunOptions(gold=(str(folder / "gold"),), prompts=prompts, out=folder / "both")
    with pytest.raises(AllegedlyError, match=re.escape(message)):
        prepare_each([ModelOptions(model=name) for name in models], options)
    assert not (folder / "both").exists()


def test_names_that_differ_in_signs_alone_have_folders_of_their_own(folder):
    options = RunOptions(gold=(str(folder / "gold"),), out=folder)
    models = [ModelOptions(model=name) for name in ("vllm:a/b", "vllm:a:b", "vllm:c")]
    names = [run.folder.path.name for run in prepare_each(models, options).runs]
    assert len(set(names)) == 3
    assert [name[:16] for name in names] == ["vllm-a-b-default", "vllm-a-b-default", "vllm-c-default"]
    assert names == [run.folder.path.name for run in prepare_each(models, options).runs]


def test_a_model_that_cannot_be_asked_does_not_stop_the_others(serve, folder):
    def answer(handler: Handler) -> None:
        ok = handler.asked["model"] == "good"
        say(handler, chat("The ferry left on time.") if ok else error(401, "wrong key"))

    server = serve(answer)
    models = ("--model", "bad", "--model", "good", "--model", "openai:x", "--base-url", server.base_url)
    done = bench("run", *models, "--gold", "gold", "--out", "both", "--api-key-env", "NO_KEY", cwd=folder, NO_KEY="k")
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("bench: bad: ")
    assert "; openai:x: " in last
    assert "note: bad: " in done.stderr
    assert RunDir(folder / "both" / "good-default").score().collected.statuses == {"ok": 2}
    assert not RunDir(folder / "both" / "bad-default").is_scored
    assert done.stdout.splitlines()[-1] == "both/good-default/scorecard.html"


def test_what_failed_is_told_of_each_run_with_the_command_that_goes_on(serve, folder):
    def answer(handler: Handler) -> None:
        is_first = len([body for body in server.seen if body["model"] == handler.asked["model"]]) == 1
        say(handler, chat("The ferry left on time.") if is_first else error(400, "no luck"))

    server = serve(answer)
    models = ("--model", "a", "--model", "b", "--base-url", server.base_url, "--gold", "gold", "--out", "both")
    done = bench("run", *models, "--concurrency", "1", "--fail-under", "0.5", cwd=folder)
    assert done.returncode == 3
    last = done.stderr.splitlines()[-1]
    refused_one = "1 of 2 summaries failed (the server refused the request (400): no luck)"
    again = f"{refused_one}: run the same again with --out both to go on"
    assert last == f"bench: a: {again}; b: {again}"
    assert done.stdout.splitlines()[-1] == "both/comparison.html"


def test_an_interrupt_stops_all_of_them(serve, folder):
    interrupts = iter([signal.SIGINT])

    def answer(handler: Handler) -> None:
        # While this request is under way, so that it cannot come when nobody waits for it any more.
        for interrupt in interrupts:
            os.kill(os.getpid(), interrupt)
        say(handler, chat("The ferry left on time."))

    options = RunOptions(gold=(str(folder / "gold"),), out=folder / "both", samples=20)
    models = [ModelOptions(model=name, base_url=serve(answer).base_url) for name in ("a", "b")]
    runs = prepare_each(models, options, Limits(concurrency=1)).runs
    with pytest.raises(KeyboardInterrupt):
        collect_each([Collection(run.folder, run.runner, run.begin()) for run in runs])
    # What was under way may come.
    assert all(len(run.folder.summaries()) <= 2 for run in runs)


def test_each_run_has_to_meet_the_thresholds(serve, folder):
    busy = Busy()
    models = ("--model", "a", "--model", "b", "--base-url", serve(busy).base_url, "--gold", "gold", "--out", "both")
    done = bench(
        "run", *models, "--concurrency", "1", "--fail-under", "faithfulness=0.5", "--junit", "ci.xml", cwd=folder
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "a: faithfulness 0.000 is below --fail-under 0.5; b: faithfulness 0.000 is below" in last
    assert (folder / "ci.xml").read_text().count("<failure") == 2
    # Two models on one server share what it is asked at once.
    assert busy.most == 1


def test_a_judge_is_asked_once_about_what_two_models_say_alike(serve, folder):
    asked_of_judge: list[Any] = []

    def answer(handler: Handler) -> None:
        if handler.asked["model"] == "judge":
            asked_of_judge.append(handler.asked)
            judge(handler)
        else:
            own = f" says {handler.asked['model']}" if "two" in handler.asked["messages"][-1]["content"] else ""
            say(handler, chat(f"f01-dropped-attribution f02-preserved{own}"))

    server = serve(answer)
    (folder / "gold" / "two.txt").write_text("two\n\n" + (folder / "gold" / "two.txt").read_text())
    models = ("--model", "a", "--model", "b", "--base-url", server.base_url, "--gold", "gold", "--out", "both")
    judging = ("--scorer", "judge", "--judge", "judge", "--judge-base-url", server.base_url)
    for _ in range(2):
        done = bench("run", *models, *judging, cwd=folder, XDG_DATA_HOME=str(folder / "data"))
        assert done.returncode == 0, done.stderr
        # The second time nobody is asked for anything.
        assert (len(asked_of_judge), len(server.seen)) == (3, 7)
        for name in ("a", "b"):
            run = RunDir(folder / "both" / f"{name}-default")
            assert [outcome.verdict for outcome in run.outcomes()] == [
                "dropped_attribution",
                "preserved",
                "omitted",
            ] * 2
            assert len(run.answers()) == 2
            assert run.score().judge.missing == 0
    # What one run has of the judge serves a model that joins.
    third = tuple("c" if word == "b" else word for word in models)
    assert bench("run", *third, *judging, cwd=folder, XDG_DATA_HOME=str(folder / "data")).returncode == 0
    assert len(asked_of_judge) == 4
    assert len(RunDir(folder / "both" / "c-default").answers()) == 2


def test_servers_do_not_wait_for_each_other(serve, folder):
    is_done = threading.Event()

    def slow(handler: Handler) -> None:
        is_in_time = is_done.wait(10)
        say(handler, chat("At last." if is_in_time else "Alone."))

    def quick(handler: Handler) -> None:
        say(handler, chat("At once."))
        if len(quick_server.seen) == 2:
            is_done.set()

    quick_server = serve(quick)
    models = [
        ModelOptions(model=name, base_url=url)
        for name, url in [
            ("slow", serve(slow).base_url),
            ("quick", quick_server.base_url),
            ("gone", "http://127.0.0.1:9/v1"),
        ]
    ]
    options = RunOptions(gold=(str(folder / "gold"),), out=folder / "both")
    runs, unreachable = prepare_each(models, options, Limits(concurrency=1, retries=False))
    assert unreachable == ()
    seen = []
    ended = collect_each([Collection(run.folder, run.runner, run.begin()) for run in runs], on_progress=seen.append)
    assert ended[:2] == ["done", "done"]
    assert isinstance(ended[2], EndpointError)
    assert {summary.text for summary in runs[0].folder.summaries()} == {"At last."}
    # What cannot be had of one model is no longer waited for.
    assert (seen[-1].done, seen[-1].total) == (4, 4)
    manifests = [json.loads((run.folder.path / "manifest.json").read_text()) for run in runs]
    assert [manifest["model"] for manifest in manifests] == ["slow", "quick", "gone"]
