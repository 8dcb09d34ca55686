"""Collecting from somebody else's server of the OpenAI protocol, which also judges its clients."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from bench_process import bench
from gold_folder import write_set
from llmock.simulation import estimate_tokens

from bench.pipeline import collect_into, pending
from bench.records import Article
from bench.rundir import RunDir
from runners import prompts
from runners.asking import Progress
from runners.chat.batch_transport import BatchLimits
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryPolicy
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server
from runners.paced_runners import ChatRunner
from runners.summary_request import SummaryRequest, requests_for

LLMOCK = str(Path(sys.executable).parent / "llmock")
WINDOW = 2000
TEXT = "The ferry left on time, the port authority claims."


class Control:
    """The server's own interface for tests."""

    def __init__(self, port: int) -> None:
        self.base_url = f"http://127.0.0.1:{port}/v1"
        self._client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)

    def is_up(self) -> bool:
        try:
            return self._client.get("/health").status_code == 200
        except httpx2.HTTPError:
            return False

    def expect(self, *behaviors: dict[str, Any]) -> None:
        self._client.post("/_llmock/scenario", json={"behaviors": behaviors}).raise_for_status()

    def asked(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.get("/_llmock/requests").json()["requests"]
        return found

    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._client.get("/_llmock/verdict").json()["findings"]
        return found

    def reset(self) -> None:
        self._client.post("/_llmock/reset").raise_for_status()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--response-style", "static", "--context-window", str(WINDOW)]
    said = tmp_path_factory.mktemp("llmock") / "said"
    with said.open("wb") as file:
        process = subprocess.Popen([LLMOCK, "serve", *options], stdout=file, stderr=file)
    control = Control(port)
    try:
        until = time.monotonic() + 60
        while not control.is_up():
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
            time.sleep(0.05)
        yield control
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def control(running: Control) -> Control:
    running.reset()
    return running


def test_a_run_and_the_rest_of_it(control, tmp_path):
    control.expect(
        {"type": "fail", "status": 429, "retry_after": 0.2},
        {"type": "fail", "status": 422, "message": "not today"},
        {"type": "reply", "text": TEXT},
        {"type": "reply", "text": TEXT[:20], "finish_reason": "length"},
        {"type": "reply", "text": "", "finish_reason": "content_filter"},
    )
    write_set(tmp_path / "gold")
    options = ("--model", "m", "--base-url", control.base_url, "--gold", "gold", "--out", "run", "--seed", "7")
    first = bench("run", *options, "--samples", "4", "--concurrency", "1", cwd=tmp_path)
    assert first.returncode == 3, first.stderr
    summaries = {summary.status: summary for summary in RunDir(tmp_path / "run").summaries()}
    failed, ok, truncated, refused = (summaries[status] for status in ("failed", "ok", "truncated", "refused"))
    assert failed.error == "the server refused the request (422): not today"
    assert (ok.text, ok.finish_reason) == (TEXT, "stop")
    assert (truncated.text, truncated.finish_reason) == (TEXT[:20], "length")
    assert refused.finish_reason == "content_filter"
    (trouble,) = (trouble for summary in summaries.values() for trouble in summary.troubles)
    assert trouble.startswith("the server asks for a pause (429): ")
    asked = control.asked()
    assert [record["status"] for record in asked] == [429, 422, 200, 200, 200]
    last = {record["body"]["seed"] - 7: record for record in asked}
    assert last[failed.sample]["status"] == 422
    for summary in (ok, truncated):
        (message,) = last[summary.sample]["body"]["messages"]
        assert summary.usage.prompt_tokens == estimate_tokens(message["content"]) > 0
        assert summary.usage.completion_tokens == estimate_tokens(summary.text) > 0
    assert control.findings() == []

    control.reset()
    again = bench("run", *options, "--samples", "4", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "3 of 4 summaries there already" in again.stderr
    assert [record["body"]["seed"] - 7 for record in control.asked()] == [failed.sample]
    score = json.loads((tmp_path / "run" / "score.json").read_text())
    assert score["collected"]["statuses"] == {"ok": 2, "truncated": 1, "refused": 1}


def requests(*texts: str) -> tuple[SummaryRequest, ...]:
    articles = [Article(gold="g", id=f"a{number}", title="", text=text) for number, text in enumerate(texts)]
    return requests_for(articles, prompt=prompts.load("default"))


def collect(
    control: Control, folder: Path, asked: tuple[SummaryRequest, ...], policy: RetryPolicy | None = None
) -> RunDir:
    server = Server(provider="custom", base_url=control.base_url)
    run = RunDir(folder)
    limits = Limits(concurrency=8)
    model = openai_chat_model("m", server=server, model="m", retry_policy=policy, limits=limits)
    assert collect_into(run, ChatRunner(model), pending(run, asked)) == "done"
    return run


def test_it_finds_no_fault_with_how_requests_come_again(control, tmp_path):
    control.expect(
        {"type": "fail", "status": 500, "times": 3},
        {"type": "fail", "status": 503, "times": 3},
        {"type": "fail", "status": 429, "retry_after": 0.3, "times": 4},
    )
    asked = requests(*(f"Ferry {number} left." for number in range(40)))
    run = collect(control, tmp_path, asked, RetryPolicy(shortest=0.1))
    summaries = run.summaries()
    assert {summary.id for summary in summaries} == {request.id for request in asked}
    assert {summary.status for summary in summaries} == {"ok"}
    assert sum(len(summary.troubles) for summary in summaries) == 10
    assert len(control.asked()) == 50
    assert control.findings() == []


def test_an_article_that_does_not_fit_fails_alone_and_at_once(control, tmp_path):
    short, long = "A ferry left.", "A ferry left. " * WINDOW
    fits, fails = sorted(collect(control, tmp_path, requests(short, long)).summaries(), key=lambda one: one.article)
    assert fits.status == "ok"
    assert (fails.status, fails.attempts) == ("failed", 1)
    assert fails.error.startswith("the article does not fit into the model's context: This model's maximum context")


def test_it_takes_batches(control, tmp_path):
    server = Server(provider="custom", base_url=control.base_url, batch=BatchLimits())
    policy = RetryPolicy(first_look=0.2, longest_look=0.3)
    run, asked = RunDir(tmp_path), requests("A ferry left.", "A ferry came.")
    model = openai_chat_model("m", server=server, model="m", retry_policy=policy)
    seen: list[Progress] = []
    assert collect_into(run, ChatRunner(model), asked, in_batches=True, on_progress=seen.append) == "done"
    assert {summary.id: summary.status for summary in run.summaries()} == {request.id: "ok" for request in asked}
    assert min(summary.usage.prompt_tokens for summary in run.summaries()) > 0
    (under_way,) = {progress.batches.ids for progress in seen if progress.batches}
    assert under_way[0].startswith("batch_")
    assert control.findings() == []
