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
from bench.statistics.prediction_powered import AuditedVerdict, Wanted, corrected_ratio, wilson


def audit_of(outcomes: Iterable[Outcome], judgements: Sequence[Judgement]) -> Audit:
    """Count judgements, and correct the run's rates with them.

    Args:
        outcomes: the scorer's verdicts on the scored summaries.
        judgements: in the order in which they were given; the last about a pair counts.
    """
    asked = {(one.gold, one.article, one.summary, one.fact): one for one in outcomes if one.verdict != "unscored"}
    strata = [stratum_of(outcome.verdict) for outcome in asked.values()]
    sizes = {stratum: strata.count(stratum) for stratum in STRATA}
    latest = {judgement.pair: judgement for judgement in judgements}
    current = {
        pair: one
        for pair, one in latest.items()
        if pair in asked and asked[pair].verdict == one.verdict and sizes[one.stratum] == one.size
    }
    verdict_of = {pair: one.judged for pair, one in current.items() if one.drawn and one.judged != "unscored"}
    by_kind: dict[Kind, list[AuditedVerdict]] = {kind: [] for kind in CODES}
    for key, outcome in asked.items():
        pair = AuditedVerdict(f"{outcome.gold}/{outcome.article}", outcome.verdict, verdict_of.get(key))
        by_kind[outcome.kind].append(pair)
    pairs = [pair for of_kind in by_kind.values() for pair in of_kind]
    return Audit(
        strata={
            stratum: AuditedStratum(
                size=sizes[stratum],
                errors=_errors([one.judged for one in pairs if stratum_of(one.verdict) == stratum]),
            )
            for stratum in STRATA
        },
        same_code=sum(one.verdict == one.judged for one in pairs if one.verdict in ERROR_CODES),
        faithfulness=corrected_ratio(pairs, _is("preserved"), is_mention),
        codes={
            code: corrected_ratio(by_kind[kind], _is(code), is_mention)
            for kind, codes in CODES.items()
            for code in codes
        },
        open=sum(one.drawn and one.judged == "unscored" for one in current.values()),
        outside_sample=sum(not one.drawn for one in current.values()),
        stale=len(latest) - len(current),
        by=tuple(sorted({one.by for one in current.values()})),
    )


def _errors(judged: Iterable[Verdict | None]) -> Estimate:
    given = [verdict for verdict in judged if verdict is not None]
    return wilson(sum(verdict in ERROR_CODES for verdict in given), len(given))


def _is(wanted: Verdict) -> Wanted:
    return lambda verdict: verdict == wanted
