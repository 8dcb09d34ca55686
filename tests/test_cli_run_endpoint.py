"""`bench run` with options for an endpoint: what is sent, and what is left in the run's folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import write_set
from scripted_server import chat, error

from bench.pipeline import signature
from bench.records import PromptRef, SetRef

PLANTED = "hush-planted/7Q"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_set(tmp_path / "gold")
    return tmp_path


def manifest(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "run" / "manifest.json").read_text())
    return read


def test_headers_and_fields_are_sent_and_only_fields_are_kept(serve, folder):
    server = serve(
        error(400, "Unsupported parameter: 'top_k' is not supported here", code="unsupported_parameter"),
        error(400, "stop is not supported by this model"),
        chat(f"The ferry left on time, said {PLANTED}."),
    )
    fields = ("--body", "top_k=5", "--body", 'stop=["END"]', "--body", "top_p=0.9", "--thinking-tokens", "100")
    options = ("--gold", "gold", "--out", "run", "--prompt", "careful", "--header", f"X-Key: {PLANTED}", *fields)
    done = bench("run", "--model", "m", "--base-url", server.base_url, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [sent["x-key"] for sent in server.headers] == [PLANTED] * 3
    assert server.seen[0]["stop"] == ["END"]
    assert {"top_k", "stop", "thinking_tokens"} & set(server.seen[-1]) == set()
    assert (server.seen[-1]["top_p"], server.seen[-1]["max_tokens"]) == (0.9, 2148)
    assert "Credit each claim" in server.seen[-1]["messages"][0]["content"]
    kept = manifest(folder)
    assert kept["endpoint"]["headers"] == ["x-key"]
    assert kept["parameters"]["top_k"] == 5
    assert set(kept["adjustments"]) == {"top_k", "stop"}
    assert kept["prompt"]["name"] == "careful"
    assert kept["signature"].endswith("|temperature:0|body:thinking_tokens=100,top_p=0.9")
    for path in (folder / "run").iterdir():
        assert PLANTED.encode() not in path.read_bytes(), path
    assert PLANTED not in done.stdout + done.stderr
    again = bench("run", "--model", "m", "--base-url", server.base_url, *options, "--body", "min_p=0", cwd=folder)
    assert "parameters.min_p: (none) → 0" in refused(again)


def test_a_long_body_stands_in_a_signature_by_its_hash():
    gold = [SetRef(name="harbour", version="1", hash="0123456789ab")]
    prompt = PromptRef(name="default", hash="0123456789ab")
    short, long, odd = (
        signature(gold, prompt, "rules@1", 1, 0.0, {"stop": stop}) for stop in ("END", ["END"] * 90, "a|b")
    )
    assert short.endswith('|temperature:0|body:stop="END"')
    for signed in (long, odd):
        assert re.search(r"\|temperature:0\|body:\+[0-9a-f]{12}$", signed)
    assert signature(gold, None, "rules@1", 1, None, {"sha256": "1"}) == signature(gold, None, "rules@1", 1, None)


def test_a_refusal_in_words_is_not_scored(serve, folder):
    server = serve(chat("I'm sorry, but I can't help with that."))
    done = bench("run", "--model", "m", "--base-url", server.base_url, "--gold", "gold", "--out", "run", cwd=folder)
    assert done.returncode == 0, done.stderr
    (line,) = (folder / "run" / "summaries.jsonl").read_text().splitlines()
    summary = json.loads(line)
    assert (summary["status"], summary["error"]) == ("refused", "the model refused in words of its own")
    assert (summary["finish_reason"], summary["usage"]["completion_tokens"]) == ("stop", 3)
    assert (folder / "run" / "outcomes.jsonl").read_text() == ""


def test_wrong_options_are_one_line(folder):
    address = "http://127.0.0.1:9/v1"
    for options, said in (
        (("--header", PLANTED), "looks like 'Name: value'"),
        (("--body", "messages=[]"), "'messages' is set by the benchmark"),
        (("--thinking-tokens", "0"), "--thinking-tokens"),
    ):
        asked = ("--base-url", address, "--gold", "gold", "--out", "run", *options)
        done = bench("run", "--model", "m", *asked, cwd=folder)
        assert said in refused(done)
        assert PLANTED not in done.stderr
        assert not (folder / "run").exists()
