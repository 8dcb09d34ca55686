"""JSON Lines files that grow by a line the moment something arrives, so that a killed process loses nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bench.errors import InputError

R = TypeVar("R", bound=BaseModel)


def append_lines(path: Path, records: Iterable[BaseModel]) -> None:
    """Add records to a JSON Lines file and wait until they are on disk; a torn last line is cut off first."""
    data = b"".join(record.model_dump_json().encode() + b"\n" for record in records)
    # Unbuffered: what `write` has taken is with the operating system, and not in a buffer that a kill would lose.
    with path.open("a+b", buffering=0) as file:
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
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            # A line without its end was being written when the run was killed, and will be asked for again.
            if line.endswith(b"\n") and line.strip():
                yield parse(model, line, path, number)


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
