"""The command that finishes a run asks for what the run's own command asked for."""

from __future__ import annotations

import json
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from gold_folder import write_set

from bench.cli import app
from bench.pipeline.preparing import PreparedRun
from bench.records import Summary
from bench.rundir import RunDir
from bench.viewing.finishing_command import finishing

CASES = tomllib.loads((Path(__file__).parent / "data" / "finishing.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_set(tmp_path_factory.mktemp("finishing") / "a set")


@pytest.fixture
def begun(tmp_path: Path, gold: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Begins a run with these words: its manifest and one failed summary are on disk, and nothing is asked."""
    plans: list[PreparedRun] = []
    monkeypatch.setattr("bench.terminal.run_plan.print_plan", lambda prepared, *_: plans.append(prepared))

    def begin(words: list[str]) -> RunDir:
        folder = tmp_path / "a run"
        app(["run", *words, "--gold", str(gold), "--out", str(folder), "--dry-run"], standalone_mode=False)
        run = RunDir(folder)
        run.write_manifest(plans[0].asked_for)
        request = plans[0].requests[0]
        run.append(Summary(id="s", gold=request.gold, article=request.article, model="m", text="", status="failed"))
        monkeypatch.undo()
        return run

    return begin


@pytest.mark.parametrize("name", CASES)
def test_the_command_goes_on_with_the_run(begun, name, capsys):
    case = CASES[name]
    run = begun(case["words"])
    finish = finishing(run.path, run.manifest())
    assert finish.to_fill_in == tuple(filter(None, [case.get("to_fill_in")]))
    capsys.readouterr()
    # Refused, if it asked for anything else.
    app([*shlex.split(finish.command)[1:], "--dry-run"], standalone_mode=False)
    assert f"signature: {run.manifest().signature}" in capsys.readouterr().out


def test_what_the_folder_does_not_hold_is_said(begun):
    run = begun(["--model", "openai:m", "--header", "X-Team: secret"])
    manifest = json.loads((run.path / "manifest.json").read_text())
    manifest |= {"allegedly": "0.0.1", "prompt": {"name": "mine", "hash": "0" * 12}}
    (run.path / "manifest.json").write_text(json.dumps(manifest))
    finish = finishing(run.path, run.manifest())
    assert "secret" not in finish.command
    headers, prompt, version = finish.to_fill_in
    assert "x-team" in headers
    assert "‘mine’ is a text of your own" in prompt
    assert "0.0.1" in version
