"""One process at a time in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from bench.errors import UsageError
from bench.storage.places import place_of
from bench.storage.writing import unwritable

LOCK = ".lock"


@contextmanager
def locked(folder: Path, refusal: str) -> Iterator[None]:
    """Keep other processes out of a folder; the lock is the system's, so that a killed process leaves none behind.

    Args:
        folder: it is there.
        refusal: what is said if another process is in it: what that is, and what to do.

    Raises:
        UsageError: another process holds the lock.
        InputError: the lock's name is taken by a link that leads elsewhere.
        WriteError: the lock cannot be made there.
    """
    lock = filelock.FileLock(folder / LOCK, blocking=False)
    try:
        # `filelock` itself follows no link in the last step, but does not say so in our words.
        place_of(folder / LOCK)
        lock.acquire()
    except filelock.Timeout:
        raise UsageError(f"{folder}: {refusal}") from None
    except OSError as error:
        raise unwritable(folder / LOCK, error) from None
    try:
        yield
    finally:
        # Whoever waits for the lock of a removed file notices, and makes a new one. A set in a repository stays clean.
        with suppress(OSError):
            (folder / LOCK).unlink()
        lock.release()
