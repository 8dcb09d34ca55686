"""Everything that is wrong with a gold set's folder, all at once, each with what to do about it.

Loading a set stops at the first mistake; this does not: a broken line hides no other line, and a broken file
no other file.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from bench.bounds import refusal
from bench.errors import InputError
from bench.facts import ASKED_LATER, FACT, Fact
from bench.goldset.content import LABELLED
from bench.goldset.files import decode, numbered_lines, parse_row
from bench.goldset.linting.cue_doubts import doubts
from bench.goldset.linting.partial_fact import other_mistakes
from bench.goldset.linting.row_checks import fact_mistakes, label_mistakes, row_mistakes
from bench.goldset.linting.schema_mistakes import closest, mistakes
from bench.goldset.linting.version_history import FILE, read_versions, version_mistakes
from bench.goldset.loading import NAME, SetCard, load
from bench.goldset.locate import locate
from bench.goldset.rejected import REJECTED
from bench.goldset.set_toml import parse_set_toml
from bench.records import Span
from bench.storage import MissingFileError, is_present, read_member

SUFFIXES = (".txt", ".facts.jsonl", ".labels.jsonl", REJECTED)
R = TypeVar("R")
FactSpot = tuple[str, Span, str]
"""What no two facts may have in common: kind, place of the cue and claim."""


class LintFinding(NamedTuple):
    """Something that is wrong, or a warning of what may be, and where."""

    file: Path
    line: int | None
    """Counted from 1; None where it is about the whole file."""
    field: str | None
    message: str
    is_warning: bool = False
    """Whether it is only probably wrong: a person who knows better may let it stand, and the set loads."""
    is_of_draft: bool = False
    """Whether it is about a draft, which is left out when the set is loaded, and need not be finished."""

    @property
    def is_blocking(self) -> bool:
        """Whether the set is not loaded until it is mended."""
        return not (self.is_warning or self.is_of_draft)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        gravity = "draft" if self.is_of_draft else "warning" if self.is_warning else ""
        field = f"field '{self.field}'" if self.field else ""
        return ": ".join(part for part in (where, gravity, field, self.message) if part)


def lint(folder: Path) -> list[LintFinding]:
    """Find all mistakes in a gold set's folder, which may be broken in any way.

    Returns:
        The findings: set.toml, its articles in its order, then files that it leaves out.
    """
    return _Lint(folder).run()


class _Lint:
    """Goes through a folder and gathers findings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[LintFinding] = []
        self._is_in_draft = False
        """Whether what is found now is on a draft's line."""
        self._refused: set[str] = set()
        """The fields of the latest line that its schema refused."""

    def run(self) -> list[LintFinding]:
        """Look at every file of the set."""
        present: dict[str, list[Path]] = {}
        for path in sorted(self._folder.iterdir()):
            # "storm.facts.jsonl" belongs to the article "storm", which `Path.stem` would call "storm.facts".
            if suffix := next((suffix for suffix in SUFFIXES if path.name.endswith(suffix)), None):
                present.setdefault(path.name.removesuffix(suffix), []).append(path)
        listed = self._card(self._folder / "set.toml")
        # Without a readable set.toml every article in the folder is looked at, so that one broken file hides nothing.
        for id_ in present if listed is None else listed:
            self._article(id_)
        for id_, paths in present.items():
            if listed is not None and id_ not in listed:
                advice = f"no [articles.{id_}] in set.toml{closest(id_, listed)}; add it, or remove the file"
                for path in paths:
                    self._say(path, None, None, advice)
                    self._encoding(path)
        self._versions()
        return self._findings

    def _say(self, file: Path, line: int | None, field: str | None, message: str, *, is_warning: bool = False) -> None:
        self._findings.append(LintFinding(file, line, field, message, is_warning, self._is_in_draft))

    def _card(self, path: Path) -> list[str] | None:
        """Check set.toml and return the ids of the articles that it lists; None if they cannot be read."""
        if (text := self._encoding(path)) is None:
            return None
        try:
            card = parse_set_toml(text)
        except ValueError as error:
            # The parser names the line only in its message.
            line = re.search(r"at line (\d+)", str(error))
            self._say(path, int(line[1]) if line else None, None, str(error))
            return None
        try:
            SetCard.model_validate(card)
        except ValidationError as error:
            for field, message in mistakes(error):
                self._say(path, None, field, message)
        articles = card.get("articles")
        # The schema reports the others; as names of files they could lead anywhere.
        return [id_ for id_ in articles if re.fullmatch(NAME, id_)] if isinstance(articles, dict) else None

    def _article(self, id_: str) -> None:
        text_path = self._folder / f"{id_}.txt"
        text = self._encoding(text_path)
        if text is not None and not text.strip():
            self._say(text_path, None, None, "empty; paste the article")
        if text is not None and (problem := refusal("article", len(text))):
            self._say(text_path, None, None, problem)
            # To look for quotes in it could take hours.
            text = None
        kinds = self._facts(self._folder / f"{id_}.facts.jsonl", text)
        labels = self._folder / f"{id_}.labels.jsonl"
        if is_present(labels):
            self._labels(labels, kinds)
        rejected = self._folder / f"{id_}{REJECTED}"
        if rejected.exists():
            # Read for the mistakes of its form alone: what was thrown out may be unfinished.
            for line, text in numbered_lines(self._encoding(rejected) or ""):
                self._object(rejected, line, text)

    def _facts(self, path: Path, text: str | None) -> dict[str, str]:
        """Check a facts file and return the kind of each readable fact by its id."""
        kinds: dict[str, str] = {}
        spots: dict[FactSpot, str] = {}
        drafts = []
        for line, record, fact in self._records(path, FACT, "article_facts"):
            if self._is_in_draft:
                drafts.append(line)
            id_ = str(record.get("id", ""))
            if is_new := id_ not in kinds:
                kinds[id_] = str(record.get("kind", ""))
            else:
                self._say(path, line, "id", f"a second fact '{id_}'; give it an id of its own")
            # The schema has refused it, and said why; its id counts all the same, or a label of it would look unknown.
            if fact is None:
                refused = {field.partition(".")[0] for field in self._refused}
                for field, message in other_mistakes(record, refused, text, has_occurrence="occurrence" in record):
                    self._say(path, line, field, message)
                continue
            # The record is asked, not the fact, which has an occurrence by default.
            spot = self._fact(path, line, fact, text, has_occurrence="occurrence" in record)
            # Not for a repeated id, which has been reported: the same line twice is one mistake.
            if spot in spots and is_new:
                same = f"the same claim at the same place as fact '{spots[spot]}'; remove one"
                self._say(path, line, "claim", same)
            # A draft makes nobody's fact a second one: it is the draft that is thrown out.
            elif spot and not fact.draft:
                spots.setdefault(spot, id_)
        if drafts:
            are = "is a draft" if len(drafts) == 1 else "are drafts"
            count = f"{len(drafts)} of {len(kinds)} facts {are} that nobody has confirmed"
            advice = f"left out of runs until you decide with bench gold edit {shlex.quote(str(self._folder))}"
            self._say(path, drafts[0], "draft", f"{count}; {advice}", is_warning=True)
        return kinds

    def _fact(self, path: Path, line: int, fact: Fact, text: str | None, *, has_occurrence: bool) -> FactSpot | None:
        """Check a fact and return its place; None if it has none."""
        mistakes_found = list(fact_mistakes(fact, text, has_occurrence=has_occurrence))
        for field, message in mistakes_found:
            self._say(path, line, field, message)
        for field, message in doubts(fact):
            self._say(path, line, field, message, is_warning=True)
        # A fact with mistakes may have no place: its duplicate is found once it is mended.
        if mistakes_found or text is None:
            return None
        return fact.kind, locate(fact, text).cue, " ".join(fact.claim.casefold().split())

    def _labels(self, path: Path, kinds: dict[str, str]) -> None:
        ids: set[str] = set()
        for line, record, summary in self._records(path, LABELLED, "article_summaries"):
            id_ = str(record.get("id", ""))
            if id_ in ids:
                self._say(path, line, "id", f"a second summary '{id_}'; give it an id of its own")
            # Also the id of a summary that the schema refuses: a second one of it is a mistake of its own.
            ids.add(id_)
            if summary is not None:
                for field, message in label_mistakes(summary, kinds):
                    self._say(path, line, field, message)

    def _records(
        self, path: Path, schema: TypeAdapter[R], bound: str
    ) -> Iterator[tuple[int, dict[str, Any], R | None]]:
        """Yield each object with its line and its record; the record is None if the schema refuses it."""
        for count, (line, text) in enumerate(numbered_lines(self._encoding(path) or ""), start=1):
            if problem := refusal(bound, count):
                self._say(path, line, None, problem)
                return
            if (record := self._object(path, line, text)) is None:
                continue
            self._is_in_draft = record.get("draft") is True
            for field, message in row_mistakes(record):
                self._say(path, line, field, message)
            try:
                yield line, record, schema.validate_python(record, context=ASKED_LATER)
            except ValidationError as error:
                refused = list(mistakes(error))
                for field, message in refused:
                    self._say(path, line, field, message)
                self._refused = {field or "" for field, _ in refused}
                # Handed on although it is refused, since its id and kind matter to other lines.
                yield line, record, None
            self._is_in_draft = False

    def _object(self, path: Path, line: int, text: str) -> dict[str, Any] | None:
        """The JSON object on a line; None if there is none."""
        try:
            return parse_row(text)
        except ValueError as error:
            self._say(path, line, None, str(error))
            return None

    def _versions(self) -> None:
        """Compare the set with its versions.jsonl, if it has one and can be loaded."""
        path = self._folder / FILE
        if not is_present(path) or self._encoding(path) is None:
            return
        try:
            versions = read_versions(self._folder)
            # A set with mistakes cannot be loaded, and so has no hash to compare.
            gold = None if any(finding.is_blocking for finding in self._findings) else load(str(self._folder))
        except InputError as error:
            self._say(Path(error.file or path), error.line, error.field, error.what)
            return
        for line, (field, message) in version_mistakes(gold, versions) if gold else ():
            self._say(path, line, field, message)

    def _encoding(self, path: Path) -> str | None:
        """Check how a file is saved and return its text; None if it cannot be read."""
        try:
            data = read_member(path)
        except MissingFileError:
            self._say(path, None, None, "no such file; add it")
            return None
        except InputError as error:
            self._say(path, None, None, error.what)
            return None
        decoded = decode(data)
        for line, message in decoded.mistakes:
            self._say(path, line, None, message)
        return decoded.text
