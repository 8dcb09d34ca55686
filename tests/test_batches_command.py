"""`run` and `score` with `--batch`, against a server on loopback."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from batch_server import Body, answered, completion
from bench_process import BENCH, bench, refused
from gold_folder import write_rows, write_set
from judge_server import answer

from bench.pipeline.batch_file import check_none_under_way
from runners.openai_protocol.presets import presets


def respond(custom_id: str, body: Body) -> Body:
    """A summary or, where it is asked to judge, verdicts."""
    is_judge = "Judge these facts" in body["messages"][-1]["content"]
    return answered(custom_id, completion(json.dumps(answer(body)) if is_judge else "f01-preserved, and no more."))


@pytest.fixture
def folder(tmp_path):
    write_set(tmp_path / "gold", articles=("ferry", "late"))
    return tmp_path


def test_a_run_and_its_judge_are_asked_in_batches(batch_server, folder):
    batch_server.respond = respond
    options = [*("run", "--model", "m", "--base-url", batch_server.base_url, "--gold", "gold", "--out", "run")]
    options += ["--scorer", "judge", "--judge", "j", "--judge-base-url", batch_server.base_url, "--batch"]
    dry = bench(*options, "--dry-run", cwd=folder)
    assert "batches: about 1, each of at most 50,000 requests and 200 MB, and ready within 24 hours" in dry.stdout
    assert not batch_server.asked
    done = bench(*options, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "summarising: 1 batch at the server, " in done.stderr
    assert "Ctrl-C leaves them there, and the same command, with --out, picks them up (batch-1)" in done.stderr
    # Both articles are the same, so that one question to the judge is about either.
    assert [len(batch_server.lines(batch)) for batch in batch_server.batches.values()] == [2, 1]
    notes = [json.loads(line) for line in (folder / "run" / "batches.jsonl").read_text().splitlines()]
    assert [note["purpose"] for note in notes if note["event"] == "taken"] == ["summaries", "verdicts"]
    score = json.loads((folder / "run" / "score.json").read_text())
    assert (score["judge"]["answers"], score["judge"]["missing"]) == (1, 0)

    # As if the process had ended before the last notes: all answers are there, and nothing is asked again.
    path = folder / "run" / "batches.jsonl"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if '"taken"' not in line))
    again = bench(*options, cwd=folder)
    assert again.returncode == 0, again.stderr
    assert len(batch_server.batches) == 2
    check_none_under_way(folder / "run")


def test_an_interrupted_run_leaves_its_batch_at_the_server_and_picks_it_up(batch_server, folder):
    batch_server.looks = 10**6
    options = ["run", "--model", "m", "--base-url", batch_server.base_url, "--gold", "gold", "--out", "run"]
    process = subprocess.Popen(
        [BENCH, *options, "--batch"], cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while "GET /batches/ID" not in batch_server.asked and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the batches go on at the server; the same command, with --out, picks them up" in said
    assert "batch-1 is under way" in refused(bench(*options, cwd=folder))
    assert "model: m → other" in refused(bench(*options[:2], "other", *options[3:], "--batch", cwd=folder))
    batch_server.looks = 1
    batch_server.respond = lambda custom_id, _: answered(custom_id, completion("A ferry ran."))
    done = bench(*options, "--batch", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert len(batch_server.batches) == 1
    assert sorted(batch_server.paid.values()) == [1, 1]


def test_summaries_that_are_there_are_judged_in_batches(batch_server, folder):
    batch_server.respond = respond
    write_rows(folder / "mine.jsonl", [{"article": "ferry", "text": "f01-preserved f02-omitted"}])
    done = bench(
        *("score", "mine.jsonl", "--gold", "gold", "--scorer", "judge", "--judge", "j", "--out", "run", "--batch"),
        *("--base-url", batch_server.base_url),
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    assert len(batch_server.batches) == 1


def test_what_costs_nothing_is_asked_as_always_beside_a_judge_in_batches(batch_server, folder):
    batch_server.respond = respond
    options = ["run", "--model", "lead-3", "--gold", "gold", "--out", "run", "--scorer", "judge", "--judge", "j"]
    done = bench(*options, "--judge-base-url", batch_server.base_url, "--batch", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert batch_server.asked.count("POST /batches") == 1


def test_a_judge_is_measured_in_batches(batch_server, folder):
    batch_server.respond = respond
    options = ["validate", "--gold", "gold", "--scorer", "judge", "--judge", "j", "--base-url", batch_server.base_url]
    dry = bench(*options, "--batch", "--dry-run", cwd=folder)
    assert "batches: about 1, each of" in dry.stdout
    done = bench(*options, "--batch", cwd=folder, XDG_DATA_HOME=str(folder / "data"))
    assert done.returncode == 0, done.stderr
    assert len(batch_server.batches) == 1


def test_the_page_names_every_server_that_takes_batches():
    page = (Path(__file__).parent.parent / "docs" / "batches.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(\w+)`.* \| ([\d,]+) \| (\d+) \| (\d+)% \|$", page, re.MULTILINE)
    of_presets = {name: preset.batch for name, preset in presets().items() if preset.batch}
    assert {
        (name, f"{limits.requests:,}", str(limits.megabytes), f"{100 * limits.price:.0f}")
        for name, limits in of_presets.items()
    } == set(shown)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "lead-3"], "--batch: nothing that is asked takes batches"),
        (["--model", "openrouter:m"], "--batch: openrouter takes no batches by the OpenAI protocol: leave it out"),
        (
            ["--model", "openai:m", "--scorer", "judge", "--judge", "anthropic:m"],
            "--batch: anthropic takes no batches by the OpenAI protocol",
        ),
    ],
)
def test_a_server_without_batches_is_one_line(folder, options, said):
    assert said in refused(bench("run", *options, "--gold", "gold", "--batch", "--dry-run", cwd=folder))


def test_a_plan_halves_the_prices_where_a_preset_says_so(folder):
    options = ["run", "--model", "openai:m", "--gold", "gold", "--price-in", "1000", "--price-out", "0", "--dry-run"]
    whole, half = (bench(*options, *more, cwd=folder).stdout.splitlines() for more in ([], ["--batch"]))
    costs = [float(line.split()[2].rstrip(",")) for lines in (whole, half) for line in lines if "cost" in line]
    assert costs[1] == pytest.approx(costs[0] / 2, rel=0.1)
    assert half[-2].endswith("ready within 24 hours; for 50% of the price of single requests")
