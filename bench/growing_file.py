"""JSON Lines files that grow by a line the moment something arrives, so that a killed process loses nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from bench.errors import InputError
from bench.storage import append_member, encodable, given_lines, is_present, member_lines

R = TypeVar("R", bound=BaseModel)


def append_lines(path: Path, records: Iterable[BaseModel]) -> None:
    """Add records to a JSON Lines file and wait until they are on disk; a torn last line is cut off first.

    Raises:
        WriteError: they cannot be written; the file is as it was.
        InputError: there is no file in its place that may be written to.
    """
    data = b"".join(map(json_line, records))
    # Unbuffered: what `write` has taken is with the operating system, and not in a buffer that a kill would lose.
    with append_member(path) as file:
        end = _cut_torn_line(file)
        try:
            while data:
                # An unbuffered write may take a part only.
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError:
            # On a full disk a part of a line may have been written; cut off, the file is as it was.
            file.truncate(end)
            raise


def each_line(model: type[R], path: Path) -> Iterator[R]:
    """The records of a file that grows, one at a time; a last line without a line end is passed over.

    Raises:
        InputError: a line is broken.
    """
    if is_present(path):
        yield from _whole(model, member_lines(path), path)


def each_given_line(model: type[R], path: Path) -> Iterator[R]:
    """The records of such a file that the user named.

    Raises:
        InputError: there is no such file, or a line is broken.
    """
    yield from _whole(model, given_lines(path), path)


def _whole(model: type[R], lines: Iterable[bytes], path: Path) -> Iterator[R]:
    for number, line in enumerate(lines, start=1):
        # A line without its end was being written when the run was killed, and will be asked for again.
        if line.endswith(b"\n") and line.strip():
            yield parse(model, line, path, number)


def json_line(record: BaseModel) -> bytes:
    """A record as a line of JSON."""
    return json_text(record).encode() + b"\n"


def json_text(record: BaseModel, indent: int | None = None) -> str:
    """A record as JSON, with U+FFFD for each half of a character that a model or a server may have said."""
    try:
        return record.model_dump_json(indent=indent)
    except PydanticSerializationError:
        # Rare, so that all else need not be looked through: only a lone surrogate cannot be written.
        return encodable(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=indent))


def _cut_torn_line(file: FileIO) -> int:
    """Cut off a last line that has no line end; returns where the file ends now."""
    end = file.seek(0, os.SEEK_END)
    if not end:
        return 0
    file.seek(end - 1)
    if file.read(1) == b"\n":
        return end
    file.seek(0)
    # Without any line end nothing is whole: `rfind` gives -1, and the file is emptied.
    whole = file.readall().rfind(b"\n") + 1
    file.truncate(whole)
    return whole


def parse(model: type[R], data: bytes, path: Path, line: int | None = None) -> R:
    """A record from its JSON.

    Raises:
        InputError: it is broken; the message names file and line.
    """
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or None
        raise InputError(str(first["msg"]), file=path, line=line, field=field) from None
