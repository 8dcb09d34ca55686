"""The figures of `lead-3`, which copies the first sentences, on the shipped sets: what a run is shown beside.

They are kept in lead-3.json, since working them out takes as long as scoring a run does:
`python -m bench.pipeline.renew_lead_reference` writes it anew.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bench.records import Manifest, Record
from bench.statistics import Resamples
from reports.scorecard_data import Peer
from runners.copied_lead import CopiedLead

FILE = Path(__file__).parent / "lead-3.json"


class ArticleCounts(Record):
    """What happened to the gold facts of one article in its copied lead."""

    facts: int
    mentioned: int
    kept: int


class LeadSet(Record):
    """A gold set by content, with the counts of its articles."""

    hash: str
    articles: dict[str, ArticleCounts]


class LeadReference(Record):
    """lead-3.json."""

    scorer: str
    """Name and version."""
    sets: dict[str, LeadSet]


def copied_lead(manifest: Manifest, articles: Collection[str]) -> Peer | None:
    """The figures of `lead-3` on some articles.

    Args:
        manifest: of a run.
        articles: those that it scored summaries of, `set/article`.

    Returns:
        None where that was never measured with this scorer on exactly these sets, and for a run of `lead-3` itself.
    """
    reference = LeadReference.model_validate_json(FILE.read_bytes())
    measured = {ref.name: reference.sets.get(ref.name) for ref in manifest.gold}
    is_same = all((lead_set := measured[ref.name]) is not None and lead_set.hash == ref.hash for ref in manifest.gold)
    # Figures of another scorer, or on other texts, would set a point on the plane that means something else.
    if not is_same or reference.scorer != manifest.scorer or manifest.model == CopiedLead.name:
        return None
    counts = {
        f"{name}/{article}": count
        for name, lead_set in measured.items()
        if lead_set is not None
        for article, count in lead_set.articles.items()
        if f"{name}/{article}" in articles
    }
    # Only the articles that the run has summaries of: the point is to stand beside this run's.
    resamples = Resamples(sorted(counts))
    mentioned = {article: count.mentioned for article, count in counts.items()}
    return Peer(
        name=CopiedLead.name,
        coverage=resamples.ratio(mentioned, {article: count.facts for article, count in counts.items()}),
        faithfulness=resamples.ratio({article: count.kept for article, count in counts.items()}, mentioned),
    )
