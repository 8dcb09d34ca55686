"""Everything that is wrong with a gold set's folder, all at once, each with what to do about it.

Loading a set stops at the first mistake; this does not: a broken line hides no other line, and a broken file
no other file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from bench.facts import FACT, Fact, NumberFact
from bench.goldset.encoding import decode
from bench.goldset.files import numbered_lines, parse_row
from bench.goldset.folder import NAME, SetCard
from bench.goldset.locate import NotLocatedError, find_cue, find_quote, nearest, places
from bench.goldset.mistakes import Mistake, closest, mistakes
from bench.goldset.values import number_mistakes
from bench.models import CODES, KINDS, LabelledSummary

SUFFIXES = (".txt", ".facts.jsonl", ".labels.jsonl")
LABELLED: TypeAdapter[LabelledSummary] = TypeAdapter(LabelledSummary)
R = TypeVar("R")


class Finding(NamedTuple):
    """Something that is wrong, and where."""

    file: Path
    line: int | None
    """Counted from 1; None where it is about the whole file."""
    field: str | None
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: field '{self.field}': {self.message}" if self.field else f"{where}: {self.message}"


def lint(folder: Path) -> list[Finding]:
    """Find all mistakes in a gold set's folder, which may be broken in any way.

    Returns:
        The findings: set.toml, its articles in its order, then files that it leaves out.
    """
    return _Lint(folder).run()


class _Lint:
    """Goes through a folder and gathers findings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[Finding] = []

    def run(self) -> list[Finding]:
        """Look at every file of the set."""
        present: dict[str, list[Path]] = {}
        for path in sorted(self._folder.iterdir()):
            if suffix := next((one for one in SUFFIXES if path.name.endswith(one)), None):
                present.setdefault(path.name.removesuffix(suffix), []).append(path)
        listed = self._card(self._folder / "set.toml")
        for id_ in present if listed is None else listed:
            self._article(id_)
        for id_, paths in present.items():
            if listed is not None and id_ not in listed:
                advice = f"no [articles.{id_}] in set.toml{closest(id_, listed)}; add it, or remove the file"
                for path in paths:
                    self._say(path, None, None, advice)
                    self._encoding(path)
        return self._findings

    def _say(self, file: Path, line: int | None, field: str | None, message: str) -> None:
        self._findings.append(Finding(file, line, field, message))

    def _card(self, path: Path) -> list[str] | None:
        """Check set.toml; the ids of the articles that it lists, None if that cannot be told."""
        if (text := self._encoding(path)) is None:
            return None
        try:
            card = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            self._say(path, int(line[1]) if line else None, None, f"no valid TOML: {error}")
            return None
        try:
            SetCard.model_validate(card)
        except ValidationError as error:
            for field, message in mistakes(error):
                self._say(path, None, field, message)
        articles = card.get("articles")
        return [id_ for id_ in articles if re.fullmatch(NAME, id_)] if isinstance(articles, dict) else None

    def _article(self, id_: str) -> None:
        text_path = self._folder / f"{id_}.txt"
        text = self._encoding(text_path)
        if text is not None and not text.strip():
            self._say(text_path, None, None, "empty; paste the article")
        kinds = self._facts(self._folder / f"{id_}.facts.jsonl", text)
        labels = self._folder / f"{id_}.labels.jsonl"
        if labels.exists():
            self._labels(labels, kinds)

    def _facts(self, path: Path, text: str | None) -> dict[str, str]:
        """Check a facts file; the kind of each fact by id, as far as they can be read."""
        kinds: dict[str, str] = {}
        for line, row, fact in self._records(path, FACT):
            id_ = str(row.get("id", ""))
            if id_ in kinds:
                self._say(path, line, "id", f"a second fact '{id_}'; give it an id of its own")
            kinds[id_] = str(row.get("kind", ""))
            if fact is not None:
                for field, message in _fact_mistakes(fact, text, has_occurrence="occurrence" in row):
                    self._say(path, line, field, message)
        return kinds

    def _labels(self, path: Path, kinds: dict[str, str]) -> None:
        ids: set[str] = set()
        for line, row, summary in self._records(path, LABELLED):
            id_ = str(row.get("id", ""))
            if id_ in ids:
                self._say(path, line, "id", f"a second summary '{id_}'; give it an id of its own")
            ids.add(id_)
            if summary is not None:
                for field, message in _label_mistakes(summary, kinds):
                    self._say(path, line, field, message)

    def _records(self, path: Path, schema: TypeAdapter[R]) -> Iterator[tuple[int, dict[str, Any], R | None]]:
        """The objects of a file with their lines; None for a record that its schema refuses."""
        for line, text in numbered_lines(self._encoding(path) or ""):
            try:
                row = parse_row(text)
            except ValueError as error:
                self._say(path, line, None, str(error))
                continue
            try:
                yield line, row, schema.validate_python(row)
            except ValidationError as error:
                for field, message in mistakes(error):
                    self._say(path, line, field, message)
                yield line, row, None

    def _encoding(self, path: Path) -> str | None:
        """Check how a file is saved; its text, or None if it cannot be read."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self._say(path, None, None, "no such file; add it")
            return None
        except OSError as error:
            self._say(path, None, None, f"cannot be read: {error.strerror}")
            return None
        decoded = decode(data)
        for line, message in decoded.mistakes:
            self._say(path, line, None, message)
        return decoded.text


def _fact_mistakes(fact: Fact, text: str | None, *, has_occurrence: bool) -> Iterator[Mistake]:
    try:
        find_cue(fact)
    except NotLocatedError as error:
        yield Mistake(error.field, f"{error}; copy it from there")
    if isinstance(fact, NumberFact):
        yield from number_mistakes(fact)
    if text is None:
        return
    try:
        find_quote(fact, text)
    except NotLocatedError as error:
        yield Mistake(error.field, str(error))
        return
    if not has_occurrence and (times := len(list(places(fact.quote, text)))) > 1:
        yield Mistake("quote", f"stands {times} times in the article; lengthen it, or add 'occurrence' (1 to {times})")


def _label_mistakes(summary: LabelledSummary, kinds: dict[str, str]) -> Iterator[Mistake]:
    if not summary.text.strip():
        yield Mistake("text", "empty; a summary that was not produced has no labels")
    for id_, label in summary.labels.items():
        if id_ not in kinds:
            yield Mistake(f"labels.{id_}", f"no fact '{id_}' in this article{closest(id_, list(kinds))}")
        elif (kind := kinds[id_]) in KINDS and label not in (fits := ("omitted", "preserved", *CODES[kind])):
            yield Mistake(f"labels.{id_}", f"'{label}' does not fit the fact's kind, {kind}: {', '.join(fits)}")
    for number, flag in enumerate(summary.flags):
        if not flag.text.strip():
            yield Mistake(f"flags.{number}.text", "empty; copy the flagged words from the summary")
        elif flag.text not in summary.text:
            near = nearest(flag.text, summary.text)
            yield Mistake(f"flags.{number}.text", f"not in the summary; the nearest text is “{near}”")
