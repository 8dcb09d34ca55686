"""A scorecard as plain data: everything that the page shows, before any of it is HTML."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from bench.goldset import GoldArticle
from bench.records import (
    Audit,
    Estimate,
    Flag,
    FlagCode,
    Manifest,
    Outcome,
    Record,
    Score,
    Severity,
    Summary,
    Verdict,
)
from reports.articles import ArticleView, Judged, article_view
from reports.examples import Example, examples
from reports.peers import LISTED, Peer
from reports.slices import Breakdown
from reports.spent import Spent, spent

SUMMARIES_LIMIT = 2_000
"""How many summaries the reading view holds; more would make a page that no browser likes."""


class Trust(Record):
    """How far a scorer can be trusted: what measuring it on labelled summaries has shown."""

    scorer: str
    on: str
    """What it was measured on, in words that complete "measured on …"."""
    precision: Estimate
    """Of the errors that it charges, the share that is labelled as one."""
    recall: Estimate
    """Of the labelled errors, the share that it finds."""
    f1: Estimate
    clean_flagged: Estimate
    """Summaries without any labelled error that it charges with one, of all such summaries."""
    weak: tuple[str, ...] = ()
    """Sentences on what it is known to get wrong."""


class ScorecardData(Record):
    """What one scorecard shows."""

    manifest: Manifest
    score: Score
    articles: tuple[ArticleView, ...]
    """Those that have a summary to show, in the order of their sets."""
    scored_articles: int
    """How many articles the figures rest on."""
    golds: tuple[str, ...]
    """Names of the sets of these articles."""
    models: tuple[str, ...]
    samples: tuple[int, ...]
    severities: dict[Verdict, dict[Severity, int]]
    """How often each error code was charged with each severity."""
    unscored: int
    """Facts of scored summaries on which the scorer gave no verdict."""
    failures: tuple[tuple[str, int], ...]
    """Why summaries are missing or not scored: message and how often, most often first."""
    summaries_not_shown: int
    """Summaries that count in the figures but for which the reading view has no room."""
    examples: dict[Verdict | FlagCode, tuple[Example, ...]]
    spent: Spent
    breakdowns: tuple[Breakdown, ...] = ()
    peers: tuple[Peer, ...] = ()
    """What it is shown beside."""
    trust: Trust | None = None
    audit: Audit | None = None
    """What a person said of the scorer's verdicts on this very run, if somebody did."""


def gather(
    manifest: Manifest,
    articles: Sequence[GoldArticle],
    summaries: Sequence[Summary],
    outcomes: Sequence[Outcome],
    flags: Sequence[Flag],
    score: Score,
    trust: Trust | None = None,
    *,
    breakdowns: Sequence[Breakdown] = (),
    peers: Sequence[Peer] = (),
    audit: Audit | None = None,
) -> ScorecardData:
    """Bring together what a scorecard shows.

    Args:
        manifest: of the run.
        articles: of the gold sets that the run was on. Summaries of other articles count in the figures
            but cannot be shown.
        summaries: all that came, whatever their status.
        outcomes: verdicts on their facts.
        flags: what no fact covers.
        score: the run's figures.
        trust: how far the scorer can be trusted, if that has been measured.
        breakdowns: the verdicts told apart by what the facts are like.
        peers: what to show the run beside; those that the plane has no room for are left out.
        audit: what a person said of the verdicts, if somebody did.
    """
    known = {(gold.article.gold, gold.article.id) for gold in articles}
    scored = {(s.gold, s.article, s.id) for s in summaries if s.is_scored}
    shown = [s for s in summaries if (s.gold, s.article) in known]
    shown = sorted(shown, key=lambda s: s.sample)[:SUMMARIES_LIMIT]
    outcomes_of: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    severities: dict[Verdict, Counter[Severity]] = defaultdict(Counter)
    unscored = 0
    for outcome in outcomes:
        key = outcome.gold, outcome.article, outcome.summary
        if key in scored:
            outcomes_of[key].append(outcome)
            unscored += outcome.verdict == "unscored"
            if outcome.severity is not None:
                severities[outcome.verdict][outcome.severity] += 1
    flags_of: dict[tuple[str, str, str], list[Flag]] = defaultdict(list)
    for flag in flags:
        flags_of[flag.gold, flag.article, flag.summary].append(flag)
    judged: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for summary in sorted(shown, key=lambda s: (s.model, s.sample)):
        key = summary.gold, summary.article, summary.id
        judged[key[:2]].append(Judged(summary, outcomes_of[key], flags_of[key]))
    views: list[ArticleView] = []
    for gold in articles:
        if of_article := judged.get((gold.article.gold, gold.article.id)):
            figures = score.by_article.get(f"{gold.article.gold}/{gold.article.id}")
            views.append(article_view(len(views), gold, of_article, figures))
    return ScorecardData(
        manifest=manifest,
        score=score,
        articles=tuple(views),
        scored_articles=len({key[:2] for key in scored}),
        golds=tuple(dict.fromkeys(view.gold for view in views)),
        models=tuple(sorted({s.model for s in shown})),
        samples=tuple(sorted({s.sample for s in shown})),
        severities={code: dict(counts) for code, counts in severities.items()},
        unscored=unscored,
        failures=tuple(Counter(s.error for s in summaries if s.error and not s.is_scored).most_common(5)),
        summaries_not_shown=len(summaries) - len(shown),
        examples=examples(views),
        spent=spent(summaries),
        breakdowns=tuple(breakdowns),
        peers=tuple(peers)[:LISTED],
        trust=trust,
        audit=audit,
    )
