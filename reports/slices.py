"""How the facts of one sort fared, told apart by what they are like."""

from __future__ import annotations

from bench.records import Estimate, Kind, Record


class Slice(Record):
    """Facts that share a trait."""

    name: str
    """The trait's value, as in a gold fact; a set's name."""
    coverage: Estimate
    """Facts whose claim is in a summary, of all facts of the scored summaries."""
    faithfulness: Estimate
    """Preserved facts, of those whose claim is in the summary."""
    dropped: Estimate | None
    """Facts that lost their source or their hedge altogether, of those whose claim is in the summary.

    None where the slice holds facts of every kind.
    """


class Breakdown(Record):
    """Slices that together are all facts of a kind, or all facts."""

    trait: str
    """What tells them apart: the field of the kind's trait, `position` of the cue, or `set`."""
    kind: Kind | None
    """None for all kinds together."""
    slices: tuple[Slice, ...]
    """Those that hold any fact, in the order of the trait's values."""
