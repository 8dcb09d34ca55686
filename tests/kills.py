"""Work that is killed at random moments, begun again each time, and at last left to end."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def killed_and_ended(work: Callable[..., None], about: tuple[Any, ...], path: Path, *, lines: int, kills: int) -> None:
    """Kill the work so many times, each time after some more lines of a file are there; then let it end.

    Args:
        work: at the top of a module, so that another process can be told of it.
        about: its arguments.
        path: the file that grows by a line for each thing done.
        lines: that the file has at the end.
        kills: how often.
    """
    # Each process is copied from one that has loaded the libraries, and shares nothing with this one.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["bench.pipeline", "openai", "runners.openai_protocol.model"])
    for kill in range(kills):
        begun = lines_of(path)
        process = processes.Process(target=work, args=about)
        process.start()
        more = random.randint(1, (lines - begun) // (kills - kill + 1))
        while process.is_alive() and lines_of(path) < begun + more:
            time.sleep(0.002)
        time.sleep(random.random() * 0.01)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    last = processes.Process(target=work, args=about)
    last.start()
    last.join()
    assert last.exitcode == 0


def lines_of(path: Path) -> int:
    """How many whole lines a file has so far."""
    return path.read_bytes().count(b"\n") if path.exists() else 0
