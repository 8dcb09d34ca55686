"""The command as a process of its own, as users have it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BENCH = str(Path(sys.executable).parent / "bench")


def bench(*arguments: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [BENCH, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def refused(done: subprocess.CompletedProcess[str], code: int = 2) -> str:
    """What a command that was refused says: one line on stderr, and nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("bench: ")
    return done.stderr
