"""What Ctrl-C does: the first one ends what the command is at, in good order; the second one ends the process."""

from __future__ import annotations

import os
import signal
import types
from typing import NoReturn

_interrupts: list[bool] = []


def interrupt(_signal: int, _frame: types.FrameType | None) -> NoReturn:
    """Raise KeyboardInterrupt, and let the next one end the process."""
    _interrupts.append(True)
    # A library may swallow the exception, or what is tidied up may hang: a second Ctrl-C must not depend on either.
    signal.signal(signal.SIGINT, end)
    raise KeyboardInterrupt


def check_interrupt() -> None:
    """Raise KeyboardInterrupt if there was one: a parser in C may have swallowed it."""
    if _interrupts:
        raise KeyboardInterrupt


def end(_signal: int, _frame: types.FrameType | None) -> None:
    """End this process at once; files appear whole or not at all, and its children see that it is gone."""
    os.write(2, b"bench: interrupted\n")
    os._exit(130)
