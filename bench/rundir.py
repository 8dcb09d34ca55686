"""A run's folder: what is in it, and how it is written so that a killed run loses nothing.

manifest.json is written first and score.json last; summaries.jsonl grows by a line the moment a summary
arrives. JSON Lines files other than that one, and all JSON files, appear whole or not at all. One process at
a time works in a folder; the lock is the operating system's, so that a killed process leaves none behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bench.errors import IncompleteError, UsageError, WriteError
from bench.growing_file import append_lines, each_line, json_line, json_text, parse
from bench.records import Flag, JudgedAnswer, Judgement, Manifest, Outcome, Score, Summary
from bench.storage import (
    MissingFileError,
    encodable,
    is_present,
    locked,
    make_folder,
    member_lines,
    read_member,
    remove_member,
    replace_member,
)

R = TypeVar("R", bound=BaseModel)
COLLECTED = (
    "summaries.jsonl",
    "judged.jsonl",
    "batches.jsonl",
    "audit.jsonl",
    "outcomes.jsonl",
    "flags.jsonl",
    "score.json",
)
"""Files that belong to the model that manifest.json names."""


def new_run_path(root: Path, model: str, now: datetime | None = None) -> Path:
    """`<root>/<UTC time>-<model>`."""
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    return root / f"{stamp}-{folder_name(model)}"


def folder_name(model: str) -> str:
    """A model's name in a folder's: characters that have a meaning in paths become hyphens."""
    # "gguf:path/to/model.gguf" becomes "gguf-path-to-model.gguf"; a leading dot would hide the folder.
    return re.sub(r"[^A-Za-z0-9._-]+", "-", model).strip("-.")[:60] or "model"


class RunDir:
    """The folder of one run."""

    def __init__(self, path: Path, out: Path | None = None) -> None:
        """Name the folder; it need not be there.

        Args:
            path: of the folder.
            out: the folder that the command was given which goes on with the run, if it is not its own: of several
                runs the one that theirs lie in.
        """
        self.path = path
        self.out = out or path

    @property
    def scorecard(self) -> Path:
        """Where the HTML goes."""
        return self.path / "scorecard.html"

    @property
    def has_manifest(self) -> bool:
        """Whether a run was begun here."""
        return is_present(self.path / "manifest.json")

    @property
    def is_scored(self) -> bool:
        """Whether score.json, the last file, is there."""
        return is_present(self.path / "score.json")

    @property
    def has_batches(self) -> bool:
        """Whether any of its requests were sent in batches."""
        return is_present(self.path / "batches.jsonl")

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Files of a run that are there without the manifest that says which run it is."""
        return () if self.has_manifest else tuple(name for name in COLLECTED if is_present(self.path / name))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Create the folder if it is not there, and keep other processes out of it.

        Raises:
            UsageError: another process is at work in it.
            WriteError: it cannot be created, or not be written to.
            IncompleteError: there is no room on its disk now.
        """
        try:
            make_folder(self.path)
            # Entered here, so that what is raised within the block is not taken for a failure to lock.
            lock = ExitStack()
            lock.enter_context(
                locked(self.path, "another process is at work in this folder: wait until it ends, or use another")
            )
        except WriteError as error:
            if error.is_full:
                raise self._unfinished(error) from None
            raise
        with lock:
            yield

    def write_manifest(self, manifest: Manifest) -> None:
        """Write manifest.json, and create the folder if it is not there."""
        make_folder(self.path)
        self._write("manifest.json", manifest)

    def manifest(self) -> Manifest:
        """Read manifest.json.

        Raises:
            UsageError: this is not a run's folder.
            InputError: the file is broken.
        """
        if self.path.is_file():
            raise UsageError(f"{self.path}: this is a file; name the folder of a run")
        if not self.path.is_dir():
            raise UsageError(f"{self.path}: no such folder; name the folder of a run")
        if not self.has_manifest:
            raise UsageError(f"{self.path}: no manifest.json in it, so it is not the folder of a run")
        return self._read(Manifest, "manifest.json")

    def append(self, *summaries: Summary) -> None:
        """Add summaries to summaries.jsonl and wait until they are on disk.

        A last line that a killed run left torn is cut off first.

        Raises:
            IncompleteError: they cannot be written; the file is as it was before.
        """
        self._append("summaries.jsonl", summaries)

    def append_answers(self, *answers: JudgedAnswer) -> None:
        """Add a judge's answers to judged.jsonl and wait until they are on disk.

        Raises:
            IncompleteError: they cannot be written; the file is as it was before.
        """
        self._append("judged.jsonl", answers)

    def answers(self) -> tuple[JudgedAnswer, ...]:
        """Read judged.jsonl, a torn last line excepted; without a file there are none.

        Raises:
            InputError: a line is broken.
        """
        return tuple(each_line(JudgedAnswer, self.path / "judged.jsonl"))

    def append_judgement(self, judgement: Judgement) -> None:
        """Add a judgement to audit.jsonl and wait until it is on disk.

        Raises:
            WriteError: it cannot be written; the file is as it was before.
        """
        append_lines(self.path / "audit.jsonl", [judgement])

    def replace_summaries(self, summaries: Iterable[Summary]) -> None:
        """Write all of summaries.jsonl, in place of what was in it."""
        self._write_lines("summaries.jsonl", summaries)

    def summaries(self) -> tuple[Summary, ...]:
        """Read summaries.jsonl.

        Where an article's sample was asked again after a failure, the later line counts.
        """
        latest: dict[str, Summary] = {}
        for summary in self.each_summary():
            # Taken out first, so that the later line also has the later place.
            latest.pop(summary.id, None)
            latest[summary.id] = summary
        return tuple(latest.values())

    def each_summary(self) -> Iterator[Summary]:
        """Read summaries.jsonl line by line without keeping it in memory; failures that were asked again are included.

        A last line that a killed run left torn is passed over.

        Raises:
            InputError: a line is broken.
        """
        yield from each_line(Summary, self.path / "summaries.jsonl")

    def judgements(self) -> tuple[Judgement, ...]:
        """Read every line of audit.jsonl, a torn last one excepted; without a file there are none.

        Raises:
            InputError: a line is broken.
        """
        return tuple(each_line(Judgement, self.path / "audit.jsonl"))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Read outcomes.jsonl."""
        return self._read_lines(Outcome, "outcomes.jsonl")

    def flags(self) -> tuple[Flag, ...]:
        """Read flags.jsonl."""
        return self._read_lines(Flag, "flags.jsonl")

    def score(self) -> Score:
        """Read score.json."""
        return self._read(Score, "score.json")

    def finish(self, outcomes: Iterable[Outcome], flags: Iterable[Flag], score: Score) -> None:
        """Write what scoring gave, score.json last.

        Raises:
            IncompleteError: it cannot be written; the run is unfinished.
        """
        # Gone before anything is overwritten: a run that is killed here must not look finished with outcomes of two
        # scorings.
        with self._going_on():
            remove_member(self.path / "score.json")
        self._write_lines("outcomes.jsonl", outcomes)
        self._write_lines("flags.jsonl", flags)
        self._write("score.json", score)

    def write_scorecard(self, html: str) -> Path:
        """Write scorecard.html and say where it is.

        Raises:
            WriteError: it cannot be written; nothing else of the run is missing.
        """
        replace_member(self.scorecard, encodable(html).encode())
        return self.scorecard

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """Say of what cannot be written that the run is unfinished, and how to go on with it."""
        try:
            yield
        except WriteError as error:
            raise self._unfinished(error) from None

    def _unfinished(self, error: WriteError) -> IncompleteError:
        return IncompleteError(
            f"{error}; what is in the folder is whole: then run the same again with --out {self.out} to go on"
        )

    def _append(self, name: str, records: Iterable[BaseModel]) -> None:
        with self._going_on():
            append_lines(self.path / name, records)

    def _write(self, name: str, record: BaseModel) -> None:
        with self._going_on():
            replace_member(self.path / name, json_text(record, indent=2).encode() + b"\n")

    def _write_lines(self, name: str, records: Iterable[BaseModel]) -> None:
        with self._going_on():
            replace_member(self.path / name, map(json_line, records))

    def _read(self, model: type[R], name: str) -> R:
        with self._unfinished_without(name):
            return parse(model, read_member(self.path / name), self.path / name)

    def _read_lines(self, model: type[R], name: str) -> tuple[R, ...]:
        path = self.path / name
        with self._unfinished_without(name):
            return tuple(
                parse(model, line, path, number)
                for number, line in enumerate(member_lines(path), start=1)
                if line.strip()
            )

    @contextmanager
    def _unfinished_without(self, name: str) -> Iterator[None]:
        try:
            yield
        except MissingFileError:
            raise UsageError(
                f"{self.path / name}: no such file; this run is unfinished: run it again to go on"
            ) from None
