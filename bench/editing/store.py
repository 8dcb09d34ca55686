"""A gold set that is being edited: its files are read anew for every answer, and written after every change.

One process changes a set at a time, one request after another; whatever else writes to its files meanwhile is noticed
by their hashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, OrderedDict
from pathlib import Path
from typing import Literal, NamedTuple

from bench.editing.article_lint import Checks
from bench.editing.line_file import Lines, digest, read
from bench.editing.occurrences import find, placed
from bench.editing.page_records import (
    ArticleState,
    Change,
    Changed,
    FileState,
    LineState,
    Passage,
    Refused,
    RowDifference,
    RowMistake,
)
from bench.editing.rejecting import with_rejected, without_rejected
from bench.editing.row_lines import Row, fact_line, is_spaced, summary_line
from bench.editing.set_titles import ArticleTitle, read_titles
from bench.errors import UsageError
from bench.goldset import LintFinding
from bench.goldset.files import decode, parse_row
from bench.goldset.rejected import REJECTED
from bench.goldset.writing import FACT_KEYS
from bench.records import KINDS, Article
from bench.storage import replace_member

Which = Literal["facts", "labels"]
SHOWN = 2_000
"""How many characters of a broken line are shown."""
KEPT = 200
"""How many contents of files are remembered, to say what has changed since."""
ID = r"[\w.-]{1,60}"


class _Files(NamedTuple):
    """An article's three files as they are now."""

    id: str
    title: ArticleTitle
    text_data: bytes
    text: str
    facts: Lines
    labels: Lines

    def lines(self, which: Which) -> Lines:
        return self.facts if which == "facts" else self.labels


