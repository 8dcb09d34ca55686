"""All runs below a folder, read again only where a file has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from bench.errors import AllegedlyError
from bench.records import Record
from bench.viewing.reading_runs import read_run, resources_taken
from bench.viewing.run_folders import ANSWERS, MANIFEST, SCORE, SCORECARD, FolderState, Stamp, run_folders
from bench.viewing.viewed_run import ViewedRun
from reports.untrusted import revealed

AT_ONCE = 8_000_000
"""Bytes of answers that are added up before the page is told: a fraction of a second's work."""

Stamps = tuple[Stamp | None, ...]


class RunList(Record):
    """All runs, at one moment."""

    version: int
    """Rises with every change."""
    root: str
    runs: tuple[ViewedRun, ...]
    uncounted: int
    """Runs of which it is not added up yet what they took."""


class _Kept(NamedTuple):
    """What was read of a run, and of which files."""

    folder: FolderState
    run: ViewedRun
    """As the page shows it."""
    counted: Stamps | None = None
    """The stamps of the answers that were added up."""

    @property
    def is_counted(self) -> bool:
        return self.counted == self.folder.stamp(*ANSWERS)


class RunIndex:
    """Keeps what it has read of each run; several threads may ask it."""

    def __init__(self, root: Path) -> None:
        """Set up; nothing is read yet."""
        self._root = root
        self._kept: dict[Path, _Kept] = {}
        self._list = RunList(version=0, root=revealed(str(root)), runs=(), uncounted=0)
        self._lock = Lock()

    def refresh(self) -> RunList:
        """Look at all folders, read again those that have changed, and tell how things are now.

        Raises:
            AllegedlyError: the folder is gone, or holds too many others.
        """
        with self._lock:
            before = self._kept
            self._kept = {folder.path: self._read(folder) for folder in run_folders(self._root)}
            self._count()
            is_same = before.keys() == self._kept.keys() and all(
                entry is before[path] for path, entry in self._kept.items()
            )
            if not is_same or not self._list.version:
                self._list = RunList(
                    version=self._list.version + 1,
                    root=self._list.root,
                    runs=tuple(entry.run for entry in self._kept.values()),
                    uncounted=sum(not entry.is_counted for entry in self._kept.values()),
                )
            return self._list

    def folders(self) -> Mapping[str, Path]:
        """The folders of the runs that were listed last, by key."""
        with self._lock:
            return {entry.run.key: path for path, entry in self._kept.items()}

    def _read(self, folder: FolderState) -> _Kept:
        before = self._kept.get(folder.path)
        if before and before.folder == folder:
            return before
        shown = (MANIFEST, SCORE, SCORECARD)
        # A run whose answers were broken is looked at anew: they may have been mended.
        if before and before.folder.stamp(*shown) == folder.stamp(*shown) and before.run.state != "broken":
            return before._replace(folder=folder)
        run = read_run(self._root, folder)
        if before is None or before.run.resources is None:
            return _Kept(folder, run)
        # What it took is known, and stays so until there are other answers.
        return _Kept(folder, run.model_copy(update={"resources": before.run.resources}), before.counted)

    def _count(self) -> None:
        """Add up what the answers took, of as many runs as is soon done, and of one at least."""
        room = AT_ONCE
        for path, entry in self._kept.items():
            if room > 0 and not entry.is_counted:
                stamps = entry.folder.stamp(*ANSWERS)
                room -= sum(stamp[1] for stamp in stamps if stamp)
                try:
                    change: dict[str, object] = {"resources": resources_taken(path)}
                except AllegedlyError as error:
                    # Why a run was broken before says more than that its answers are.
                    why = entry.run.reason if entry.run.state == "broken" else revealed(str(error))
                    change = {"state": "broken", "reason": why, "finishing": None}
                self._kept[path] = _Kept(entry.folder, entry.run.model_copy(update=change), stamps)
