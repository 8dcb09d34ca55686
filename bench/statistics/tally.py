"""A run's outcomes, flags and summaries, counted into its Score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bench.records import (
    CODES,
    FLAG_CODES,
    KINDS,
    STATUSES,
    Collected,
    Corrected,
    Estimate,
    Figures,
    Flag,
    Kind,
    MeasuredRates,
    Outcome,
    Score,
    Severity,
    Summary,
    Verdict,
    is_mention,
)
from bench.statistics.bootstrap import SAMPLES, SEED, Resamples
from bench.statistics.error_passages import count_passages
from bench.statistics.expected_errors import expected_errors, verdicts_by_kind


class OutcomeGroup(NamedTuple):
    """Outcomes that are counted together."""

    article: str
    """`set/article`."""
    model: str
    kind: Kind
    verdict: Verdict
    severity: Severity | None


Tally = Mapping[OutcomeGroup, int]


def score_of(
    outcomes: Iterable[Outcome],
    flags: Iterable[Flag],
    summaries: Sequence[Summary],
    *,
    expected: int,
    signature: str,
    rates: MeasuredRates | None = None,
) -> Score:
    """The figures of a run.

    Args:
        outcomes: verdicts; an `unscored` one, and one on a summary that is not scored, counts nowhere.
        flags: the same holds for them.
        summaries: all that came, whatever their status.
        expected: how many summaries were asked for.
        signature: of the run.
        rates: how often the scorer errs, to correct its number of errors by; None if that was never measured.
    """
    scored = {summary.id: summary for summary in summaries if summary.is_scored}
    # A refusal has no claims to be right or wrong about, and a missing verdict is not guessed.
    judged = [outcome for outcome in outcomes if outcome.summary in scored and outcome.verdict != "unscored"]
    tally = _tally(judged, scored)
    words: Counter[str] = Counter()
    for summary in scored.values():
        words[f"{summary.gold}/{summary.article}"] += len(summary.text.split())
    flagged = [flag for flag in flags if flag.summary in scored]
    # An article may have words but no verdict, as when its facts are all unscored; its words still count for flags.
    articles = sorted(set(words) | {group.article for group in tally})
    models = sorted({summary.model for summary in scored.values()})
    resamples = Resamples(articles)
    statuses = Counter(summary.status for summary in summaries)
    return Score(
        signature=signature,
        collected=Collected(
            expected=expected,
            statuses={status: statuses[status] for status in STATUSES if statuses[status]},
            words=words.total(),
        ),
        overall=_figures(tally, resamples),
        # All figures use the same draws, so that those of the parts and of the whole vary together.
        by_kind={kind: _figures(_where(tally, kind=kind), resamples, (kind,)) for kind in KINDS},
        # Of a single article there is no interval: it takes several to see how much they differ.
        by_article={article: _figures(_where(tally, article=article), Resamples([article])) for article in articles},
        # With one model they would only repeat the figures of the run.
        by_model={model: _figures(_where(tally, model=model), resamples) for model in models}
        if len(models) > 1
        else {},
        flags={code: sum(flag.code == code for flag in flagged) for code in FLAG_CODES},
        flags_per_100_words=resamples.ratio(
            Counter(f"{flag.gold}/{flag.article}" for flag in flagged), words, scale=100
        ),
        kept_per_100_words=resamples.ratio(_by_article(_where(tally, verdict="preserved")), words, scale=100),
        passages=count_passages(judged),
        bootstrap_samples=SAMPLES,
        seed=SEED,
        corrected=_corrected(tally, rates),
        # Each by itself: what the scorer misses of one model says little of another.
        corrected_by_model={
            model: corrected
            for model in models
            if len(models) > 1 and (corrected := _corrected(_where(tally, model=model), rates)) is not None
        },
    )


def _corrected(tally: Tally, rates: MeasuredRates | None) -> Corrected | None:
    if rates is None:
        return None
    verdicts = ((group.kind, group.article, group.verdict) for group, count in tally.items() for _ in range(count))
    return expected_errors(verdicts_by_kind(verdicts), rates)


def _tally(outcomes: Iterable[Outcome], scored: Mapping[str, Summary]) -> Tally:
    tally: Counter[OutcomeGroup] = Counter()
    for outcome in outcomes:
        group = OutcomeGroup(
            article=f"{outcome.gold}/{outcome.article}",
            model=scored[outcome.summary].model,
            kind=outcome.kind,
            verdict=outcome.verdict,
            severity=outcome.severity,
        )
        # Counted once, so that each figure goes over groups instead of over all verdicts.
        tally[group] += 1
    return tally


def _where(tally: Tally, **fields: str) -> Tally:
    return {
        group: count
        for group, count in tally.items()
        if all(getattr(group, name) == value for name, value in fields.items())
    }


def _by_article(tally: Tally) -> Counter[str]:
    counts: Counter[str] = Counter()
    for group, count in tally.items():
        counts[group.article] += count
    return counts


def _figures(tally: Tally, resamples: Resamples, kinds: Sequence[Kind] = KINDS) -> Figures:
    mentioned = {group: count for group, count in tally.items() if is_mention(group.verdict)}
    mentions = _by_article(mentioned)
    major = _where(tally, severity="major")
    without_major = {group: count for group, count in mentioned.items() if group.severity != "major"}

    def rates(errors: Tally) -> dict[Verdict, Estimate]:
        # A code can only befall the facts of its own kind, so its rate is out of those.
        return {
            code: resamples.ratio(_by_article(_where(errors, verdict=code)), _by_article(_where(mentioned, kind=kind)))
            for kind in kinds
            for code in CODES[kind]
        }

    return Figures(
        coverage=resamples.ratio(mentions, _by_article(tally)),
        faithfulness=resamples.ratio(_by_article(_where(tally, verdict="preserved")), mentions),
        major=resamples.ratio(_by_article(major), mentions),
        minor=resamples.ratio(_by_article(_where(tally, severity="minor")), mentions),
        without_major=resamples.ratio(_by_article(without_major), mentions),
        codes=rates(tally),
        major_codes=rates(major),
    )
