"""The command as a process of its own, as users have it.

Most of what a process takes is loading libraries and the parser, so one that has loaded them waits, and is copied for
each command. Where the environment has another word for Python itself, the command is started anew.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

BENCH = str(Path(sys.executable).parent / "bench")
LONGEST = 300
"""Seconds that a command may take."""


def _for_python(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


FOR_PYTHON = _for_python(os.environ)


def bench(*arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    command = [BENCH, *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "80", **env}
    if _for_python(environment) != FOR_PYTHON:
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        waiting = _waiting()
        waiting.send((command, str(cwd), environment, str(out), str(err)))
        code: int = waiting.recv()
        return subprocess.CompletedProcess(command, code, out.read_text("utf-8"), err.read_text("utf-8"))


def refused(done: subprocess.CompletedProcess[str], code: int = 2) -> str:
    """What a command that was refused says: one line on stderr, and nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("bench: ")
    return done.stderr


@cache
def _waiting() -> Connection:
    """The line to the process that waits, which ends with this one."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_wait, args=(theirs,))
    process.start()
    theirs.close()
    atexit.register(ours.close)
    return ours


def _wait(line: Connection) -> None:
    for name in ("bench.pipeline", "bench.scorers.rules", "openai", "runners.openai_protocol.model"):
        import_module(name)
    from bench.reading import read

    read("A ferry left on time, the port authority claims.")
    while True:
        try:
            asked = line.recv()
        except EOFError:
            return
        process = multiprocessing.get_context("fork").Process(target=_run, args=asked)
        process.start()
        process.join(LONGEST)
        process.kill()  # if it has not ended
        process.join()
        line.send(process.exitcode)


def _run(command: list[str], cwd: str, environment: dict[str, str], out: str, err: str) -> None:
    from bench.cli import main

    for path, descriptor in ((out, 1), (err, 2)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, descriptor)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = command
    main()
