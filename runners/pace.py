"""How many requests at once a server bears, found out by asking: plain data and how it changes.

It begins low and grows by one with each answer, which doubles it from one round of requests to the next, until the
server first pushes back. From then on each push takes a quarter off, and each round that goes well adds one.
"""

from __future__ import annotations

from bench.records import Record

FIRST = 8
"""Requests at once before anything is known."""
KEPT = 0.75
"""Of the limit, after a push."""


class Pace(Record):
    """What is known of a server's strength."""

    ceiling: int
    """Never more at once than this."""
    limit: float
    is_probing: bool = True
    """Whether the server has never pushed back."""
    settled: int = 0
    """The number of the newest request when the limit was last cut; older ones have nothing new to say."""

    @classmethod
    def towards(cls, ceiling: int) -> Pace:
        """Begin low."""
        return cls(ceiling=ceiling, limit=min(FIRST, ceiling))

    @property
    def at_once(self) -> int:
        """Requests at once."""
        return max(1, int(self.limit))

    def answered(self, running: int) -> Pace:
        """After a good answer, with so many requests under way, that one included.

        Where fewer than half of those allowed are under way, an answer does not show that the server bears more.
        """
        if self.limit >= self.ceiling or 2 * running < self.at_once:
            return self
        step = 1.0 if self.is_probing else 1.0 / self.limit
        return self.model_copy(update={"limit": min(float(self.ceiling), self.limit + step)})

    def pushed_back(self, number: int, newest: int) -> Pace:
        """After the server had too much.

        Args:
            number: of the request that it pushed back; requests are numbered as they are sent, from 1.
            newest: of the last request that was sent.
        """
        if number <= self.settled:
            return self  # it was under way when the limit was cut
        return self.model_copy(update={"limit": max(1.0, self.limit * KEPT), "is_probing": False, "settled": newest})
