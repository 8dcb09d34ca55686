"""What is kept of the batches that requests are in: batches.jsonl, beside the file that their answers go to."""

from __future__ import annotations

from pathlib import Path

from bench.errors import IncompleteError, UsageError, WriteError
from bench.growing_file import append_lines, each_line
from bench.records import BatchNote, Purpose

NAME = "batches.jsonl"


class BatchFile:
    """The notes on the batches of one purpose in a folder."""

    def __init__(self, folder: Path, purpose: Purpose) -> None:
        self._folder = folder
        self.purpose = purpose

    def under_way(self) -> tuple[BatchNote, ...]:
        """The batches of which not everything is on disk yet, each by its latest note and with all its requests.

        Raises:
            InputError: a line is broken.
        """
        return tuple(note for note in _under_way(self._folder) if note.purpose == self.purpose)

    def write(self, note: BatchNote) -> None:
        """Add a note; it is on disk when this returns.

        Raises:
            IncompleteError: it cannot be written; the file is as it was before.
        """
        try:
            append_lines(self._folder / NAME, [note])
        except WriteError as error:
            raise IncompleteError(f"{error}; what is there is whole: then run the same again to go on") from None


def check_none_under_way(folder: Path) -> None:
    """Refuse to ask for one thing at a time while batches have some of them, which would be paid for twice.

    Raises:
        UsageError: they do.
    """
    for note in _under_way(folder):
        name = note.batch or f"of file {note.file}"
        raise UsageError(
            f"{folder}: batch {name} is under way at {note.server}: give --batch to pick it up; to leave it and ask "
            f"anew for what is in it, remove {NAME}"
        )


def _under_way(folder: Path) -> list[BatchNote]:
    latest: dict[str, BatchNote] = {}
    for note in each_line(BatchNote, folder / NAME):
        # Only a batch's first note has its requests.
        latest[note.mark] = note.model_copy(update={"requests": latest.get(note.mark, note).requests})
    return [note for note in latest.values() if note.event != "taken"]
