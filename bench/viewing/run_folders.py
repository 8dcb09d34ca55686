"""Which folders below another one hold a run, and whether anything in them has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.bounds import refusal
from bench.errors import InputError, UsageError
from bench.rundir import COLLECTED

MANIFEST, SCORE, SCORECARD = "manifest.json", "score.json", "scorecard.html"
ANSWERS = ("summaries.jsonl", "judged.jsonl")
MARKS = frozenset((MANIFEST, *COLLECTED))
"""A folder with one of these is that of a run."""

Stamp = tuple[int, int, int]
"""Of a file: when it was written, its size, and which file it is, since a new one may be written in the same moment."""


class FolderState(NamedTuple):
    """A run's folder as it was when it was looked at; no file in it was opened."""

    path: Path
    stamps: Mapping[str, Stamp]
    """Of the run's files that are there, by name."""

    def stamp(self, *names: str) -> tuple[Stamp | None, ...]:
        """The stamps of some of them."""
        return tuple(self.stamps.get(name) for name in names)


def run_folders(root: Path) -> Iterator[FolderState]:
    """The runs' folders below a folder, itself included; within a run's folder there is no other.

    Links to folders are not followed, and folders whose name begins with a dot are passed over.

    Raises:
        UsageError: there is no such folder, or it cannot be read.
        InputError: there are too many folders below it.
    """
    folders, looked_at = [root], 0
    while folders:
        folder = folders.pop()
        looked_at += 1
        if too_many := refusal("viewed_folders", looked_at):
            raise InputError(too_many, file=root)
        try:
            with os.scandir(folder) as entries:
                by_name = {entry.name: entry for entry in entries}
        except OSError as error:
            # Any other may have been removed meanwhile, or belong to somebody else.
            if folder == root:
                raise UsageError(f"{root}: cannot be read as a folder ({error.strerror}): name that of runs") from None
            continue
        if MARKS & by_name.keys():
            files = (*MARKS, SCORECARD)
            yield FolderState(folder, {name: _stamp(by_name[name]) for name in files if name in by_name})
            continue
        folders += [
            folder / name
            for name, entry in by_name.items()
            if not name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError:  # removed meanwhile; reading it will say so
        return (0, 0, 0)
    return about.st_mtime_ns, about.st_size, about.st_ino
