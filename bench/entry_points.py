"""What other packages bring by entry points: looked up, loaded and called so that whatever breaks there is one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from bench.errors import AllegedlyError, EndpointError
from bench.foreign_text import bounded_line


def installed(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group, by name; none of these packages is imported yet."""
    # Not imported yet: listing what there is must not run the code of every package.
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda point: point.name)}


def about(point: EntryPoint) -> str:
    """What an entry point says about itself, in a line: the first one of its docstring.

    Raises:
        EndpointError: it cannot be imported.
    """
    lines = (_load(point).__doc__ or "").strip().splitlines()
    return bounded_line(lines[0], 100) if lines else "without a description"


def build(point: EntryPoint, *given: Any, label: str, kind: str, members: Sequence[str]) -> Any:
    """Call what an entry point names, and look at what it returns.

    Args:
        point: names a function or a class.
        given: its arguments.
        label: what the user asked for, for messages.
        kind: what is to be returned, for messages.
        members: what that has to have.

    Raises:
        AllegedlyError: whatever the package raises for its users.
        EndpointError: it cannot be imported, breaks, or returns something else.
    """
    factory = _load(point)
    try:
        made = factory(*given)
        # Looked for by hand: `isinstance` with a protocol would not say which member is absent.
        absent = [member for member in members if not hasattr(made, member)]
    except AllegedlyError:
        raise
    except Exception as error:  # whatever goes wrong in another package, the user gets one line
        raise EndpointError(f"{label}: {origin(point)} failed: {described(error)}") from error
    if absent:
        raise EndpointError(f"{label}: what {origin(point)} returned is no {kind}: it has no '{absent[0]}'")
    return made


def _load(point: EntryPoint) -> Callable[..., Any]:
    try:
        factory: Callable[..., Any] = point.load()
    except Exception as error:
        raise EndpointError(f"{origin(point)} cannot be loaded: {described(error)}") from error
    if not callable(factory):
        raise EndpointError(f"{origin(point)} is no function")
    return factory


def origin(point: EntryPoint) -> str:
    """What an entry point names, and whose it is, for messages."""
    package = f" of the package {point.dist.name}" if point.dist else ""
    return f"'{point.value}'{package}"


def described(error: Exception) -> str:
    """An error of another package, in a line."""
    return bounded_line(f"{type(error).__name__}: {error}")
