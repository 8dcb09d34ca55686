"""From the judgements of an audit to figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.records import (
    CODES,
    ERROR_CODES,
    STRATA,
    Audit,
    AuditedStratum,
    Estimate,
    Judgement,
    Kind,
    Outcome,
    Verdict,
    is_mention,
    stratum_of,
)
from bench.statistics.prediction_powered import AuditedVerdict, VerdictTest, corrected_ratio, wilson


def audit_of(outcomes: Iterable[Outcome], judgements: Sequence[Judgement]) -> Audit:
    """Count judgements, and correct the run's rates with them.

    Args:
        outcomes: the scorer's verdicts on the scored summaries.
        judgements: in the order in which they were given; the last about a pair counts.
    """
    # The same four names as `Judgement.pair`, so that a judgement finds the verdict that it was given on.
    auditable = {
        (outcome.gold, outcome.article, outcome.summary, outcome.fact): outcome
        for outcome in outcomes
        if outcome.verdict != "unscored"
    }
    strata = [stratum_of(outcome.verdict) for outcome in auditable.values()]
    sizes = {stratum: strata.count(stratum) for stratum in STRATA}
    # The file only grows, so whoever goes back and judges anew leaves both; the later one is meant.
    latest = {judgement.pair: judgement for judgement in judgements}
    # A judgement is of no use any more if the scorer has since changed its verdict, or the stratum that was drawn from.
    current = {
        pair: judgement
        for pair, judgement in latest.items()
        if pair in auditable
        and auditable[pair].verdict == judgement.verdict
        and sizes[judgement.stratum] == judgement.size
    }
    verdict_of = {
        pair: judgement.judged
        for pair, judgement in current.items()
        # What a person came upon by chance is no random sample, and "cannot say" is no verdict.
        if judgement.drawn and judgement.judged != "unscored"
    }
    by_kind: dict[Kind, list[AuditedVerdict]] = {kind: [] for kind in CODES}
    for key, outcome in auditable.items():
        # Every verdict goes in, judged or not: those that are not judged make up the total that the sample corrects.
        pair = AuditedVerdict(f"{outcome.gold}/{outcome.article}", outcome.verdict, verdict_of.get(key))
        by_kind[outcome.kind].append(pair)
    # All kinds together for faithfulness, which is one share of all mentions.
    pairs = [pair for of_kind in by_kind.values() for pair in of_kind]
    return Audit(
        strata={
            stratum: AuditedStratum(
                size=sizes[stratum],
                errors=_errors([pair.judged for pair in pairs if stratum_of(pair.verdict) == stratum]),
            )
            for stratum in STRATA
        },
        same_code=sum(pair.verdict == pair.judged for pair in pairs if pair.verdict in ERROR_CODES),
        faithfulness=corrected_ratio(pairs, _is("preserved"), is_mention),
        codes={
            # A code is a share of the mentions of its own kind: no hedge can be a `wrong_number`.
            code: corrected_ratio(by_kind[kind], _is(code), is_mention)
            for kind, codes in CODES.items()
            for code in codes
        },
        open=sum(judgement.drawn and judgement.judged == "unscored" for judgement in current.values()),
        outside_sample=sum(not judgement.drawn for judgement in current.values()),
        stale=len(latest) - len(current),
        by=tuple(sorted({judgement.by for judgement in current.values()})),
    )


def _errors(judged: Iterable[Verdict | None]) -> Estimate:
    verdicts = [verdict for verdict in judged if verdict is not None]
    return wilson(sum(verdict in ERROR_CODES for verdict in verdicts), len(verdicts))


def _is(code: Verdict) -> VerdictTest:
    return lambda verdict: verdict == code
