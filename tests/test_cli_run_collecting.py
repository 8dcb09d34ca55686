"""The options of `bench run` that are about collecting."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import write_set
from scripted_server import Handler, chat, error, say

from bench.pipeline import Prices
from bench.rundir import RunDir
from bench.terminal.collection_progress import duration, figures
from runners.asking import Progress

KEY = "sk-planted-7Qx9Zz2p-secret"


def options(server, *more: str) -> tuple[str, ...]:
    return ("run", "--model", "m", "--base-url", server.base_url, "--gold", "one", "--out", "run", *more)


@pytest.fixture(autouse=True)
def gold(tmp_path: Path) -> None:
    write_set(tmp_path / "one")


def test_a_dry_run_sends_nothing_and_writes_nothing(serve, tmp_path):
    server = serve(chat())
    asked = options(server, "--samples", "10", "--max-tokens", "500", "--price-in", "10", "--price-out", "20")
    done = bench(*asked, "--dry-run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "requests: 10" in done.stdout.splitlines()
    tokens = next(line for line in done.stdout.splitlines() if line.startswith("tokens: about "))
    assert tokens.endswith(" in, 2,000 out, 5,000 at most")
    read = int(tokens.split()[2].replace(",", ""))
    assert (
        f"cost: about {(read * 10 + 2000 * 20) / 1e6:.4f}, {(read * 10 + 5000 * 20) / 1e6:.4f} at most" in done.stdout
    )
    assert server.seen == []
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_dry_run_needs_no_key(tmp_path):
    asked = ("run", "--model", "openai:m", "--gold", "one", "--dry-run")
    done = bench(*asked, cwd=tmp_path, OPENAI_API_KEY="")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "note: no key yet; the run itself needs it in OPENAI_API_KEY\n"
    assert "requests: 1" in done.stdout.splitlines()
    typed = KEY.replace("-", "_")
    said = refused(bench(*asked, "--api-key-env", typed, cwd=tmp_path))
    assert "set the variable that --api-key-env names" in said
    assert typed not in said


def test_a_hopeless_run_ends_early_and_says_that_it_is_incomplete(serve, tmp_path):
    server = serve(chat("A ferry ran."), error(422, "no"))
    done = bench(*options(server, "--samples", "60", "--concurrency", "1", "--max-failures", "5%"), cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert len(server.seen) <= 7
    assert "INCOMPLETE: 59 of 60 summaries missing" in done.stdout
    assert "59 of 60 summaries missing" in done.stderr.splitlines()[-1]
    score = RunDir(tmp_path / "run").score()
    assert not score.collected.is_complete
    assert "Incomplete." in (tmp_path / "run" / "scorecard.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ["many", "-1", "101%", "1.5", "5%%", "", "nan"])
def test_a_number_of_failures_that_is_none_is_refused(serve, tmp_path, given):
    said = refused(bench(*options(serve(chat()), f"--max-failures={given}"), cwd=tmp_path))
    assert "such as 20, or a share of them, such as 5%" in said


def test_without_retries_each_request_is_sent_once(serve, tmp_path):
    server = serve(error(500, "it burns"), chat("A ferry ran."))
    asked = options(server, "--samples", "3", "--api-key-env", "MY_KEY")
    done = bench(*asked, "--no-retry", "--concurrency", "1", cwd=tmp_path, MY_KEY=KEY)
    assert done.returncode == 3, done.stderr
    assert len(server.seen) == 3
    assert RunDir(tmp_path / "run").score().collected.statuses == {"ok": 2, "failed": 1}
    assert "1 failed" in done.stderr
    dry = bench(*asked, "--dry-run", cwd=tmp_path, MY_KEY="")
    assert "requests: 1 (2 summaries there already)" in dry.stdout
    assert "samples: 3 → 4" in refused(bench(*asked, "--samples", "4", "--dry-run", cwd=tmp_path, MY_KEY=KEY))
    assert len(server.seen) == 3


def test_rate_failures_tokens_cost_and_time_left_are_shown():
    progress = Progress(total=100, done=20, failed=2, running=8, prompt_tokens=30_000, completion_tokens=4_000)
    prices = Prices(prompt=10, completion=25)
    shown = ["2.0/s", "2 failed", "34,000 tokens", "cost 0.4000", "40 s left"]
    assert figures(progress, 10, prices) == shown
    told = progress.model_copy(update={"cost": 1.5})
    assert "cost 1.50" in figures(told, 10, prices), "what the server says goes before what the user says"
    assert not [said for said in figures(progress, 10, None) if "cost" in said]
    assert figures(Progress(total=5, done=0, failed=0, running=0), 0, None) == []
    assert [duration(seconds) for seconds in (59, 61, 3599, 3601, 90_000)] == [
        "59 s",
        "1 min",
        "1 h 0 min",
        "1 h 0 min",
        "25 h 0 min",
    ]


@pytest.mark.parametrize(
    ("secret", "name", "sent"),
    [
        (("--api-key-env", "MY_KEY"), "authorization", f"Bearer {KEY}"),
        (("--header", f"Authorization: Bearer {KEY}"), "authorization", f"Bearer {KEY}"),
        (("--header", f"X-Goog-Api-Key: {KEY}"), "x-goog-api-key", KEY),
    ],
)
def test_a_key_is_nowhere_in_what_is_written_or_said(serve, tmp_path, secret, name, sent):
    def echo(handler: Handler) -> None:
        """Everything that was sent, as some gateways answer while they are being set up."""
        say(handler, error(502, f"bad request: {handler.headers}"))

    server = serve(
        error(429, f"slow down, {KEY}", {"Retry-After": "0"}),
        error(500, KEY),
        chat(f"The key {KEY} is a secret."),
        error(422, f"no {KEY}"),
        echo,
        chat("A ferry ran.", reasoning_content=KEY),
    )
    asked = options(server, "--samples", "4", "--price-in", "10", "--concurrency", "1", *secret)
    done = bench(*asked, cwd=tmp_path, MY_KEY=KEY)
    assert done.returncode == 3, done.stderr
    assert {headers[name] for headers in server.headers} == {sent}
    written = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert len(written) >= 6
    for path in written:
        assert KEY.encode() not in path.read_bytes(), path
        assert b"sk-planted" not in path.read_bytes(), path
    assert "sk-planted" not in done.stdout + done.stderr
    assert "summarising: 4 of 4" in done.stderr
    assert "42 tokens, cost 0.0003" in done.stderr
    troubles = [trouble for one in RunDir(tmp_path / "run").summaries() for trouble in one.troubles]
    assert any("slow down, [key]" in trouble for trouble in troubles)
    assert any("bad request: " in trouble for trouble in troubles)
