"""Collecting from a server that fails in every way, and by a process that is killed at any moment."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench_process import BENCH, bench
from gold_folder import write_set
from kills import killed_and_ended
from scripted_server import Handler, chat, error, reset, say, tear

from bench.counted import counted
from bench.pipeline import collect_into, pending
from bench.records import Article, Summary
from bench.rundir import RunDir
from runners import prompts
from runners.asking import WORKERS_PER_SLOT
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryPolicy
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server
from runners.paced_runners import ChatRunner
from runners.summary_request import SummaryRequest, requests_for

FAST = RetryPolicy(attempts=10, first_contact=10, timeouts=5, shortest=0.005, longest=0.02)
SLOW = 2.0
LIMIT = 1.0


def made(count: int) -> tuple[SummaryRequest, ...]:
    articles = [
        Article(gold="g", id=f"a{number}", title="", text=f"Article number {number}.") for number in range(count)
    ]
    return requests_for(articles, prompt=prompts.load("default"))


def answer(handler: Handler) -> Any:
    """What the server makes of an article: always the same."""
    text = handler.asked["messages"][0]["content"]
    return chat(f"About {text[text.index('Article number') :].split('.')[0]}.")


def faulty(handler: Handler) -> None:
    dice = random.random()
    if dice < 0.05:
        say(handler, error(429, "slow down", {"Retry-After": "0.01"}))
    elif dice < 0.10:
        say(handler, error(429, "slow down"))
    elif dice < 0.15:
        say(handler, error(500, "it burns"))
    elif dice < 0.17:
        reset(handler)
    elif dice < 0.19:
        tear(handler)
    elif dice < 0.20:
        say(handler, (200, {}, b"<html>one moment</html>"))
    elif dice < 0.21:
        time.sleep(SLOW)
        say(handler, answer(handler))
    else:
        say(handler, answer(handler))


def test_every_summary_arrives_once_whatever_the_server_does(serve, tmp_path):
    server = serve(faulty)
    about = Server(provider="custom", base_url=server.base_url)
    limits = Limits(concurrency=32)
    model = openai_chat_model("m", server=about, model="m", time_limit=LIMIT, retry_policy=FAST, limits=limits)
    run = RunDir(tmp_path)
    requests = made(300)
    assert collect_into(run, ChatRunner(model), requests) == "done"
    lines = [json.loads(line) for line in (tmp_path / "summaries.jsonl").read_text().splitlines()]
    assert Counter(line["id"] for line in lines) == Counter(request.id for request in requests)
    for line in lines:
        assert line["status"] == "ok"
        assert line["text"] == f"About Article number {line['article'][1:]}."
        assert len(line["troubles"]) == line["attempts"] - 1
    assert sum(line["attempts"] for line in lines) == len(server.seen)
    said = " ".join(trouble for line in lines for trouble in line["troubles"])
    assert "the server asks for a pause (429): slow down" in said
    assert "the server failed (500): it burns" in said


CONCURRENCY = 8


def collect_again(folder: Path, address: str, count: int) -> None:
    """What each of the processes does that are killed."""
    run = RunDir(folder)
    server = Server(provider="custom", base_url=address)
    limits = Limits(concurrency=CONCURRENCY)
    model = openai_chat_model("m", server=server, model="m", retry_policy=FAST, limits=limits)
    with run.locked():
        collect_into(run, ChatRunner(model), pending(run, made(count)))


def test_a_run_killed_at_random_moments_ends_as_an_unbroken_one(serve, tmp_path):
    def slowly(handler: Handler) -> None:
        time.sleep(0.02)
        say(handler, answer(handler))

    server = serve(slowly)
    count, kills = 150, 6
    path = tmp_path / "summaries.jsonl"
    killed_and_ended(collect_again, (tmp_path, server.base_url, count), path, lines=count, kills=kills)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert {line["id"]: line["text"] for line in lines} == {
        request.id: f"About Article number {request.article[1:]}." for request in made(count)
    }
    assert len(lines) == count
    assert not pending(RunDir(tmp_path), made(count))
    held = WORKERS_PER_SLOT * CONCURRENCY  # each worker may have an answer that is not on disk yet
    assert len(server.seen) <= count + kills * held, "only what was under way is asked for again"


FULL = """
import resource, sys
sys.dont_write_bytecode = True  # or modules would be kept cut off, and no later process could load them
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
import bench.cli
sys.argv = ["bench", *sys.argv[1:]]
bench.cli.main()
"""


def test_a_disk_that_is_full_is_said_and_what_is_written_stays_whole(serve, tmp_path):
    server = serve(chat("The ferry left on time, the port authority claims. " * 6))
    write_set(tmp_path / "one")
    options = ["run", "--model", "m", "--base-url", server.base_url, "--gold", "one", "--out", "run", "--samples", "20"]
    full = subprocess.run(
        [sys.executable, "-c", FULL, *options], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert full.returncode == 3
    said = full.stderr.splitlines()[-1]
    assert said.startswith("bench: run/summaries.jsonl: cannot be written: File too large")
    assert said.endswith("run the same again with --out run to go on")
    assert "Traceback" not in full.stderr
    path = tmp_path / "run" / "summaries.jsonl"
    data = path.read_bytes()
    assert len(data) <= 4000
    assert not data or data.endswith(b"\n")
    there = [json.loads(line)["id"] for line in data.splitlines()]
    again = bench(*options, "--dry-run", cwd=tmp_path)
    there_are = f" ({counted(len(there), 'summary')} there already)" if there else ""
    assert f"requests: {20 - len(there)}{there_are}" in again.stdout.splitlines()
    RunDir(tmp_path / "run").append(Summary(id="g/last#0", gold="g", article="last", model="m", text="x"))
    assert [one.id for one in RunDir(tmp_path / "run").summaries()] == [*there, "g/last#0"]


def test_interrupted_requests_under_way_are_waited_for_and_no_more_are_sent(serve, tmp_path):
    def slowly(handler: Handler) -> None:
        time.sleep(1)
        say(handler, chat("A ferry ran."))

    server = serve(slowly)
    write_set(tmp_path / "one")
    options = ["run", "--model", "m", "--base-url", server.base_url, "--gold", "one", "--out", "run", "--samples", "9"]
    process = subprocess.Popen(
        [BENCH, *options, "--concurrency", "2"], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while len(server.seen) < 2 and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "no more are asked for; waiting a few seconds for the 2 under way" in said
    assert said.splitlines()[-1].startswith("bench: interrupted")
    assert len(RunDir(tmp_path / "run").summaries()) == len(server.seen) == 2
    assert not RunDir(tmp_path / "run").is_scored
