"""Writing a run's scorecard, and loading the gold sets that the run was scored with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.errors import UsageError
from bench.goldset import GoldArticle, GoldSet, cut, load
from bench.pipeline.breakdown import breakdowns
from bench.pipeline.lead_reference import copied_lead
from bench.records import Audit, Flag, Manifest, Outcome, Score, Summary
from bench.rundir import RunDir
from bench.scorers import stored_trust
from bench.statistics import audit_of
from reports.scorecard_data import Peer, ScorecardData, gather
from reports.scorecard_page import render


def report(run: RunDir, sets: Sequence[GoldSet], beside: Sequence[RunDir] = ()) -> Path:
    """Write a scored run's scorecard and say where it is.

    Args:
        run: scored.
        sets: the gold sets that its manifest names.
        beside: other scored runs, shown as points beside this one.

    Raises:
        UsageError: one of those was on other gold, or scored by another scorer.
    """
    manifest = run.manifest()
    articles = [article for gold in sets for article in gold.articles]
    peers = [_peer(peer_run, manifest) for peer_run in beside]
    summaries, outcomes = run.summaries(), run.outcomes()
    scored = {summary.id for summary in summaries if summary.is_scored}
    judgements = run.judgements()
    # Without any judgement there is no audit, rather than one of nothing.
    audit = audit_of((outcome for outcome in outcomes if outcome.summary in scored), judgements) if judgements else None
    card = card_of(manifest, articles, summaries, outcomes, run.flags(), run.score(), peers, audit)
    return run.write_scorecard(render(card))


def card_of(
    manifest: Manifest,
    articles: Sequence[GoldArticle],
    summaries: Sequence[Summary],
    outcomes: Sequence[Outcome],
    flags: Sequence[Flag],
    score: Score,
    peers: Sequence[Peer] = (),
    audit: Audit | None = None,
) -> ScorecardData:
    """Everything that a scorecard shows, its scorer's measurement and the copied lead included.

    The arguments are those of `gather`.
    """
    lead = copied_lead(manifest, {f"{s.gold}/{s.article}" for s in summaries if s.is_scored})
    models = [
        Peer(name=model, coverage=figures.coverage, faithfulness=figures.faithfulness)
        for model, figures in score.by_model.items()
    ]
    return gather(
        manifest,
        articles,
        summaries,
        outcomes,
        flags,
        score,
        stored_trust(manifest.scorer),
        breakdowns=breakdowns(articles, summaries, outcomes),
        # The run may hold the copied lead itself, which is then its own point.
        peers=[*([lead] if lead and lead.name not in score.by_model else []), *peers, *models],
        audit=audit,
    )


def _peer(run: RunDir, manifest: Manifest) -> Peer:
    """Another run as a point, if it can be compared with the one that this manifest is of."""
    peer_manifest = run.manifest()
    for difference, of_peer, of_run in (
        (
            "on other gold",
            # By content, not by version: a set may have been edited between the two runs.
            {(ref.name, ref.hash, ref.first) for ref in peer_manifest.gold},
            {(ref.name, ref.hash, ref.first) for ref in manifest.gold},
        ),
        ("by another scorer", peer_manifest.scorer, manifest.scorer),
    ):
        if of_peer != of_run:
            raise UsageError(f"{run.path} was scored {difference} than this run: its figures cannot stand beside it")
    figures = run.score().overall
    return Peer(name=peer_manifest.model, coverage=figures.coverage, faithfulness=figures.faithfulness)


def sets_of(manifest: Manifest) -> tuple[GoldSet, ...]:
    """Load the gold sets that a run was scored with.

    Raises:
        UsageError: one is gone, or has changed since.
        InputError: a file of a set is wrong.
    """
    sets = []
    for ref in manifest.gold:
        gold = load(ref.path or ref.name)
        # Verdicts go by fact ids: shown beside other facts they would be about something else.
        if gold.hash != ref.hash:
            raise UsageError(
                f"the gold set '{ref.name}' has changed since this run was scored "
                f"({ref.hash} then, {gold.hash} now): run it again with another --out"
            )
        sets.append(cut(gold, ref.first))
    return tuple(sets)
