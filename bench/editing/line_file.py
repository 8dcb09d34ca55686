"""A JSON Lines file of which one line changes while all others stay as they are, byte for byte."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path
from typing import NamedTuple

from bench.storage import MissingFileError, read_member

ENDS = (b"\n", b"\r\n")
"""What a line of our own may end with, after the example of the others: a lone CR could meet an LF."""


class Lines(NamedTuple):
    """The bytes of a file, cut into lines; lines are counted from 1, as `bench gold lint` counts them."""

    mark: bytes
    """The byte-order mark, if the file begins with one."""
    lines: tuple[bytes, ...]
    """Each with its line end."""

    @classmethod
    def of(cls, data: bytes) -> Lines:
        """Cut a file's bytes; LF, CRLF and CR end a line."""
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        # `splitlines` of bytes knows LF, CRLF and CR alone, while that of texts would cut at U+2028 inside a JSON
        # string.
        return cls(mark, tuple(data.removeprefix(mark).splitlines(keepends=True)))

    @property
    def data(self) -> bytes:
        """The bytes of the whole file."""
        return self.mark + b"".join(self.lines)

    @property
    def hash(self) -> str:
        """The hash of this content."""
        return digest(self.data)

    def texts(self) -> dict[int, str]:
        """The lines that are not blank, by number; bytes that are no UTF-8 show as U+FFFD."""
        decoded = (line.decode("utf-8", errors="replace").strip() for line in self.lines)
        return {number: text for number, text in enumerate(decoded, start=1) if text}

    def replace(self, number: int, text: str) -> Lines:
        """The file with another text on this line."""
        lines = list(self.lines)
        # The line keeps its own end, CRLF or none, so that a version control shows one changed line.
        lines[number - 1] = text.encode() + (_end(lines[number - 1]) or self._usual_end())
        return Lines(self.mark, tuple(lines))

    def insert(self, number: int, text: str) -> Lines:
        """The file with a new line of this number; the lines from there on move down."""
        lines, end = list(self.lines), self._usual_end()
        # A last line without an end would else run into the new one.
        if lines and number > len(lines) and not _end(lines[-1]):
            lines[-1] += end
        lines.insert(number - 1, text.encode() + end)
        return Lines(self.mark, tuple(lines))

    def remove(self, number: int) -> Lines:
        """The file without this line."""
        return Lines(self.mark, self.lines[: number - 1] + self.lines[number:])

    def _usual_end(self) -> bytes:
        # From the end, where the lines stand that new ones mostly follow.
        return next((end for line in reversed(self.lines) if (end := _end(line)) in ENDS), b"\n")


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes:
    """A file's bytes; empty if there is no such file.

    Raises:
        InputError: it is there and cannot be read.
    """
    try:
        return read_member(path)
    except MissingFileError:
        return b""


def _end(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
