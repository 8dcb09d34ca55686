"""Precision, recall and the rest, worked out from judged summaries.

An *error* is one of the eight error codes. A scorer hits one where label and prediction are both an error on
the same fact of the same summary, whichever codes they are; how often the code is the same too is a figure
of its own. Every figure is a ratio of sums, so its interval comes from drawing articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.goldset import GoldSet
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, Estimate, Flag, FlagCode, LabelledFlag, Verdict
from bench.statistics import SAMPLES, SEED, Resamples
from bench.validation.judged import Judged, Pair
from bench.validation.records import Agreement, FactDisagreement, FlagDisagreement, KindValidation, Validation


def validate(scorer: str, sets: Sequence[GoldSet], judged: Sequence[Judged]) -> Validation:
    """Work out how well a scorer's judgements match the labels.

    Args:
        scorer: its name and version.
        sets: where the labels come from.
        judged: all their labelled summaries, judged.
    """
    resamples = Resamples(sorted({one.article for one in judged}))
    pairs = [pair for one in judged for pair in one.pairs()]
    whole = _of_pairs(pairs, resamples)
    clean = [one for one in judged if one.is_clean]
    return Validation(
        scorer=scorer,
        sets=tuple(gold.ref for gold in sets),
        articles=len({one.article for one in judged}),
        summaries=len(judged),
        verdicts=len(pairs),
        unscored=sum(outcome.verdict == "unscored" for one in judged for outcome in one.judgement.outcomes),
        errors=whole.errors,
        mentions=whole.mentions,
        exact_code=whole.exact_code,
        clean_with_error=_share(clean, lambda one: one.is_charged, resamples),
        clean_with_any=_share(clean, lambda one: one.is_charged or bool(one.judgement.flags), resamples),
        by_kind={kind: _of_pairs([pair for pair in pairs if pair.kind == kind], resamples) for kind in KINDS},
        by_code={code: _agreement(pairs, frozenset([code]), resamples) for code in ERROR_CODES},
        flags=_of_flags(judged, resamples),
        confusion=_confusion(pairs),
        disagreements=tuple(_disagreements(judged)),
        flag_disagreements=tuple(_flag_disagreements(judged)),
        bootstrap_samples=SAMPLES,
        seed=SEED,
    )


ERRORS: frozenset[Verdict] = frozenset(ERROR_CODES)
MENTIONS: frozenset[Verdict] = frozenset([*ERROR_CODES, "preserved"])


def _of_pairs(pairs: Sequence[Pair], resamples: Resamples) -> KindValidation:
    hits = [pair for pair in pairs if pair.label in ERRORS and pair.predicted in ERRORS]
    return KindValidation(
        errors=_agreement(pairs, ERRORS, resamples),
        mentions=_agreement(pairs, MENTIONS, resamples),
        exact_code=resamples.ratio(_count(pair for pair in hits if pair.label == pair.predicted), _count(hits)),
    )


def _agreement(pairs: Sequence[Pair], verdicts: frozenset[Verdict], resamples: Resamples) -> Agreement:
    return _three(
        hits=_count(pair for pair in pairs if pair.label in verdicts and pair.predicted in verdicts),
        predicted=_count(pair for pair in pairs if pair.predicted in verdicts),
        labelled=_count(pair for pair in pairs if pair.label in verdicts),
        resamples=resamples,
    )


def _three(hits: Counter[str], predicted: Counter[str], labelled: Counter[str], resamples: Resamples) -> Agreement:
    return Agreement(
        precision=resamples.ratio(hits, predicted),
        recall=resamples.ratio(hits, labelled),
        f1=resamples.ratio(hits + hits, predicted + labelled),
    )


def _of_flags(judged: Sequence[Judged], resamples: Resamples) -> dict[FlagCode, Agreement]:
    counts = {code: (Counter[str](), Counter[str](), Counter[str]()) for code in FLAG_CODES}
    for one in judged:
        for code, (hits, predicted, labelled) in counts.items():
            hits[one.article] += sum(flag.code == code for flag in one.match_flags().hits)
            predicted[one.article] += sum(flag.code == code for flag in one.judgement.flags)
            labelled[one.article] += sum(flag.code == code for flag in one.labelled.flags)
    return {code: _three(*three, resamples=resamples) for code, three in counts.items()}


def _share(judged: Iterable[Judged], wanted: Callable[[Judged], bool], resamples: Resamples) -> Estimate:
    everything = list(judged)
    return resamples.ratio(_count(one for one in everything if wanted(one)), _count(everything))


def _count(things: Iterable[Pair | Judged]) -> Counter[str]:
    return Counter(thing.article for thing in things)


def _confusion(pairs: Iterable[Pair]) -> dict[Verdict, dict[Verdict, int]]:
    table: dict[Verdict, dict[Verdict, int]] = {}
    for (label, predicted), count in sorted(Counter((p.label, p.predicted) for p in pairs).items()):
        table.setdefault(label, {})[predicted] = count
    return table


def _disagreements(judged: Iterable[Judged]) -> Iterator[FactDisagreement]:
    for one in judged:
        claims = {located.fact.id: located.fact.claim for located in one.gold.facts}
        for outcome in one.judgement.outcomes:
            if outcome.verdict not in (one.label(outcome.fact), "unscored"):
                yield FactDisagreement(
                    gold=outcome.gold,
                    article=outcome.article,
                    summary=one.labelled.id,
                    fact=outcome.fact,
                    kind=outcome.kind,
                    label=one.label(outcome.fact),
                    predicted=outcome.verdict,
                    claim=claims[outcome.fact],
                    passages=tuple(one.labelled.text[start:end] for start, end in outcome.spans),
                    reason=outcome.reason,
                    confidence=outcome.confidence,
                )


def _flag_disagreements(judged: Iterable[Judged]) -> Iterator[FlagDisagreement]:
    for one in judged:
        article, match = one.gold.article, one.match_flags()
        differing: list[tuple[Flag | LabelledFlag, str | None]] = [
            *((flag, flag.reason) for flag in match.invented),
            *((flag, None) for flag in match.missed),
        ]
        for flag, reason in differing:
            yield FlagDisagreement(
                gold=article.gold,
                article=article.id,
                summary=one.labelled.id,
                code=flag.code,
                text=flag.text,
                reason=reason,
            )
