"""A kind of runner that another, really installed package brings."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from bench_process import bench
from gold_folder import write_set

from bench.errors import EndpointError, UsageError
from runners.chat.rate_limiter import Limits
from runners.paced_runners import OneSlotPerSummary
from runners.registry import resolve

MODULE = '''
from bench.errors import EndpointError
from bench.records import Endpoint, Summary
from runners.chat.concurrency import Concurrency
from runners.chat.rate_limiter import RateLimiter


class Parrot:
    uses_prompt = True
    concurrency = 2
    adjustments = {}

    def __init__(self, spec):
        self.name = spec.model
        self.said = spec.name
        self.parameters = {key: value for key, value in spec.parameters.items() if value is not None}
        self.endpoint = Endpoint(provider="parrot", headers=tuple(spec.headers))

    async def summarise(self, request):
        assert "<article>" in request.messages[0].content
        return Summary(id=request.id, gold=request.gold, article=request.article, model=self.name,
                       sample=request.sample, text=f"{self.said} {request.parameters}")

    async def aclose(self):
        pass


def parrot(spec):
    """Says its own name.

    And more.
    """
    if spec.name == "dead":
        raise EndpointError(f"{spec.model}: this parrot is no more; get another")
    return Parrot(spec)


class PacedParrot(Parrot):
    def __init__(self, spec):
        super().__init__(spec)
        self.limiter = RateLimiter(Concurrency.growing(spec.limits.concurrency or self.concurrency), spec.limits)


def half(spec):
    return object()


def broken(spec):
    raise ValueError("no\\nfeathers")
'''
POINTS = """[allegedly.runners]
parrot = parrots:parrot
paced = parrots:PacedParrot
half = parrots:half
broken = parrots:broken
absent = parrots:absent
nowhere = no_such_module:runner
openai = parrots:parrot
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    info = site / "parrots-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "parrots.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: parrots\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "parrots", raising=False)
    write_set(tmp_path / "gold")
    return tmp_path


def test_a_run_with_it(folder):
    options = (
        "--gold",
        "gold",
        "--out",
        "run",
        "--temperature",
        "0.5",
        "--body",
        "wings=[1,2]",
        "--header",
        "X-A: hush",
    )
    done = bench("run", "--model", "parrot:polly", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    (line,) = (folder / "run" / "summaries.jsonl").read_text().splitlines()
    assert json.loads(line)["text"] == "polly {'wings': [1, 2], 'temperature': 0.5}"
    manifest = json.loads((folder / "run" / "manifest.json").read_text())
    assert manifest["parameters"] == {"wings": [1, 2], "temperature": 0.5}
    assert manifest["endpoint"]["provider"] == "parrot"
    assert manifest["signature"].endswith("|temperature:0.5|body:wings=[1, 2]")


def test_it_is_listed_with_what_keeps_it_from_being_used(folder):
    done = bench("models", cwd=folder)
    assert done.returncode == 0, done.stderr
    listed = done.stdout.partition("from other packages:")[2].partition("prompts")[0]
    lines = [" ".join(line.split()) for line in listed.strip().splitlines()]
    assert "parrot:NAME ready Says its own name." in lines
    assert "half:NAME ready without a description" in lines
    assert "openai:NAME - Says its own name." in lines
    assert "the name is taken by one that comes with this tool" in lines
    assert any("'parrots:absent' of the package parrots cannot be loaded: AttributeError" in line for line in lines)
    assert any("No module named 'no_such_module'" in line for line in lines)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("parrot:dead", "parrot:dead: this parrot is no more; get another"),
        ("half:x", "half:x: what 'parrots:half' of the package parrots returned is no runner: it has no 'name'"),
        ("broken:x", "broken:x: 'parrots:broken' of the package parrots failed: ValueError: no feathers"),
        ("nowhere:x", "'no_such_module:runner' of the package parrots cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_what_goes_wrong_in_it_is_one_line(folder, model, said):
    with pytest.raises(EndpointError) as caught:
        resolve(model)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_runner_with_a_rate_limiter_of_its_own_is_taken_as_it_is(folder):
    limits = Limits(concurrency=7)
    paced = resolve("paced:polly", limits=limits)
    assert type(paced).__name__ == "PacedParrot"
    other = resolve("parrot:polly", limits=limits)
    assert isinstance(other, OneSlotPerSummary)
    assert [runner.limiter.concurrency.ceiling for runner in (paced, other)] == [7, 7]


def test_a_slip_of_the_pen_is_set_right(folder):
    with pytest.raises(UsageError, match="did you mean parrot:x"):
        resolve("parot:x")


def test_a_name_that_is_taken_stays_with_its_owner(folder, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-one")
    assert resolve("openai:m").endpoint.provider == "openai"
