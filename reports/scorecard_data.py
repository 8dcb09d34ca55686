"""A scorecard as plain data: everything that the page shows, before any of it is HTML."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from bench.goldset import GoldArticle
from bench.records import (
    Audit,
    Estimate,
    Figures,
    Flag,
    FlagCode,
    Kind,
    Manifest,
    Outcome,
    Record,
    Score,
    Severity,
    Summary,
    Trust,
    Verdict,
)
from reports.article_views import ArticleView, SummaryVerdicts, article_view
from reports.certainty_words import is_told
from reports.examples import Example, examples

SUMMARIES_LIMIT = 2_000
"""The most summaries that the reading view holds; with more, browsers become slow."""
PEERS_LIMIT = 13
"""The most peers that the plane has room for."""


class Peer(Record):
    """Something that the run is shown beside, as a point in the plane of coverage and faithfulness."""

    name: str
    coverage: Estimate
    faithfulness: Estimate


class Slice(Record):
    """What happened to the facts that share a trait."""

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
    """The facts of one kind, or all facts, told apart by a trait."""

    trait: str
    """What tells them apart: the field of the kind's trait, `position` of the cue, or `set`."""
    kind: Kind | None
    """None for all kinds together."""
    slices: tuple[Slice, ...]
    """Those that hold any fact, in the order of the trait's values."""


class ResourcesUsed(Record):
    """Tokens, time and requests, summed over all requests, whether they succeeded or not."""

    counted: int
    """Summaries for which the server counted tokens."""
    prompt_tokens: int
    completion_tokens: int
    charged: float | None
    """What the server says it charged, in its own currency; None where it never said."""
    timed: int
    """Summaries for which a time was taken."""
    seconds: float
    """Waiting, added up; requests that ran at once make it longer than the run."""
    median: float
    longest: float
    retried: int
    """Summaries that took more than one request."""


class ScorecardData(Record):
    """What one scorecard shows."""

    manifest: Manifest
    score: Score
    articles: tuple[ArticleView, ...]
    """Those that have a summary to show, the one with most distorted claims first."""
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
    resources: ResourcesUsed
    breakdowns: tuple[Breakdown, ...] = ()
    peers: tuple[Peer, ...] = ()
    """What it is shown beside."""
    tells_certainty: bool = False
    """Whether the scorer says how sure each verdict is."""
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
    of_known = [s for s in summaries if (s.gold, s.article) in known]
    # By sample: with too many summaries, every article shows its first ones, rather than some articles all and others
    # none.
    listed = sorted(of_known, key=lambda s: s.sample)[:SUMMARIES_LIMIT]
    outcomes_of: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    severities: dict[Verdict, Counter[Severity]] = defaultdict(Counter)
    unscored = 0
    for outcome in outcomes:
        key = outcome.gold, outcome.article, outcome.summary
        # Verdicts on refusals and failures count nowhere, so they are not shown either.
        if key in scored:
            outcomes_of[key].append(outcome)
            unscored += outcome.verdict == "unscored"
            if outcome.severity is not None:
                severities[outcome.verdict][outcome.severity] += 1
    flags_of: dict[tuple[str, str, str], list[Flag]] = defaultdict(list)
    for flag in flags:
        flags_of[flag.gold, flag.article, flag.summary].append(flag)
    by_article: dict[tuple[str, str], list[SummaryVerdicts]] = defaultdict(list)
    for summary in sorted(listed, key=lambda s: (s.model, s.sample)):
        key = summary.gold, summary.article, summary.id
        by_article[key[:2]].append(SummaryVerdicts(summary, outcomes_of[key], flags_of[key]))
    shown = [gold for gold in articles if (gold.article.gold, gold.article.id) in by_article]
    views = [
        article_view(number, gold, by_article[gold.article.gold, gold.article.id], _figures_of(gold, score))
        # As the list above them promises: a reader who goes through the page meets the worst first.
        for number, gold in enumerate(sorted(shown, key=lambda gold: -_distortions(_figures_of(gold, score))))
    ]
    return ScorecardData(
        manifest=manifest,
        score=score,
        articles=tuple(views),
        scored_articles=len({key[:2] for key in scored}),
        golds=tuple(dict.fromkeys(gold.article.gold for gold in shown)),
        models=tuple(sorted({s.model for s in listed})),
        samples=tuple(sorted({s.sample for s in listed})),
        severities={code: dict(counts) for code, counts in severities.items()},
        unscored=unscored,
        failures=tuple(Counter(s.error for s in summaries if s.error and not s.is_scored).most_common(5)),
        summaries_not_shown=len(summaries) - len(listed),
        examples=examples(views),
        resources=resources_used(summaries),
        breakdowns=tuple(breakdowns),
        peers=tuple(peers)[:PEERS_LIMIT],
        tells_certainty=is_told(outcomes),
        trust=trust,
        audit=audit,
    )


def _figures_of(gold: GoldArticle, score: Score) -> Figures | None:
    # None where none of its summaries was scored; the article is shown all the same, with what became of them.
    return score.by_article.get(f"{gold.article.gold}/{gold.article.id}")


def _distortions(figures: Figures | None) -> int:
    """How many claims of an article are distorted; fewer than none where no summary of it was scored."""
    return -1 if figures is None else figures.faithfulness.of - figures.faithfulness.count


def resources_used(summaries: Sequence[Summary]) -> ResourcesUsed:
    """Add up what summaries took."""
    usages = [s.usage for s in summaries if s.usage.prompt_tokens or s.usage.completion_tokens]
    # None is not 0: where no server names a cost, the page must not say that it was free.
    costs = [s.usage.cost for s in summaries if s.usage.cost is not None]
    # Summaries from a file have no time, and would pull the median down to 0.
    times = [s.latency for s in summaries if s.latency > 0]
    return ResourcesUsed(
        counted=len(usages),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        charged=sum(costs) if costs else None,
        timed=len(times),
        seconds=sum(times),
        median=statistics.median(times) if times else 0.0,
        longest=max(times, default=0.0),
        retried=sum(s.attempts > 1 for s in summaries),
    )