class SetStore:
    """The set in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checks = Checks()
        self._known: OrderedDict[str, Lines] = OrderedDict()

    def article(self, id_: str) -> ArticleState:
        """An article with its facts and labelled summaries, broken lines too.

        Raises:
            UsageError: the set has no such article.
            InputError: a file cannot be read.
        """
        return self._state(self._read(id_))

    def hashes(self, id_: str) -> dict[str, str]:
        """The hashes by which the page notices that an article's files have changed: `text`, `facts`, `labels`."""
        files = self._read(id_)
        return {"text": digest(files.text_data), "facts": files.facts.hash, "labels": files.labels.hash}

    def passage_of(self, id_: str, passage: Passage) -> Article | None:
        """The article that a passage was selected in; None if its text is another by now.

        Raises:
            UsageError, InputError: see `article`.
        """
        files = self._read(id_)
        if passage.text_hash != digest(files.text_data):
            return None
        return Article(gold=self.folder.name, id=id_, title=files.title.title, date=files.title.date, text=files.text)

    def change(self, id_: str, which: Which, change: Change) -> ArticleState:
        """Check and save one change, and return the article in its new state.

        Raises:
            Changed: the files are not what the change was made to.
            Refused: it would bring in mistakes.
            UsageError, InputError: see `article`.
            WriteError: it cannot be written; nothing has changed.
        """
        files = self._read(id_)
        old = files.lines(which)
        # Before anything is worked out: line numbers mean nothing in a file that has changed.
        self._expect(files, which, change)
        number, new = self._applied(files, which, change)
        # The whole article is checked, since a fact that is removed leaves its labels without one.
        after = files._replace(facts=new) if which == "facts" else files._replace(labels=new)
        # A removed line has no number any more: nothing can be wrong on it.
        self._refuse_mistakes(files, after, which, number if change.row is not None else None, change.row or {})
        path = self._path(id_, f".{which}.jsonl")
        # Checking takes a moment, in which an editor may have saved the file.
        if digest(read(path)) != old.hash:
            self._expect(self._read(id_), which, change)
        if which == "facts":
            self._note_rejected(files, change)
        replace_member(path, new.data)
        return self._state(after)

    def _note_rejected(self, files: _Files, change: Change) -> None:
        """Keep a fact that is deleted apart, so that it is not drafted again; what is put back was not rejected."""
        path = self._path(files.id, REJECTED)
        before = Lines.of(read(path))
        if change.row is None:
            row = _rows(files.facts).get(change.line or 0)
            after = with_rejected(before, row) if row is not None else before
        else:
            after = without_rejected(before, change.row) if change.line is None else before
        if after != before:
            replace_member(path, after.data)

    def _path(self, id_: str, suffix: str) -> Path:
        return self.folder / f"{id_}{suffix}"

    def _read(self, id_: str) -> _Files:
        title = read_titles(self.folder).articles.get(id_)
        if title is None:  # ids come from the set, never from whoever asks
            raise UsageError("no such article in the set")
        data = read(self._path(id_, ".txt"))
        # Read anew each time: an editor or a `git checkout` may have changed them since the last request.
        facts, labels = (Lines.of(read(self._path(id_, f".{which}.jsonl"))) for which in ("facts", "labels"))
        return _Files(id_, title, data, decode(data).text, facts, labels)

    def _state(self, files: _Files) -> ArticleState:
        findings = self._findings(files)
        # Remembered by hash: when a file has changed under the page, it can be told which rows did.
        for lines in (files.facts, files.labels):
            self._known[lines.hash] = lines
            self._known.move_to_end(lines.hash)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        return ArticleState(
            id=files.id,
            title=files.title.title,
            date=files.title.date,
            publisher=files.title.publisher,
            text=files.text,
            text_hash=digest(files.text_data),
            facts=_file_state(files, "facts", findings),
            labels=_file_state(files, "labels", findings),
            findings=tuple(
                str(finding) for finding in findings if finding.line is None or finding.file.name == f"{files.id}.txt"
            ),
        )

    def _findings(self, files: _Files) -> list[LintFinding]:
        return self._checks.findings(files.id, files.title.date, files.text_data, files.facts.data, files.labels.data)

    def _expect(self, files: _Files, which: Which, change: Change) -> None:
        now = files.lines(which)
        if change.hash != now.hash:
            was = self._known.get(change.hash)
            raise Changed(
                f"{files.id}.{which}.jsonl", None if was is None else _differences(was, now), self._state(files)
            )
        # The text too: a quote and its place are only right in the article that they were selected in.
        if change.text_hash != digest(files.text_data):
            raise Changed(f"{files.id}.txt", None, self._state(files))

    def _applied(self, files: _Files, which: Which, change: Change) -> tuple[int, Lines]:
        """The number of the line that changes, and the lines after it."""
        old = files.lines(which)
        if change.line is not None and change.line not in old.texts():
            raise Refused(RowMistake(field=None, message=f"there is no line {change.line}"))
        if change.row is None:
            if change.line is None:
                raise Refused(RowMistake(field=None, message="neither a line nor a row"))
            return change.line, old.remove(change.line)
        # New lines look like the others, so that a later clean-up changes none of them.
        spaced = is_spaced(old.texts().values())
        checked_row = _unknown_refused(change.row, which)
        try:
            if which == "facts":
                line = fact_line(placed(checked_row, change.at, files.text), spaced=spaced)
            else:
                line = summary_line(checked_row, _ids(files.facts), spaced=spaced)
            # A lone surrogate, which JavaScript strings may hold, cannot be written as UTF-8.
            line.encode()
        except ValueError:
            raise Refused(
                RowMistake(field=None, message="holds a number or a character that a file cannot hold")
            ) from None
        if change.line is not None:
            return change.line, old.replace(change.line, line)
        # A number beyond the end means the end.
        number = min(change.insert or len(old.lines) + 1, len(old.lines) + 1)
        return number, old.insert(number, line)

    def _refuse_mistakes(
        self, before: _Files, after: _Files, which: Which, changed_line: int | None, changed_row: Row
    ) -> None:
        """Raise Refused if the change brings in mistakes, or if it leaves any in a confirmed fact."""
        file = f"{after.id}.{which}.jsonl"
        before_counts = Counter((finding.file, finding.field, finding.message) for finding in self._findings(before))
        is_draft = which == "facts" and changed_row.get("draft") is True
        refused = []
        for finding in self._findings(after):
            if finding.is_warning:
                continue
            key = (finding.file, finding.field, finding.message)
            is_on_changed_line = changed_line is not None and finding.line == changed_line and finding.file.name == file
            if is_on_changed_line and not unicodedata.is_normalized("NFC", after.text) and "NFC" in finding.message:
                continue  # a quote has to be as its article is, and there is a finding on that
            # Mistakes that were there before are no reason to refuse: else a broken set could not be mended one line at
            # a time. Counted, since one message may stand several times; by message, since line numbers move.
            is_new = before_counts[key] <= 0
            before_counts[key] -= 1
            if is_on_changed_line and which == "facts":
                # A draft may be unfinished, but its id has to be its own: labels and this page go by it.
                if not is_draft or finding.field == "id":
                    refused.append(RowMistake(field=finding.field, message=finding.message))
            elif is_new:
                # A mistake elsewhere, such as a label without its fact, has to say where it is.
                where = "" if is_on_changed_line else f"{finding.file}:{finding.line}: "
                field = finding.field if is_on_changed_line else None
                refused.append(RowMistake(field=field, message=where + finding.message))
        if refused:
            raise Refused(*refused)


