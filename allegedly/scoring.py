"""Scoring summaries that are in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from allegedly.models import Model, model_of
from allegedly.results import Result
from bench import scorers
from bench.errors import UsageError
from bench.goldset import GoldSet, load_all
from bench.goldset.foreign_json import ForeignRow
from bench.pipeline import describe
from bench.pipeline.judges import Judge, judge_of
from bench.pipeline.judging import ask_judge, ask_judge_async
from bench.pipeline.scoring import score_summaries, tasks_of
from bench.pipeline.summary_file import summaries_of
from bench.records import Endpoint, JudgedAnswer, Manifest, Summary
from bench.scorers import Scorer
from bench.scorers.interface import AskingScorer, Task

Gold = str | Path | GoldSet | Iterable[str | Path | GoldSet]
"""A set, or several: loaded or made, by name, or by folder."""
Summaries = str | Summary | Mapping[str, Any] | Iterable[str | Summary | Mapping[str, Any]]
"""Texts, records, or mappings with `article` and `text`; a data frame of such rows will do as well."""

MODEL = "summaries"
"""The model of summaries that name none."""


def score(
    gold: Gold,
    summaries: Summaries,
    *,
    article: str | None = None,
    scorer: str = "rules",
    judge: str | Model | None = None,
    ask_above: float | None = None,
) -> Result:
    """Score summaries that are in memory.

    A summary that was not produced (`status` is `empty`, `refused` or `failed`) is counted and never scored.

    Args:
        gold: what the summaries are of: one set or several, loaded, by name or by folder.
        summaries: plain texts, `Summary` records, or mappings such as the lines that `bench score` takes: `article` and
            `text`, and perhaps `gold`, `id`, `model`, `sample` and `status`.
        article: the id of the article that plain texts summarise; not needed where there is only one.
        scorer: `rules`, `judge`, `cascade`, or one that another package brings.
        judge: the language model that judges, for the scorers that ask one.
        ask_above: of a cascade: ask about verdicts that the rules doubt more than this.

    Returns:
        Outcomes, flags and figures. Verdicts that a judge did not give are `unscored`; see `Result.is_complete`.

    Raises:
        UsageError: there is no such scorer or set, two sets have one name, or the gold holds no facts.
        InputError: a summary is of no article of the gold, or has something wrong with it; the message says which.
        EndpointError: the judge cannot be asked at all.

    Examples:
        ```python
        import allegedly

        gold = allegedly.load("courts")
        result = allegedly.score(gold, "Tobias Wrenning led the network.", article="lantern")
        for distortion in result.distortions:
            print(distortion)
        ```
    """
    given = _given(gold, summaries, article, scorer, judge, ask_above)
    answers: list[JudgedAnswer] = []
    unanswered = 0
    if given.judge:
        assert isinstance(given.scorer, AskingScorer)
        unanswered = ask_judge(given.scorer, given.tasks, given.judge, answers.extend).requests
    return _scored(given, answers, unanswered)


async def score_async(
    gold: Gold,
    summaries: Summaries,
    *,
    article: str | None = None,
    scorer: str = "rules",
    judge: str | Model | None = None,
    ask_above: float | None = None,
) -> Result:
    """Score summaries as `score` does, without holding up the event loop."""
    given = await asyncio.to_thread(_given, gold, summaries, article, scorer, judge, ask_above)
    answers: list[JudgedAnswer] = []
    unanswered = 0
    if given.judge:
        assert isinstance(given.scorer, AskingScorer)
        unanswered = (await ask_judge_async(given.scorer, given.tasks, given.judge, answers.extend)).requests
    return await asyncio.to_thread(_scored, given, answers, unanswered)


class _Given(NamedTuple):
    """Everything that scoring needs."""

    manifest: Manifest
    sets: tuple[GoldSet, ...]
    summaries: tuple[Summary, ...]
    tasks: list[Task]
    scorer: Scorer
    judge: Judge | None


def gold_of(gold: Gold) -> tuple[GoldSet, ...]:
    """The sets that are meant, loaded.

    Raises:
        UsageError: there is none, one does not exist, or two have one name.
    """
    several = [gold] if isinstance(gold, str | Path | GoldSet) else list(gold)
    if not several:
        raise UsageError("no gold set: name one, such as allegedly.load('courts')")
    return load_all([one if isinstance(one, GoldSet) else str(one) for one in several])


def _given(
    gold: Gold,
    summaries: Summaries,
    article: str | None,
    scorer: str,
    judge: str | Model | None,
    ask_above: float | None,
) -> _Given:
    named = model_of(judge) if judge is not None else None
    chosen_judge = judge_of(named.options(), named.limits()) if named else None
    # The rules keep what they have read of an article, so that a second call costs less.
    is_plain = scorer == "rules" and chosen_judge is None and ask_above is None
    chosen = (
        _rules()
        if is_plain
        else scorers.get(scorer, judge=chosen_judge.name if chosen_judge else None, ask_above=ask_above)
    )
    sets = gold_of(gold)
    read = _read(summaries, sets, article)
    models = {summary.model for summary in read}
    manifest = describe(
        model=models.pop() if len(models) == 1 else MODEL,
        endpoint=Endpoint(provider="memory"),
        sets=sets,
        scorer=chosen,
        parameters={},
        samples=1 + max(summary.sample for summary in read),
    )
    return _Given(manifest, sets, read, tasks_of(read, sets), chosen, chosen_judge)


@cache
def _rules() -> Scorer:
    return scorers.get("rules")


def _read(summaries: Summaries, sets: Sequence[GoldSet], article: str | None) -> tuple[Summary, ...]:
    """The summaries as records with ids of their own, whatever they were given as."""
    if hasattr(summaries, "to_dict"):  # a data frame, whose empty cells are NaN
        rows = summaries.to_dict("records")
        summaries = [{key: value for key, value in row.items() if value == value} for row in rows]  # noqa: PLR0124
    several = [summaries] if isinstance(summaries, str | Summary | Mapping) else list(summaries)
    made = summaries_of(
        (ForeignRow(_row(summary, sets, article, number), number) for number, summary in enumerate(several, 1)),
        sets,
        model=MODEL,
        file="summary",
    )
    by_id = {summary.id: summary for summary in made}
    # What a record says beside its text: tokens, attempts, the reason why it is no summary.
    told = {"raw", "finish_reason", "usage", "latency", "attempts", "troubles", "error"}
    return tuple(
        summary.model_copy(update={name: getattr(given, name) for name in told})
        if isinstance(given, Summary)
        else summary
        for given, summary in zip(several, by_id.values(), strict=True)
    )


def _row(
    summary: str | Summary | Mapping[str, Any], sets: Sequence[GoldSet], article: str | None, number: int
) -> Mapping[str, Any]:
    if isinstance(summary, Summary):
        # Only what was set: a second record of an article that names no sample is its second sample.
        named = {"id", "gold", "article", "model", "sample", "text", "status"}
        return summary.model_dump(include=named, exclude_unset=True)
    if isinstance(summary, Mapping):
        return summary if article is None else {"article": article} | dict(summary)
    if not isinstance(summary, str):
        raise UsageError(f"summary {number} is a {type(summary).__name__}: give a text, a Summary, or a mapping")
    articles = [gold_article.article.id for gold_set in sets for gold_article in gold_set.articles]
    if article is None and len(articles) > 1:
        raise UsageError(f"which article is the text a summary of? Say article='{articles[0]}', or another one's id")
    return {"article": article or articles[0], "text": summary}


def _scored(given: _Given, answers: Sequence[JudgedAnswer], unanswered: int) -> Result:
    outcomes, flags, figures = score_summaries(
        given.manifest,
        given.summaries,
        given.sets,
        given.scorer,
        expected=len(given.summaries),
        judge=given.judge,
        answers=answers,
        unanswered=unanswered,
    )
    # Scored article by article, and given back as they came.
    place = {summary.id: number for number, summary in enumerate(given.summaries)}
    return Result(
        manifest=given.manifest,
        gold=given.sets,
        summaries=given.summaries,
        outcomes=tuple(sorted(outcomes, key=lambda outcome: place[outcome.summary])),
        flags=tuple(sorted(flags, key=lambda flag: place[flag.summary])),
        score=figures,
    )
