"""Ending programs with all that they have started, even after the process that started them was killed.

Whatever a program starts inherits its environment, also in a session of its own and after its own parent has ended. So
each program is given a mark there, by which its descendants are found (on Linux; elsewhere only its process group is).

As a script, this file is the watch: it waits until the process that holds its standard input has ended, however it did,
and then ends every process with the mark and every group that it was told of and not told off.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

VARIABLE = "ALLEGEDLY_PROGRAM"


def marked(mark: str) -> list[int]:
    """The processes of this user whose mark begins with this one; none where there is no /proc."""
    wanted = f"{VARIABLE}={mark}".encode()
    numbers = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended, or is another user's
            if any(entry.startswith(wanted) for entry in (folder / "environ").read_bytes().split(b"\0")):
                numbers.append(int(folder.name))
    return numbers


def kill(mark: str) -> None:
    """Kill all processes whose mark begins with this one, and those that they start meanwhile."""
    for _ in range(20):
        numbers = marked(mark)
        for number in numbers:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(number, signal.SIGKILL)
        if not numbers:
            return


def watch(mark: str) -> None:
    """Wait for the end of standard input, and end what is left of the programs."""
    groups: set[int] = set()
    for line in sys.stdin:
        change, group = line[0], int(line[1:])
        groups = groups | {group} if change == "+" else groups - {group}
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    kill(mark)


if __name__ == "__main__":
    watch(sys.argv[1])
