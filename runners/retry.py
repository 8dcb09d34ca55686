"""How long to wait before a request is sent again."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bench.records import Record


class Patience(Record):
    """How often and how long; all times in seconds."""

    attempts: int = 8
    """Requests in all, the first one included: enough to sit out a minute whose quota is used up."""
    first_contact: int = 3
    """The same while the server has never answered at all: it is probably not running."""
    timeouts: int = 3
    """Requests that may run into the time limit: each has taken long enough."""
    shortest: float = 1.0
    """Before the second request; it doubles each time."""
    longest: float = 30.0
    limit: float = 300.0
    """If a server asks for a longer pause than this, we give up: its quota is used up for the day."""

    def before(self, attempt: int) -> float:
        """Seconds before the request that follows request number `attempt`, with jitter."""
        full = min(self.longest, self.shortest * 2.0 ** (attempt - 1))
        return full * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, keeps no secret


def asked_to_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds that an answer's Retry-After asks for; None if it asks for none that can be understood."""
    try:
        if value := headers.get("retry-after-ms"):
            return max(0.0, float(value) / 1000)
        value = (headers.get("retry-after") or "").strip()
        if not value:
            return None
        if value.replace(".", "", 1).isdecimal():
            return float(value)
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())
