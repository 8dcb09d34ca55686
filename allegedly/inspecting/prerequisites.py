"""What a user can mend, told as Inspect tells it: a line, and no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from inspect_ai._util.error import PrerequisiteError

from bench.errors import AllegedlyError


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """Turn this project's errors into the one that Inspect prints as a line.

    Raises:
        PrerequisiteError: something was named that does not exist or does not fit.
    """
    try:
        yield
    except AllegedlyError as error:
        raise PrerequisiteError(str(error)) from None
