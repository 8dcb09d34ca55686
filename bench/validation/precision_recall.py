"""Precision, recall and the rest, worked out from scored summaries.

An *error* is one of the eight error codes. A scorer hits one where label and prediction are both an error on
the same fact of the same summary, whichever codes they are; how often the code is the same too is a figure
of its own. Every figure is a ratio of sums, so its interval comes from drawing articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

from bench.goldset import GoldSet
from bench.records import ERROR_CODES, FLAG_CODES, KINDS, Estimate, Flag, FlagCode, LabelledFlag, Verdict, is_mention
from bench.statistics import SAMPLES, SEED, Resamples
from bench.validation.cases import LabelledVerdict, ScoredCase
from bench.validation.measuring_rates import error_rates
from bench.validation.results import FactDisagreement, FlagDisagreement, KindValidation, PrecisionRecall, Validation


def validate(scorer: str, sets: Sequence[GoldSet], cases: Sequence[ScoredCase]) -> Validation:
    """Work out how well a scorer's verdicts match the labels.

    Args:
        scorer: its name and version.
        sets: where the labels come from.
        cases: all their labelled summaries, scored.
    """
    resamples = Resamples(sorted({case.article for case in cases}))
    pairs = [pair for case in cases for pair in case.pairs()]
    whole = _of_pairs(pairs, resamples)
    # Clean summaries by themselves: on these every charge is a false alarm.
    clean = [case for case in cases if case.is_clean]
    return Validation(
        scorer=scorer,
        sets=tuple(gold.ref for gold in sets),
        articles=len({case.article for case in cases}),
        summaries=len(cases),
        verdicts=len(pairs),
        unscored=sum(outcome.verdict == "unscored" for case in cases for outcome in case.scored.outcomes),
        errors=whole.errors,
        mentions=whole.mentions,
        exact_code=whole.exact_code,
        clean_with_error=_share(clean, lambda case: case.is_charged, resamples),
        clean_with_any=_share(clean, lambda case: case.is_charged or bool(case.scored.flags), resamples),
        by_kind={kind: _of_pairs([pair for pair in pairs if pair.kind == kind], resamples) for kind in KINDS},
        by_code={code: _agreement(pairs, frozenset([code]), resamples) for code in ERROR_CODES},
        flags=_of_flags(cases, resamples),
        error_rates=error_rates(cases),
        confusion=_confusion(pairs),
        disagreements=tuple(_disagreements(cases)),
        flag_disagreements=tuple(_flag_disagreements(cases)),
        bootstrap_samples=SAMPLES,
        seed=SEED,
    )


ERRORS: frozenset[Verdict] = frozenset(ERROR_CODES)
MENTIONS: frozenset[Verdict] = frozenset(verdict for verdict in get_args(Verdict) if is_mention(verdict))


def _of_pairs(pairs: Sequence[LabelledVerdict], resamples: Resamples) -> KindValidation:
    # Whichever codes they are: whether the code is the same is a figure of its own.
    hits = [pair for pair in pairs if pair.label in ERRORS and pair.predicted in ERRORS]
    return KindValidation(
        errors=_agreement(pairs, ERRORS, resamples),
        # Whether the claim was seen at all: a scorer cannot judge what it does not find.
        mentions=_agreement(pairs, MENTIONS, resamples),
        exact_code=resamples.ratio(_count(pair for pair in hits if pair.label == pair.predicted), _count(hits)),
    )


def _agreement(pairs: Sequence[LabelledVerdict], verdicts: frozenset[Verdict], resamples: Resamples) -> PrecisionRecall:
    return _three(
        hits=_count(pair for pair in pairs if pair.label in verdicts and pair.predicted in verdicts),
        predicted=_count(pair for pair in pairs if pair.predicted in verdicts),
        labelled=_count(pair for pair in pairs if pair.label in verdicts),
        resamples=resamples,
    )


def _three(
    hits: Counter[str], predicted: Counter[str], labelled: Counter[str], resamples: Resamples
) -> PrecisionRecall:
    return PrecisionRecall(
        precision=resamples.ratio(hits, predicted),
        recall=resamples.ratio(hits, labelled),
        # F1 as one ratio of sums, 2 hits / (predicted + labelled), so that it can be drawn article by article like the
        # others.
        f1=resamples.ratio(hits + hits, predicted + labelled),
    )


def _of_flags(cases: Sequence[ScoredCase], resamples: Resamples) -> dict[FlagCode, PrecisionRecall]:
    counts = {code: (Counter[str](), Counter[str](), Counter[str]()) for code in FLAG_CODES}
    for case in cases:
        for code, (hits, predicted, labelled) in counts.items():
            hits[case.article] += sum(flag.code == code for flag in case.match_flags().hits)
            # Every article is counted, with 0 too, since whole articles are drawn for the interval.
            predicted[case.article] += sum(flag.code == code for flag in case.scored.flags)
            labelled[case.article] += sum(flag.code == code for flag in case.labelled.flags)
    return {code: _three(*three, resamples=resamples) for code, three in counts.items()}


def _share(cases: Iterable[ScoredCase], is_counted: Callable[[ScoredCase], bool], resamples: Resamples) -> Estimate:
    everything = list(cases)
    return resamples.ratio(_count(case for case in everything if is_counted(case)), _count(everything))


def _count(counted: Iterable[LabelledVerdict | ScoredCase]) -> Counter[str]:
    """How many there are of each article."""
    return Counter(of_article.article for of_article in counted)


def _confusion(pairs: Iterable[LabelledVerdict]) -> dict[Verdict, dict[Verdict, int]]:
    table: dict[Verdict, dict[Verdict, int]] = {}
    # Sorted, so that the same verdicts always give the same file.
    for (label, predicted), count in sorted(Counter((p.label, p.predicted) for p in pairs).items()):
        table.setdefault(label, {})[predicted] = count
    return table


def _disagreements(cases: Iterable[ScoredCase]) -> Iterator[FactDisagreement]:
    for case in cases:
        claims = {located.fact.id: located.fact.claim for located in case.gold.facts}
        for outcome in case.scored.outcomes:
            # No verdict is no disagreement; how many there are of these is a figure of its own.
            if outcome.verdict not in (case.label(outcome.fact), "unscored"):
                yield FactDisagreement(
                    gold=outcome.gold,
                    article=outcome.article,
                    summary=case.labelled.id,
                    fact=outcome.fact,
                    kind=outcome.kind,
                    label=case.label(outcome.fact),
                    predicted=outcome.verdict,
                    claim=claims[outcome.fact],
                    passages=tuple(case.labelled.text[start:end] for start, end in outcome.spans),
                    reason=outcome.reason,
                    confidence=outcome.confidence,
                )


def _flag_disagreements(cases: Iterable[ScoredCase]) -> Iterator[FlagDisagreement]:
    for case in cases:
        article, match = case.gold.article, case.match_flags()
        differing: list[tuple[Flag | LabelledFlag, str | None]] = [
            *((flag, flag.reason) for flag in match.invented),
            *((flag, None) for flag in match.missed),
        ]
        for flag, reason in differing:
            yield FlagDisagreement(
                gold=article.gold,
                article=article.id,
                summary=case.labelled.id,
                code=flag.code,
                text=flag.text,
                reason=reason,
            )
