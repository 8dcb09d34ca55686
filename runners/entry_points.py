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
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pydantic import Field, SecretStr

from bench.errors import AllegedlyError, EndpointError
from bench.records import Record
from runners.chat.rate_limiter import Limits
from runners.foreign_text import bounded_line
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
    # Not imported yet: listing models must not run the code of every package.
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def about(point: EntryPoint) -> str:
    """What a kind says about itself, in a line.

    Raises:
        EndpointError: it cannot be imported.
    """
    lines = (_load(point).__doc__ or "").strip().splitlines()
    return bounded_line(lines[0], 100) if lines else "without a description"


def build(point: EntryPoint, spec: RunnerSpec) -> Runner:
    """The runner that a package builds.

    Raises:
        AllegedlyError: whatever the package raises for its users.
        EndpointError: it cannot be imported, breaks, or returns something that is no runner.
    """
    factory = _load(point)
    try:
        runner = factory(spec)
        # Looked for by hand: `isinstance` with a protocol would not say which member is absent.
        absent = [member for member in MEMBERS if not hasattr(runner, member)]
    except AllegedlyError:
        raise
    except Exception as error:  # whatever goes wrong in another package, the user gets one line
        raise EndpointError(f"{spec.model}: {_origin(point)} failed: {_described(error)}") from error
    if absent:
        raise EndpointError(f"{spec.model}: what {_origin(point)} returned is no runner: it has no '{absent[0]}'")
    return runner


def _load(point: EntryPoint) -> Factory:
    try:
        factory: Factory = point.load()
    except Exception as error:
        raise EndpointError(f"{_origin(point)} cannot be loaded: {_described(error)}") from error
    if not callable(factory):
        raise EndpointError(f"{_origin(point)} is no function")
    return factory


def _origin(point: EntryPoint) -> str:
    package = f" of the package {point.dist.name}" if point.dist else ""
    return f"'{point.value}'{package}"


def _described(error: Exception) -> str:
    return bounded_line(f"{type(error).__name__}: {error}")
