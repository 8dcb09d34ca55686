"""Readings of articles, kept in the user's cache folder: an article is read once, and not at every start.

A file is found by a hash of its texts and of all that reading depends on, so that none is ever out of date. What is in
it counts as untrusted: it is data and no code, and one that is not a reading is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import TypeAdapter, ValidationError

import bench.records.statement
from bench.errors import AllegedlyError
from bench.reading.parsing.sentences import PIPELINES
from bench.reading.reader import read_all
from bench.records import Statement, Word
from bench.storage import make_folder, read_member, remove_member, replace_member

_MOST_BYTES = 100_000_000
"""Of all files together; beyond it the oldest are deleted."""
_LARGEST_FILE = 5_000_000
_PARSES = "spacy thinc numpy"
"""Packages whose versions a parse depends on."""
_READINGS = TypeAdapter(list[list[Statement]])
_RAW_READINGS = TypeAdapter(list[list[dict[str, Any]]])
_WORDS = TypeAdapter(tuple[Word, ...])
_CLAUSES = TypeAdapter(tuple[tuple[int, ...], ...])


def read_kept(texts: Sequence[str]) -> list[list[Statement]]:
    """Read several texts that belong together, as `read_all` does, unless the same texts have been read before."""
    path = _path(texts)
    if path is None:
        return read_all(texts)
    readings = _kept(path, len(texts))
    if readings is None:
        readings = read_all(texts)
        _keep(path, readings)
    return readings


def _path(texts: Sequence[str]) -> Path | None:
    """Where the reading of these texts is kept; None where it cannot be."""
    version = _version()
    if version is None:
        return None
    digest = hashlib.sha256(version)
    for text in texts:
        # Half a surrogate pair, which no UTF-8 has, is told from other such halves too.
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return Path(platformdirs.user_cache_path("allegedly")) / "readings" / f"{digest.hexdigest()}.json"


@cache
def _version() -> bytes | None:
    """A hash of the reader's code and word lists, and of the parser; None where they are no files."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    try:
        files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
        for path in [*files, Path(str(bench.records.statement.__file__))]:
            digest.update(path.read_bytes())
    except OSError:
        return None
    for package in (*_PARSES.split(), *PIPELINES):
        with contextlib.suppress(metadata.PackageNotFoundError):
            digest.update(f"{package} {metadata.version(package)}\n".encode())
    return digest.digest()


def _kept(path: Path, count: int) -> list[list[Statement]] | None:
    """The readings in a file; None where there is none that can be used."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return None
        raw = _RAW_READINGS.validate_json(read_member(path))
        readings = _READINGS.validate_python([[_with_words(statement) for statement in of_text] for of_text in raw])
    # A statement whose words are missing is no reading either.
    except (OSError, AllegedlyError, ValidationError, KeyError):
        return None
    is_whole = all(_is_whole(statement) for of_text in readings for statement in of_text)
    return readings if len(readings) == count and is_whole else None


def _with_words(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement as read from JSON, with its words and clauses, which a `Statement` takes as they are."""
    words = tuple(
        word._replace(lemma=sys.intern(word.lemma), pos=sys.intern(word.pos), dep=sys.intern(word.dep))
        for word in _WORDS.validate_python(statement["words"])
    )
    return {**statement, "words": words, "clauses": _CLAUSES.validate_python(statement["clauses"])}


def _is_whole(statement: Statement) -> bool:
    """Whether what points to a word of a statement points to one that there is."""
    words = range(len(statement.words))
    return all(word.head in words for word in statement.words) and all(
        index in words for clause in statement.clauses for index in clause
    )


def _keep(path: Path, readings: list[list[Statement]]) -> None:
    """Write readings into a file, as far as that can be done; a full disk stops no scoring."""
    try:
        content = _READINGS.dump_json(readings)
    # Half a surrogate pair cannot be written.
    except ValueError:
        return
    if len(content) > _LARGEST_FILE:
        return
    with contextlib.suppress(OSError, AllegedlyError):
        make_folder(path.parent)
        replace_member(path, content)
        _delete_oldest(path.parent)


def _delete_oldest(folder: Path) -> None:
    """Delete the oldest files until the rest are within bounds."""
    files = []
    for path in folder.iterdir():
        # Another process may delete as well.
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            files.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= _MOST_BYTES:
            return
        remove_member(path)
        total -= size
