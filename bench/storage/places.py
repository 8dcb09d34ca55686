"""Where a file of a set's or a run's folder really lies, and what it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bench.errors import InputError


def place_of(path: Path) -> Path:
    """Where a member of a folder lies: the folder itself may be a link, and the member one to another member.

    Raises:
        InputError: it is a link that leads out of the folder.
    """
    # What is no link lies where its folder does, wherever that is: sets of thousands of files need not be resolved.
    if not path.is_symlink():
        return path
    # Not `Path.resolve`, which raises where links lead round in a circle: opening them says so as well.
    folder, target = (Path(os.path.realpath(place)) for place in (path.parent, path))
    if not target.is_relative_to(folder):
        # Tar and git keep links: an article linked to a system file would be sent to a model's server.
        raise InputError("a link that leads out of its folder, which is not followed: put a file there", file=path)
    return target


def irregular(mode: int) -> str:
    """What is said of something that is no regular file."""
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFLNK: "a link",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return f"is {kinds.get(stat.S_IFMT(mode), 'nothing that can be read')}, where a file should be: put a file there"