def _unknown_refused(sent_row: Row, which: Which) -> Row:
    """A row unchanged, if a file may hold it at least as a draft."""
    # Labels refer to a fact by its id, so that it has to be one that every file can hold.
    if not re.fullmatch(ID, str(sent_row.get("id", ""))):
        raise Refused(RowMistake(field="id", message="letters, digits, '-', '_' and '.' only, and at most 60 of them"))
    if which == "facts":
        if sent_row.get("kind") not in KINDS:
            raise Refused(RowMistake(field="kind", message=f"take one of {', '.join(KINDS)}"))
        if not isinstance(sent_row.get("draft", False), bool):
            raise Refused(RowMistake(field="draft", message="true or false"))
        if unknown := [key for key in sent_row if key not in FACT_KEYS]:
            raise Refused(RowMistake(field=unknown[0][:60], message="unknown key; remove it"))
    return sent_row


def _ids(lines: Lines) -> list[str]:
    return [id_ for record in _rows(lines).values() if record is not None and isinstance(id_ := record.get("id"), str)]


def _rows(lines: Lines) -> dict[int, Row | None]:
    records: dict[int, Row | None] = {}
    for number, text in lines.texts().items():
        try:
            records[number] = parse_row(text)
        except (ValueError, RecursionError):
            records[number] = None
    return records


def _file_state(files: _Files, which: Which, findings: list[LintFinding]) -> FileState:
    name, lines = f"{files.id}.{which}.jsonl", files.lines(which)
    wrong: dict[int, list[RowMistake]] = {}
    for finding in findings:
        if finding.file.name == name and finding.line is not None:
            wrong.setdefault(finding.line, []).append(
                RowMistake(field=finding.field, message=finding.message, is_warning=finding.is_warning)
            )
    records, texts = _rows(lines), lines.texts()
    states = []
    for number, record in records.items():
        quote, cue = find(record, files.text) if which == "facts" and record is not None else (None, None)
        mistakes = tuple(wrong.get(number, ()))
        # A line that is right is shown as its row; a broken one as it stands, for there is nothing else to show.
        raw = texts[number][:SHOWN] if record is None or any(not mistake.is_warning for mistake in mistakes) else ""
        states.append(LineState(line=number, row=record, raw=raw, mistakes=mistakes, quote=quote, cue=cue))
    return FileState(name=name, hash=lines.hash, lines=tuple(states))


def _differences(was: Lines, now: Lines) -> list[RowDifference]:
    """How the rows of a file have changed, by their ids (by line number, where they have none)."""
    old, new = ({_name(record, number): text for (number, record), text in _both(lines)} for lines in (was, now))
    differences = [
        RowDifference(id=name, what="removed" if name not in new else "changed")
        for name in old
        if old[name] != new.get(name)
    ]
    return differences + [RowDifference(id=name, what="added") for name in new if name not in old]


def _both(lines: Lines) -> list[tuple[tuple[int, Row | None], str]]:
    return list(zip(_rows(lines).items(), lines.texts().values(), strict=True))


def _name(record: Row | None, number: int) -> str:
    return str(record["id"])[:60] if record and record.get("id") else f"line {number}"
