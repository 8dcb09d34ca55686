"""What a run is shown beside: the copied lead, other runs."""

from __future__ import annotations

from bench.records import Estimate, Record

LISTED = 8
"""Peers that the plane has room for."""


class Peer(Record):
    """Another point in the plane of coverage and faithfulness."""

    name: str
    coverage: Estimate
    faithfulness: Estimate
