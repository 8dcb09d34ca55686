"""Kinds of endpoints that other packages bring: entry points of the group `allegedly.runners`.

A package names its kind and a function in its pyproject.toml, and has nothing else to do:

    [project.entry-points."allegedly.runners"]
    mykind = "my_package:runner"

`bench run --model mykind:NAME` then calls `runner(wanted)` with a `Wanted`; what it returns keeps to the protocol
in runners/runner.py. The first line of the function's docstring is what `bench models` says of it. A failure that a
user can mend is raised as one of bench.errors.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pydantic import Field, SecretStr

from bench.errors import AllegedlyError, EndpointError
from bench.records import Record
from runners.reply import one_line
from runners.runner import Runner

GROUP = "allegedly.runners"
MEMBERS = (
    "name", "endpoint", "parameters", "adjustments", "concurrency", "uses_prompt", "summarise", "aclose",
)  # fmt: skip


class Wanted(Record):
    """What the command line asks of a runner that another package brings."""

    model: str
    """As given: `mykind:NAME`."""
    name: str
    """What stands after the colon."""
    base_url: str | None = None
    api_key_env: str | None = None
    """The name of the variable that holds the key; see `runners.presets.key_from`."""
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Those that were given; None as a value leaves a default out."""


Factory = Callable[[Wanted], Runner]


def installed() -> dict[str, EntryPoint]:
    """The kinds that other packages bring, by name; nothing of them is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def about(point: EntryPoint) -> str:
    """What a kind says of itself, in a line.

    Raises:
        EndpointError: it cannot be imported.
    """
    lines = (_load(point).__doc__ or "").strip().splitlines()
    return one_line(lines[0], 100) if lines else "without a description"


def build(point: EntryPoint, wanted: Wanted) -> Runner:
    """The runner that a package makes of what is wanted.

    Raises:
        AllegedlyError: whatever the package raises for its users.
        EndpointError: it cannot be imported, breaks, or returns something that is no runner.
    """
    factory = _load(point)
    try:
        runner = factory(wanted)
        absent = [member for member in MEMBERS if not hasattr(runner, member)]
    except AllegedlyError:
        raise
    except Exception as error:  # whatever others write, a user gets a line
        raise EndpointError(f"{wanted.model}: {_origin(point)} failed: {_said(error)}") from error
    if absent:
        raise EndpointError(f"{wanted.model}: what {_origin(point)} returned is no runner: it has no '{absent[0]}'")
    return runner


def _load(point: EntryPoint) -> Factory:
    try:
        factory: Factory = point.load()
    except Exception as error:
        raise EndpointError(f"{_origin(point)} cannot be loaded: {_said(error)}") from error
    if not callable(factory):
        raise EndpointError(f"{_origin(point)} is no function")
    return factory


def _origin(point: EntryPoint) -> str:
    package = f" of the package {point.dist.name}" if point.dist else ""
    return f"'{point.value}'{package}"


def _said(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")
