"""An article and its two files as the page gets them: plain data."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bench.records import Kind, Record, Span


class RowMistake(Record):
    """One thing that is wrong with a row, or may be."""

    field: str | None
    """Keys and indices from the outside in, joined by dots."""
    message: str
    is_warning: bool = False
    """Whether its author may let it stand."""


class LineState(Record):
    """One line that is not blank."""

    line: int
    """Counted from 1."""
    row: dict[str, Any] | None
    """Its object, or None where it holds none."""
    raw: str
    """The line as it stands, cut where it is very long; empty where nothing is wrong with it."""
    mistakes: tuple[RowMistake, ...]
    quote: Span | None = None
    """Of a fact: where its quote stands in the article, in code points; None where it does not."""
    cue: Span | None = None


class FileState(Record):
    """A facts or labels file."""

    name: str
    hash: str
    lines: tuple[LineState, ...]


class ArticleState(Record):
    """All that the page shows of an article."""

    id: str
    title: str
    date: str | None
    publisher: str | None
    text: str
    """As it is loaded for scoring: LF between lines, no byte-order mark."""
    text_hash: str
    facts: FileState
    labels: FileState
    findings: tuple[str, ...]
    """What is wrong with its files as a whole."""


class Change(Record):
    """A change of one line: with line and row it replaces, with a line alone it removes, with a row alone it adds."""

    hash: str = Field(max_length=64)
    """Of the file that the change was made to."""
    text_hash: str = Field(max_length=64)
    """Of the article's text, likewise."""
    line: int | None = Field(default=None, ge=1)
    insert: int | None = Field(default=None, ge=1)
    """The number that an added row's line gets; the end of the file if left out."""
    at: int | None = Field(default=None, ge=0)
    """Of a fact: where its quote was selected, in code points; its occurrence is worked out from that."""
    row: dict[str, Any] | None = None


class Passage(Record):
    """A passage of an article that was selected to be a fact's quote."""

    text_hash: str = Field(max_length=64)
    """Of the article's text that it was selected in."""
    kind: Kind
    """Of the fact that it shall be."""
    span: Span
    """In code points."""


class RowDifference(Record):
    """What became of one row since the page read the file."""

    id: str
    what: str
    """`added`, `removed` or `changed`."""


class Refused(Exception):  # noqa: N818  # not a failure: an answer
    """A change that would leave the set worse: what is wrong with it."""

    def __init__(self, *mistakes: RowMistake) -> None:
        super().__init__("; ".join(f"{mistake.field or 'line'}: {mistake.message}" for mistake in mistakes))
        self.mistakes = mistakes


class Changed(Exception):  # noqa: N818
    """The file is not what the change was made to."""

    def __init__(self, file: str, differences: list[RowDifference] | None, article: ArticleState) -> None:
        super().__init__(f"{file} has changed")
        self.file = file
        self.differences = differences
        """None where it is not known any more what the page had read."""
        self.article = article
