"""The figures of an evaluation, worked out from all verdicts at once with intervals by article."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_ai.scorer import Metric, SampleScore, Value, metric

from bench.records import Estimate, Flag, Outcome, Record, Summary
from bench.statistics import score_of

KEY = "allegedly"
"""Of the metadata of a score that holds its verdicts."""


class Judged(Record):
    """What a score's metadata keeps: everything that the figures rest on, beside the summary's text."""

    signature: str
    gold: str
    article: str
    epoch: int
    outcomes: tuple[Outcome, ...]
    flags: tuple[Flag, ...]


@metric(scores="unreduced")
def figures() -> Metric:
    """Faithfulness, coverage and the rate of each error code and of flags, each with its 95% interval.

    The intervals are by bootstrap over articles, since the facts of one article are not independent, and neither are
    the samples of one. A figure with nothing to count is left out.
    """

    def of(scores: list[SampleScore]) -> Value:
        summaries: list[Summary] = []
        outcomes: list[Outcome] = []
        flags: list[Flag] = []
        for sample in scores:
            judged = Judged.model_validate((sample.score.metadata or {})[KEY])
            summaries.append(
                Summary(
                    id=summary_id(judged.gold, judged.article, judged.epoch),
                    gold=judged.gold,
                    article=judged.article,
                    model="",
                    sample=judged.epoch - 1,
                    text=sample.score.answer or "",
                )
            )
            outcomes += judged.outcomes
            flags += judged.flags
        score = score_of(outcomes, flags, summaries, expected=len(summaries), signature="")
        named: dict[str, Estimate] = {
            "faithfulness": score.overall.faithfulness,
            "coverage": score.overall.coverage,
            **{str(code): rate for code, rate in score.overall.codes.items()},
            "flags_per_100_words": score.flags_per_100_words,
        }
        return {key: value for name, estimate in named.items() for key, value in _values(name, estimate)}

    return of


def summary_id(gold: str, article: str, epoch: int) -> str:
    """The id of a summary, as a run's are; Inspect counts epochs from 1."""
    return f"{gold}/{article}#{epoch - 1}"


def _values(name: str, estimate: Estimate) -> Iterator[tuple[str, float]]:
    for key, value in ((name, estimate.value), (f"{name}_low", estimate.low), (f"{name}_high", estimate.high)):
        if value is not None:
            yield key, value
