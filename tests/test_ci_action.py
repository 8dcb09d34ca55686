"""The action for GitHub, as far as that goes without GitHub, and the hook for pre-commit."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from bench_process import BENCH
from gold_folder import write_set

from bench.cli import app

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
GH = ROOT / "tests" / "data" / "action"
needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="no jq on this machine: apt-get install jq")


class Job:
    """A job on a machine like GitHub's: its folders, and what its steps have said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.temporary = folder, folder / "temp"
        self.temporary.mkdir()
        self.comments = folder / "comments.json"

    def run(self, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step's script as GitHub does; its expressions are given as variables."""
        (self.temporary / "output").write_text("")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[step]["run"]],
            cwd=self.folder,
            env={
                "PATH": f"{GH}:{Path(BENCH).parent}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "RUNNER_TEMP": str(self.temporary),
                "GITHUB_OUTPUT": str(self.temporary / "output"),
                "GITHUB_STEP_SUMMARY": str(self.temporary / "page.md"),
                "COMMENTS": str(self.comments),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        lines = (self.temporary / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def model(self, **environment: str) -> subprocess.CompletedProcess[str]:
        empty = dict.fromkeys(("GOLD", "PROMPT", "FAIL_UNDER", "ARGUMENTS"), "")
        return self.run("Run", **{**empty, "MODEL": "lead-3", "OUT": "runs/a run", **environment})

    def comment(self, figures: str, artifact: str = "allegedly", token: str = "a token") -> str:
        (self.temporary / "allegedly.md").write_text(figures)
        about = {"REPOSITORY": "somebody/something", "PULL_REQUEST": "7", "JOB": "https://example.org/1"}
        done = self.run("Comment", GH_TOKEN=token, ARTIFACT=artifact, **about)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def test_the_action_is_one_by_githubs_schema():
    command = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.github-actions"]
    done = subprocess.run([*command, ROOT / "action.yml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_script_holds_anything_from_outside():
    scripts = {name: step["run"] for name, step in STEPS.items() if "run" in step}
    assert scripts.keys() == {"Install", "Run", "Comment", "Gate"}
    assert [name for name, script in scripts.items() if "${{" in script] == []
    assert all(step.get("shell") == "bash" for step in STEPS.values() if "run" in step)


def test_every_variable_of_a_script_is_given_to_it():
    own = {"GITHUB_ACTION_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP"}
    for name, step in STEPS.items():
        used = set(re.findall(r"\$\{?([A-Z][A-Z_]+)", step.get("run", ""))) - {"MARK", "ENV"}
        assert used - own == step.get("env", {}).keys() - {"GH_TOKEN"}, name


def test_every_input_is_used_and_documented():
    text, page = (
        (ROOT / "action.yml").read_text(encoding="utf-8"),
        (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"),
    )
    for name in ACTION["inputs"]:
        assert f"inputs.{name} " in text
        assert f"| `{name}` |" in page


def test_a_run_whose_limit_is_missed_leaves_everything_and_fails_at_the_gate(job):
    write_set(job.folder / "a set")
    model = "command:echo Nothing happened."
    done = job.model(MODEL=model, GOLD="a set\n", FAIL_UNDER="coverage=1", ARGUMENTS="--samples=2\n")
    assert done.returncode == 0, done.stderr
    assert job.outputs() == {"exit-code": "1", "scorecard": "runs/a run/scorecard.html"}
    assert (job.folder / "runs" / "a run" / "scorecard.html").is_file()
    assert (job.temporary / "allegedly.xml").is_file()
    assert "below a threshold" in (job.temporary / "page.md").read_text()
    assert job.run("Gate", CODE="1").returncode == 1


def test_what_is_given_is_never_run_and_no_figures_are_told_of_an_earlier_run(job):
    (job.temporary / "allegedly.md").write_text("of an earlier run")
    done = job.model(MODEL='$(touch pwned)";touch pwned;`touch pwned`', OUT="runs/x\nexit-code=0")
    assert done.returncode == 0, done.stderr
    assert not (job.folder / "pwned").exists()
    assert job.outputs() == {"exit-code": "2", "scorecard": "runs/x exit-code=0/scorecard.html"}
    assert "ended with 2" in (job.temporary / "page.md").read_text()
    assert "earlier" not in (job.temporary / "page.md").read_text()


@needs_jq
def test_one_comment_is_renewed_and_nobody_elses(job):
    mark = "<!-- allegedly: allegedly -->"
    theirs: list[dict[str, Any]] = [
        {"id": 1, "user": {"login": "somebody"}, "body": f"{mark}\nmine"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "of another action"},
    ]
    job.comments.write_text(json.dumps(theirs))
    for figures in ("first", "second"):
        assert job.comment(figures) == ""
    job.comment("of another use", artifact="other --> use")
    *before, own, other = json.loads(job.comments.read_text())
    assert before == theirs
    assert own["body"] == f"{mark}\nsecond\n\n[Scorecard and log](https://example.org/1)\n"
    assert other["body"].startswith("<!-- allegedly: other-----use -->\nof another use")


def test_a_comment_that_may_not_be_written_is_a_warning(job):
    assert job.comment("figures", token="may only read").startswith("::warning title=Allegedly::no comment")


@pytest.mark.parametrize(("breaks", "code"), [(False, 0), (True, 2)])
def test_the_hook_lints_the_set_that_its_arguments_name(tmp_path, monkeypatch, breaks, code):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    gold = write_set(tmp_path / "my set")
    if breaks:
        (gold / "ferry.txt").write_text("Another text.\n")
    # As pre-commit does: the entry, then the arguments, and the files unless it says that it wants none.
    words = [*shlex.split(hook["entry"]), "my set"]
    assert hook["pass_filenames"] is False
    monkeypatch.chdir(tmp_path)
    assert words[0] == "bench"
    assert (app(words[1:], standalone_mode=False) or 0) == code
    assert all(re.search(hook["files"], str(file.relative_to(tmp_path))) for file in gold.iterdir())
    assert not re.search(hook["files"], "my set/README.md")
