"""So much a minute, and no more: requests, or tokens."""

from __future__ import annotations


class Allowance:
    """An amount a minute, spread evenly over it: in no minute is more begun than that and one request."""

    def __init__(self, per_minute: float) -> None:
        self._seconds_each = 60.0 / per_minute
        self._free_at = 0.0

    def reserve(self, amount: float, now: float) -> float:
        """Take a place in the line.

        Args:
            amount: what is about to be spent.
            now: seconds, on any clock that never goes back.

        Returns:
            Seconds to wait before it may be spent.
        """
        start = max(now, self._free_at)
        self._free_at = start + amount * self._seconds_each
        return start - now

    def settle(self, difference: float) -> None:
        """Take in how much more (or, below zero, less) was spent than was reserved."""
        self._free_at += difference * self._seconds_each
