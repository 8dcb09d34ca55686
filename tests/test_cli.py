from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bench_process import BENCH, bench, refused
from gold_folder import LABELS, write_rows, write_set

from bench import __version__
from bench.goldset import load, shipped


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["run"],
        ["score"],
        ["report"],
        ["validate"],
        ["gold"],
        ["gold", "list"],
        ["gold", "lint"],
        ["models"],
    ],
)
def test_help_teaches(command, tmp_path):
    done = bench(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith(f"Usage: {' '.join(['bench', *command])} ")
    example = " ".join(["bench", *(command or ["run"])])
    assert f"\n    {example}" in done.stdout


def test_python_runs_it_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"allegedly {__version__}\n"), done.stderr


def test_without_a_command_help_is_shown(tmp_path):
    assert bench(cwd=tmp_path).stdout == bench("--help", cwd=tmp_path).stdout
    assert bench("gold", cwd=tmp_path).stdout == bench("gold", "--help", cwd=tmp_path).stdout


def test_both_names_are_the_same_command(tmp_path):
    allegedly = str(Path(sys.executable).parent / "allegedly")
    done = subprocess.run([allegedly, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == bench("--version", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["gold", "lnit"], "No such command 'lnit'"),
        (["run"], "--model"),
        (["run", "--model", "lead-3", "--samples", "many"], "--samples"),
        (["run", "--model", "lead-3", "--samples", "0"], "--samples"),
        (["run", "--model", "lead-3", "--oops"], "--oops"),
        (["run", "--model", "lead-3", "--gold", "nope"], "no gold set 'nope'"),
        (["run", "--model", "lead-3", "--scorer", "nope"], "no scorer 'nope'"),
        (["run", "--model", "nope"], "nope"),
        (["score", "nope.jsonl"], "nope.jsonl: no such file"),
        (["score"], "SUMMARIES"),
        (["report", "nope"], "nope: no such folder"),
        (["validate", "--gold", "nope"], "no gold set 'nope'"),
        (["validate", "--scorer", "nope"], "no scorer 'nope'"),
        (["gold", "lint", "nope"], "no gold set 'nope'"),
    ],
)
def test_a_usage_mistake_is_one_line(arguments, said, tmp_path):
    assert said in refused(bench(*arguments, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_gold_list_names_every_shipped_set_and_where_it_is(tmp_path):
    done = bench("gold", "list", cwd=tmp_path)
    assert done.returncode == 0
    for name, folder in shipped().items():
        gold = load(name)
        assert f"{name}: {gold.card.description}\n  {folder}\n" in done.stdout
        facts = sum(len(article.facts) for article in gold.articles)
        assert re.search(rf"^ *{name} .* {facts} ", done.stdout, re.MULTILINE)


def test_gold_lint_prints_a_line_a_finding_for_all_sets(tmp_path):
    one, two = write_set(tmp_path / "one"), write_set(tmp_path / "two")
    (one / "ferry.facts.jsonl").write_text("{oops\n")
    write_rows(two / "ferry.labels.jsonl", [{**LABELS[0], "labels": {"f09\u001b[31m\n": "omitted"}}])
    done = bench("gold", "lint", "one", "two", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].startswith("one/ferry.facts.jsonl:1: not a JSON object")
    assert lines[-1].startswith("two/ferry.labels.jsonl:1: field 'labels.f09\\x1b[31m ': no fact")
    assert all(re.match(r"(one|two)/[\w.]+(:\d+)?: ", line) for line in lines)


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path):
    process = subprocess.Popen(
        [BENCH, "gold", "list"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    _, stderr = process.communicate(timeout=60)
    assert "Traceback" not in stderr
    assert "Exception" not in stderr


def test_a_terminal_that_knows_only_ascii_gets_what_it_can_show(tmp_path):
    done = bench("gold", "list", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "venezuela" in done.stdout


def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    write_set(tmp_path / "one")
    (tmp_path / "run").write_text("in the way")
    done = bench("run", "--model", "lead-3", "--gold", "one", "--out", "run", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "bench: run: cannot be written: File exists; something is there already: give another name\n"


def test_gold_lint_of_a_whole_set_ends_well(tmp_path):
    write_set(tmp_path / "one")
    done = bench("gold", "lint", "one", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_validate_says_how_far_the_scorer_can_be_trusted(tmp_path):
    write_set(tmp_path / "one")
    done = bench("validate", "--gold", "one", "--show", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 summaries of 1 article, 6 verdicts" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr == "scoring: 1 of 2\nscoring: 2 of 2\n"


def test_validate_as_json(tmp_path):
    write_set(tmp_path / "one")
    done = bench("validate", "--gold", "one", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert found["scorer"].startswith("rules@")
    assert found["verdicts"] == 6
    assert found["errors"]["recall"]["of"] == 2


def test_validate_needs_labels(tmp_path):
    (write_set(tmp_path / "one") / "ferry.labels.jsonl").unlink()
    assert "no labelled summaries in harbour" in refused(bench("validate", "--gold", "one", cwd=tmp_path))
