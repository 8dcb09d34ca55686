"""Writing files so that each appears whole or not at all, in its own folder, and leaves nothing half-written behind.

Temporary names are random and opened exclusively: a name that could be guessed might be there already, as a link to
somewhere else.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from io import FileIO
from pathlib import Path

from bench.errors import InputError, WriteError
from bench.storage.places import irregular, place_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_STREAMS = re.compile(r"/dev$|/proc/\d+/fd$")
"""The folders of devices and of open files: /dev/stdout, /dev/tty, /dev/fd/3."""


def replace_member(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file of a folder: whoever reads it finds all of the old bytes or all of the new ones.

    It keeps its permissions; a link to another member stays a link.

    Args:
        path: the file.
        data: its bytes, or pieces of them.

    Raises:
        InputError: something else than a file is in its place, or a link that leads out of the folder.
        WriteError: it cannot be written, and is as it was.
    """
    with _said_of(path):
        target = place_of(path)
        mode = _mode_of(path, target)
        # In the same folder, and so on the same disk, where a rename takes one step; short, since a name may be as long
        # as names can be.
        temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
        made = os.open(temporary, _NEW, 0o666)
        try:
            with os.fdopen(made, "wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
                file.flush()
                # On disk before it takes the old file's place: after a power cut there is one or the other, whole.
                os.fsync(file.fileno())
                if mode is not None:
                    os.fchmod(file.fileno(), stat.S_IMODE(mode))
            temporary.replace(target)
        # An interruption too must leave nothing behind.
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def append_member(path: Path) -> Iterator[FileIO]:
    """Open a file of a folder to read it and to add to it, unbuffered; it is created if it is not there.

    Raises:
        InputError: as `replace_member`, or the file has another name elsewhere, whose content would change too.
        WriteError: it cannot be opened, or something within the block cannot be written.
    """
    with _said_of(path):
        target = place_of(path)
        _mode_of(path, target)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with os.fdopen(os.open(target, flags, 0o666), "a+b", buffering=0) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise InputError(irregular(about.st_mode), file=path)
            if about.st_nlink > 1:
                raise InputError("has another name elsewhere (a hard link): put a copy there", file=path)
            yield file


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, within `new_folder` or `scratch_folder`, which say what failed."""
    with os.fdopen(os.open(path, _NEW, 0o666), "wb") as file:
        file.write(data)


def write_given(path: Path, data: bytes) -> None:
    """Write a file that the user named, in a folder that is created if need be; a pipe or a terminal is written to.

    Raises:
        InputError, WriteError: as `replace_member`.
    """
    make_folder(path.parent)
    with _said_of(path):
        # A rename would put a file in the place of /dev/stdout.
        if path.is_fifo() or _STREAMS.match(os.path.realpath(path.parent)):
            path.write_bytes(data)
            return
    replace_member(path, data)


def remove_member(path: Path) -> None:
    """Remove a file of a folder, if it is there; of a link, the link.

    Raises:
        WriteError: it cannot be removed.
    """
    with _said_of(path):
        path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Create a folder with those above it, if it is not there.

    Raises:
        WriteError: it cannot be created.
    """
    with _said_of(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Yield a temporary folder that takes the place of `folder` at the end: it appears complete or not at all.

    Args:
        folder: not there yet, or empty.

    Raises:
        WriteError: something cannot be written, and nothing is left of it.
    """
    folder = folder.absolute()
    make_folder(folder.parent)
    # In the same parent, so that a rename moves it into place in one step.
    temporary = folder.with_name(f".{secrets.token_hex(8)}.tmp")
    with _said_of(folder):
        try:
            temporary.mkdir()
            yield temporary
            temporary.replace(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of this process's own, gone at the end.

    Raises:
        WriteError: something cannot be written in it.
    """
    with _said_of(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="allegedly-") as name:
        yield Path(name)


def unwritable(path: Path | str, error: OSError) -> WriteError:
    """What is said of a file that the system does not let us write, with what to do about it."""
    advice = _advice().get(errno.errorcode.get(error.errno or 0, ""), "")
    why = f"cannot be written: {error.strerror or error}"
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return WriteError(f"{path}: {why}; {advice}" if advice else f"{path}: {why}", is_full=is_full)


@cache
def _advice() -> dict[str, str]:
    return tomllib.loads((resources.files("bench.storage") / "data" / "advice.toml").read_text(encoding="utf-8"))


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None


def _mode_of(path: Path, target: Path) -> int | None:
    """The mode of the file that is there; None if there is none."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise InputError(irregular(mode), file=path)
    return mode
