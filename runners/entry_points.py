"""Runners that other packages bring: entry points of the group `allegedly.runners`.

A package names its kind of runner and a function in its pyproject.toml, and nothing else is needed:

    [project.entry-points."allegedly.runners"]
    mykind = "my_package:runner"

`bench run --model mykind:NAME` then calls `runner(spec)` with a `RunnerSpec`. What it returns keeps to the protocol
`Runner` in runners/runner.py, or to `PacedRunner` there if it needs several requests for one summary. The first line of
the function's docstring is what `bench models` says of it. A failure that a user can mend is raised as one of
bench.errors.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint
from typing import Any

from pydantic import Field, SecretStr

from bench import entry_points
from bench.records import Record
from runners.chat.rate_limiter import Limits
from runners.runner import Runner

GROUP = "allegedly.runners"
MEMBERS = (
    "name", "endpoint", "parameters", "adjustments", "concurrency", "uses_prompt", "summarise", "aclose",
)  # fmt: skip


class RunnerSpec(Record):
    """What the command line asks of a runner that another package brings."""

    model: str
    """As given: `mykind:NAME`."""
    name: str
    """What stands after the colon."""
    base_url: str | None = None
    api_key_env: str | None = None
    """The name of the variable that holds the key; see `runners.openai_protocol.servers.key_from`."""
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Those that were given; None as a value leaves a default out."""
    limits: Limits = Limits()
    """For a runner that paces its requests itself; others are paced from outside."""


Factory = Callable[[RunnerSpec], Runner]


def installed() -> dict[str, EntryPoint]:
    """The kinds that other packages bring, by name; none of these packages is imported yet."""
    return entry_points.installed(GROUP)


def build(point: EntryPoint, spec: RunnerSpec) -> Runner:
    """The runner that a package builds.

    Raises:
        AllegedlyError: whatever the package raises for its users.
        EndpointError: it cannot be imported, breaks, or returns something that is no runner.
    """
    runner: Runner = entry_points.build(point, spec, label=spec.model, kind="runner", members=MEMBERS)
    return runner
