"""From a validation on all labelled summaries to the statement that a scorer carries with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.goldset import GoldSet
from bench.records import MeasuredSet, PrecisionRecall, Trust
from bench.validation.cases import ScoredCase
from bench.validation.precision_recall import validate
from bench.validation.results import Validation

ENOUGH = 10
"""Codes with fewer labelled cases than this are not named as weak."""
WEAKEST = 4
"""How many codes are named as weak."""


def trust_of(validation: Validation, sets: Sequence[GoldSet], cases: Sequence[ScoredCase]) -> Trust:
    """The statement of how far a scorer can be trusted.

    Args:
        validation: on all of the scored summaries.
        sets: where they come from.
        cases: the same summaries, for the figures of each set alone.
    """
    measured = []
    for gold in sets:
        # Each set by itself, so that a scorecard on one of them can show what was measured there.
        alone = validate(
            validation.scorer, [gold], [case for case in cases if case.gold.article.gold == gold.card.name]
        )
        measured.append(
            MeasuredSet(
                name=gold.card.name,
                version=gold.card.version,
                hash=gold.hash,
                labels_hash=gold.labels_hash,
                summaries=alone.summaries,
                errors=alone.errors,
                clean_flagged=alone.clean_with_error,
            )
        )
    return Trust(
        scorer=validation.scorer,
        sets=tuple(measured),
        annotators=tuple(sorted({name for gold in sets for name in gold.card.annotators})),
        articles=validation.articles,
        summaries=validation.summaries,
        errors=validation.errors,
        exact_code=validation.exact_code,
        mentions=validation.mentions,
        clean_flagged=validation.clean_with_error,
        by_kind={kind: figures.errors for kind, figures in validation.by_kind.items()},
        by_code=validation.by_code,
        flags=validation.flags,
        error_rates=validation.error_rates,
        weak=tuple(_weaknesses(validation)),
    )


def _weaknesses(validation: Validation) -> Iterator[str]:
    if validation.scorer.startswith("rules@"):
        yield (
            "The labelled summaries come with the tool and were known when its scorer was written. On articles "
            "of another sort it may well do worse: label a few of your own and measure it on them."
        )
    else:
        yield (
            "Labels and verdicts both come from language models, which may share errors: what both get wrong looks "
            "right here. Judge a part of a run yourself with bench audit, or measure on labels of your own."
        )
    mentions = validation.mentions.recall
    if mentions.of:
        yield (
            f"It sees {mentions.count:,} of the {mentions.of:,} claims that the summaries repeat; one that it "
            "does not see counts as left out, and its errors are missed."
        )
    codes: list[tuple[str, PrecisionRecall]] = [*validation.by_code.items(), *validation.flags.items()]
    # One or two labelled cases show nothing, however badly they went.
    enough = [(code, of_code) for code, of_code in codes if of_code.recall.of >= ENOUGH]
    for code, of_code in sorted(enough, key=lambda code_figures: code_figures[1].f1.value or 0.0)[:WEAKEST]:
        yield _weakness(code, of_code)


def _weakness(code: str, of_code: PrecisionRecall) -> str:
    name, hits = code.replace("_", " ").capitalize(), of_code.recall.count
    # A code that is never charged has no precision to tell.
    if not of_code.precision.of:
        return f"{name}: it finds none of the {of_code.recall.of} that are labelled."
    return (
        f"{name}: it finds {hits} of the {of_code.recall.of} that are labelled, "
        f"and {of_code.precision.count} of the {of_code.precision.of} that it calls so are right."
    )
