"""A run's folder: what is in it, and how it is written so that a killed run loses nothing.

manifest.json is written first and score.json last; summaries.jsonl grows by a line the moment a summary
arrives. JSON Lines files other than that one, and all JSON files, appear whole or not at all. One process at
a time works in a folder; the lock is the operating system's, so that a killed process leaves none behind.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import filelock
import jsonlines
from pydantic import BaseModel

from bench.errors import IncompleteError, UsageError
from bench.growing_file import append_lines, each_line, parse
from bench.records import Flag, JudgedAnswer, Judgement, Manifest, Outcome, Score, Summary

R = TypeVar("R", bound=BaseModel)


def new_run_path(root: Path, model: str, now: datetime | None = None) -> Path:
    """`<root>/<UTC time>-<model>`; characters of the model's name that have a meaning in paths become hyphens."""
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    # "gguf:path/to/model.gguf" becomes "gguf-path-to-model.gguf"; a leading dot would hide the folder.
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", model).strip("-.")[:60] or "model"
    return root / f"{stamp}-{slug}"


class RunDir:
    """The folder of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def scorecard(self) -> Path:
        """Where the HTML goes."""
        return self.path / "scorecard.html"

    @property
    def has_manifest(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / "manifest.json").is_file()

    @property
    def is_scored(self) -> bool:
        """Whether score.json, the last file, is there."""
        return (self.path / "score.json").is_file()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Create the folder if it is not there, and keep other processes out of it.

        Raises:
            UsageError: another process is at work in it, or it cannot be created.
        """
        self._create()
        lock = filelock.FileLock(self.path / ".lock", blocking=False)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise UsageError(
                f"{self.path}: another process is working in this folder: wait until it ends, or use another folder"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def write_manifest(self, manifest: Manifest) -> None:
        """Write manifest.json, and create the folder if it is not there."""
        self._create()
        self._write("manifest.json", manifest.model_dump_json(indent=2) + "\n")

    def manifest(self) -> Manifest:
        """Read manifest.json.

        Raises:
            UsageError: this is not a run's folder.
            InputError: the file is broken.
        """
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
            OSError: it cannot be written; the file is as it was before.
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
        """Write what scoring gave, score.json last."""
        # Gone before anything is overwritten: a run that is killed here must not look finished with outcomes of two
        # scorings.
        (self.path / "score.json").unlink(missing_ok=True)
        self._write_lines("outcomes.jsonl", outcomes)
        self._write_lines("flags.jsonl", flags)
        self._write("score.json", score.model_dump_json(indent=2) + "\n")

    def write_scorecard(self, html: str) -> Path:
        """Write scorecard.html and say where it is."""
        self._write("scorecard.html", html)
        return self.scorecard

    def _create(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be used as a run's folder: {error.strerror}") from None

    def _append(self, name: str, records: Iterable[BaseModel]) -> None:
        path = self.path / name
        try:
            append_lines(path, records)
        except OSError as error:
            raise IncompleteError(
                f"{path}: cannot be written: {error.strerror}; what is in it is whole: "
                f"make room, then run the same again with --out {self.path} to go on"
            ) from None

    def _write(self, name: str, text: str) -> None:
        # Beside its final place, and with the process id, since two commands may render one run's scorecard at once.
        temporary = self.path / f".{name}.{os.getpid()}"
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            # On disk before the rename: else a power cut could leave an empty file in the place of a whole one.
            os.fsync(file.fileno())
        temporary.replace(self.path / name)

    def _write_lines(self, name: str, records: Iterable[BaseModel]) -> None:
        temporary = self.path / f".{name}.{os.getpid()}"
        with jsonlines.open(temporary, "w", compact=True, sort_keys=False) as writer:
            for record in records:
                writer.write(record.model_dump(mode="json"))
        temporary.replace(self.path / name)

    def _read(self, model: type[R], name: str) -> R:
        return parse(model, self._bytes(name), self.path / name)

    def _read_lines(self, model: type[R], name: str) -> tuple[R, ...]:
        return tuple(_parse_lines(model, self._bytes(name), self.path / name))

    def _bytes(self, name: str) -> bytes:
        path = self.path / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise UsageError(f"{path}: no such file; this run is unfinished: run it again to go on") from None


def _parse_lines(model: type[R], data: bytes, path: Path) -> Iterator[R]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield parse(model, line, path, number)
