"""What a run came to, for continuous integration: figures, thresholds, and what else to say."""

from __future__ import annotations

from bench.records import Check, Record


class Gated(Record):
    """A run or a comparison in the few words that a job's summary has room for."""

    title: str
    columns: tuple[str, ...]
    """Heads of the table; the first one is over the figures' names."""
    rows: tuple[tuple[str, ...], ...]
    checks: tuple[Check, ...]
    """Empty where no threshold was asked for."""
    complaint: str | None = None
    """Why the run is incomplete; None if it is not."""
    notes: tuple[str, ...] = ()
    """Sentences to go with the figures."""
    page: str
    """Where the scorecard or the comparison is."""
