"""Every failure that a user can cause, as one line that says what, where and what to do.

    AllegedlyError                exit code
    ├── InputError                2   a file or a text is wrong
    ├── UsageError                2   the command was asked for something that does not exist or fit
    ├── WriteError                2   a file cannot be written: the disk is full, say
    ├── EndpointError             2   a model cannot be asked at all (no key, nothing listening)
    ├── ThresholdError            1   a threshold asked for was not met
    └── IncompleteError           3   some summaries could not be had; run again to go on

The command line catches AllegedlyError once, prints it and exits; anything else is a bug.
"""

from __future__ import annotations

from pathlib import Path


class AllegedlyError(Exception):
    """A failure with a message for the user; never shown as a traceback."""

    exit_code = 2


class InputError(AllegedlyError):
    """A file that people write is wrong, at a place that the message names."""

    def __init__(
        self, what: str, *, file: Path | str | None = None, line: int | None = None, field: str | None = None
    ) -> None:
        where = ":".join(str(part) for part in (file, line) if part is not None)
        parts = [where, f"field '{field}'" if field else "", what]
        super().__init__(": ".join(part for part in parts if part))
        self.what, self.file, self.line, self.field = what, file, line, field


class UsageError(AllegedlyError):
    """The command line names something that does not exist or does not fit."""


class WriteError(AllegedlyError):
    """A file or folder cannot be written; what was there before is as it was."""

    def __init__(self, message: str, *, is_full: bool = False) -> None:
        super().__init__(message)
        self.is_full = is_full
        """Whether it is for lack of room, so that the same may work later."""


class EndpointError(AllegedlyError):
    """A model cannot be asked at all: no key, no server, not installed."""


class ThresholdError(AllegedlyError):
    """A threshold that the user asked for was not met."""

    exit_code = 1


class IncompleteError(AllegedlyError):
    """Some summaries could not be had; the same command goes on where it stopped."""

    exit_code = 3
