"""When a server is not worth asking any more, where the user has not said how many failures are allowed."""

from __future__ import annotations

import time

FIRST = 5
"""Requests that fail in a row before any was answered: a server that answers nothing but errors."""
LATER = 20
"""The same after the first answer: a server that has gone."""
SILENCE = 900.0
"""Seconds without any answer, for instance since it asks for one pause after another."""
ATTEMPTS = 3
"""That fail in such a silence; under a limit of one request an hour, a single one says nothing."""


class Patience:
    """What is known of a server's failures since its last answer."""

    def __init__(self, timeout: float) -> None:
        """Begin.

        Args:
            timeout: seconds that one attempt may take; a silence has room for several.
        """
        self._longest_silence = max(SILENCE, ATTEMPTS * timeout)
        self._has_answered = False
        self._requests = 0
        self._attempts = 0
        self._silent_since: float | None = None

    def begin(self) -> None:
        """Note that something was sent."""
        if self._silent_since is None:
            self._silent_since = time.monotonic()

    def answered(self) -> None:
        """Note an answer, whatever it is worth."""
        self._has_answered = True
        self._requests = self._attempts = 0
        self._silent_since = time.monotonic()

    def attempt_failed(self) -> str | None:
        """Note an attempt that failed; why to give up, if it is time."""
        self._attempts += 1
        silence = time.monotonic() - (self._silent_since or time.monotonic())
        if self._attempts >= ATTEMPTS and silence >= self._longest_silence:
            return f"no answer for {silence / 60:.0f} minutes"
        return None

    def request_failed(self) -> str | None:
        """Note a request that failed after its last attempt; why to give up, if it is time."""
        self._requests += 1
        if self._requests < (LATER if self._has_answered else FIRST):
            return None
        return f"{self._requests} requests in a row failed" + ("" if self._has_answered else ", and none was answered")
