"""A disk without room: a small one of its own where that is permitted, else a limit on the size of files."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A folder, and what takes all room from it."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(place)]
    is_own = bool(shutil.which("mount")) and not subprocess.run(mount, check=False, capture_output=True).returncode
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        if not is_own:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
            return
        with (place / "filling").open("wb", buffering=0) as file:
            while True:
                try:
                    file.write(b"x" * 1024)
                except OSError:
                    return

    try:
        yield place, fill
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        if is_own:
            subprocess.run(["umount", "-l", str(place)], check=True)
