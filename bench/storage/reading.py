"""Reading files that are what they should be: regular, in their place, and of bounded size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from bench.errors import InputError
from bench.storage.places import irregular, place_of
from bench.storage.sizes import LINE, RUN, TABLE, largest_member

_CHUNK = 1 << 16


class MissingFileError(InputError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__("no such file", file=path)


def is_present(path: Path) -> bool:
    """Whether anything has this name, be it a broken link or a pipe, of which reading it will say what is wrong."""
    return os.path.lexists(path)


def read_member(path: Path) -> bytes:
    """All bytes of a file of a set's or a run's folder.

    Raises:
        MissingFileError: there is none.
        InputError: it is no regular file, lies outside the folder, is too large, or cannot be read.
    """
    largest = largest_member(path)
    with _open_member(path, largest) as file:
        return _bounded(file, path, largest)


def member_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file of a run's folder, one at a time and with their ends.

    Raises:
        MissingFileError, InputError: as `read_member`, or a line is too long.
    """
    with _open_member(path, RUN) as file:
        yield from _bounded_lines(file, path)


def given_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that the user named, one at a time and with their ends.

    Raises:
        MissingFileError, InputError: as `open_given`, or a line is too long.
    """
    with open_given(path) as file:
        yield from _bounded_lines(file, path)


def check_members(folder: Path) -> None:
    """Refuse a folder with anything in it, at any depth, that `read_member` would refuse for its kind or place.

    For folders that a library reads by itself.

    Raises:
        InputError: with the path of what should not be there.
    """
    for root, folders, files in os.walk(folder):
        for name in folders:
            # `walk` enters no link, but whoever reads the folder may.
            if (path := Path(root, name)).is_symlink():
                raise InputError("a link to a folder, which is not read; put the folder itself there", file=path)
        for name in files:
            path = Path(root, name)
            _check_regular(path, place_of(path))


@contextmanager
def open_given(path: Path) -> Iterator[BufferedReader]:
    """Open a file that the user named: a regular one, a link to one, or a pipe such as /dev/stdin.

    Raises:
        MissingFileError: there is none.
        InputError: it is a folder or a device, or cannot be read.
    """
    try:
        mode = path.stat().st_mode
        # A pipe is the user's own to wait for.
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
            raise InputError(irregular(mode), file=path)
        with path.open("rb") as file:
            # A terminal ends with Ctrl-D; any other device, such as /dev/zero, may have no end.
            if stat.S_ISCHR(mode) and not file.isatty():
                raise InputError(irregular(mode), file=path)
            yield file
    except FileNotFoundError:
        raise MissingFileError(path) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def check_given(path: Path) -> None:
    """Refuse a file that the user named and a library will read by itself, if `read_given` would refuse it.

    Raises:
        MissingFileError, InputError: as there.
    """
    with open_given(path) as file:
        if os.fstat(file.fileno()).st_size > TABLE:
            raise _too_large(path, TABLE)


def read_given(path: Path, largest: int = TABLE) -> bytes:
    """All bytes of a file that the user named, as `open_given` opens it.

    Raises:
        MissingFileError, InputError: as there, or it is larger than `largest`.
    """
    with open_given(path) as file:
        return _bounded(file, path, largest)


@contextmanager
def _open_member(path: Path, largest: int) -> Iterator[BufferedReader]:
    try:
        target = place_of(path)
        # Looked at before it is opened: to open a pipe or a device may do something.
        _check_regular(path, target)
        # O_NONBLOCK and O_NOFOLLOW for what may take its place in between.
        descriptor = os.open(target, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode):
                raise InputError(irregular(about.st_mode), file=path)
            if about.st_size > largest:
                raise _too_large(path, largest)
            yield file
    except FileNotFoundError:
        raise MissingFileError(path) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _check_regular(path: Path, target: Path) -> None:
    mode = target.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise InputError(irregular(mode), file=path)


def _bounded_lines(file: BufferedReader, path: Path) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LINE + 1):
        number += 1
        if len(line) > LINE:
            raise InputError(f"a line of more than {LINE // 1_000_000} MB", file=path, line=number)
        yield line


def _bounded(file: BufferedReader, path: Path, largest: int) -> bytes:
    data = bytearray()
    # Counted as it comes: a pipe states no size, and a file may grow.
    while chunk := file.read(_CHUNK):
        data += chunk
        if len(data) > largest:
            raise _too_large(path, largest)
    return bytes(data)


def _too_large(path: Path, largest: int) -> InputError:
    return InputError(f"larger than {largest // 1_000_000:,} MB, which is more than is read of such a file", file=path)


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"cannot be read: {error.strerror or error}", file=path)
