"""How many requests at once a server can take, found out by asking: plain data and how it changes.

It begins low and grows by one with each answer, which doubles it from one round of requests to the next, until the
server first pushes back. From then on each push takes a quarter off, and each round that goes well adds one.
"""

from __future__ import annotations

from typing import Self

from bench.records import Record

FIRST = 8
"""Requests at once before anything is known."""
KEPT = 0.75
"""The share of the limit that is left after a push."""


class Concurrency(Record):
    """What is known of how many requests at once a server can take."""

    ceiling: int
    """Never more at once than this."""
    limit: float
    is_probing: bool = True
    """Whether the server has never pushed back."""
    newest_at_last_cut: int = 0
    """The number of the newest request when the limit was last cut; what becomes of older ones says nothing new."""

    @classmethod
    def growing(cls, ceiling: int) -> Self:
        """Begin low: for a server of which nothing is known."""
        return cls(ceiling=ceiling, limit=min(FIRST, ceiling))

    @classmethod
    def fixed(cls, ceiling: int) -> Self:
        """Begin at the ceiling: for what never pushes back."""
        return cls(ceiling=ceiling, limit=ceiling)

    @property
    def at_once(self) -> int:
        """Requests at once."""
        return max(1, int(self.limit))

    def answered(self, running: int) -> Self:
        """After a good answer.

        Args:
            running: requests that were under way, the answered one included.
        """
        # Where fewer than half of the requests allowed are under way, an answer does not show that the server could
        # take more: near the end of a run, or under a limit per minute, hardly anything is running.
        if self.limit >= self.ceiling or 2 * running < self.at_once:
            return self
        # One for each answer doubles the limit in a round of requests; its reciprocal adds one in a round.
        step = 1.0 if self.is_probing else 1.0 / self.limit
        return self.model_copy(update={"limit": min(float(self.ceiling), self.limit + step)})

    def pushed_back(self, number: int, newest: int) -> Self:
        """After the server was asked for too much.

        Args:
            number: of the request that it pushed back; requests are numbered as they are sent, from 1.
            newest: of the last request that was sent.
        """
        # An overloaded server refuses dozens of requests within the same second. All of them were sent before the
        # limit was cut, so they count as one push; cutting for each would bring 64 down to 1.
        if number <= self.newest_at_last_cut:
            return self
        return self.model_copy(
            # Growth by rounds from now on: doubling again would run into the same limit every few seconds.
            update={"limit": max(1.0, self.limit * KEPT), "is_probing": False, "newest_at_last_cut": newest}
        )
