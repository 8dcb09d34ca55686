"""The scorer: each summary against the gold facts of its article."""

from __future__ import annotations

import asyncio

from inspect_ai.model import get_model
from inspect_ai.scorer import Score, Scorer, Target, scorer
from inspect_ai.solver import TaskState

from allegedly.distortions import Distortion, distortions_of
from allegedly.inspecting.explanation import explained
from allegedly.inspecting.metrics import KEY, Judged, figures, summary_id
from allegedly.inspecting.prerequisites import told_in_a_line
from allegedly.scoring import gold_of
from bench.errors import UsageError
from bench.goldset import shipped
from bench.pipeline.judges import LiveJudge
from bench.pipeline.judging import ask_judge_async
from bench.records import Summary
from bench.scorers import get
from bench.scorers.interface import AskingScorer, Task
from runners.inspect_models import InspectChatModel, reply_of

REASONS = {"refused": "refusal", "empty": "no_response"}
"""What Inspect calls it, by the status of what is no summary."""


@scorer(metrics=[figures()])
@told_in_a_line()
def distortions(gold: str | list[str] | None = None, scorer: str = "rules", judge: str | None = None) -> Scorer:
    """Check each summary against the gold facts of its article.

    Samples need `gold` and `article` in their metadata: the name of a set and the id of an article in it.

    Args:
        gold: sets by name or folder; all shipped sets if left out.
        scorer: `rules`, `judge`, `cascade`, or one that another package brings.
        judge: the model that judges, named as Inspect names models.

    Raises:
        PrerequisiteError: something that is named does not exist or does not fit.
    """
    sets = gold_of(list(shipped()) if gold is None else gold)
    articles = {(one.article.gold, one.article.id): one for gold_set in sets for one in gold_set.articles}
    chosen = get(scorer, judge=judge)
    # The parser serves one summary at a time.
    reading = asyncio.Lock()

    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - the gold facts are the target
        key = (str(state.metadata.get("gold")), str(state.metadata.get("article")))
        if key not in articles:
            raise UsageError(f"sample '{state.sample_id}' is of no article of the gold sets: its metadata says {key}")
        article = articles[key]
        reply = reply_of(state.output)
        summary = Summary(
            id=summary_id(*key, state.epoch),
            gold=key[0],
            article=key[1],
            model=str(state.model),
            sample=state.epoch - 1,
            text=reply.text,
            status=reply.status,
        )
        if not summary.is_scored:
            return Score.unscored(
                reason=REASONS.get(reply.status, reply.status), answer=reply.text, explanation=reply.error
            )
        missing = 0
        if judge is not None:
            assert isinstance(chosen, AskingScorer)
            live = LiveJudge(InspectChatModel(get_model(judge)), judge)
            missing = (await ask_judge_async(chosen, [Task(article, [summary])], live, lambda _: None)).requests
        async with reading:
            (judged,) = await asyncio.to_thread(lambda: list(chosen.score(article, [summary])))
        mentions = [outcome for outcome in judged.outcomes if outcome.is_mention]
        kept = sum(outcome.verdict == "preserved" for outcome in mentions)
        known = sum(outcome.verdict != "unscored" for outcome in judged.outcomes)
        facts = {(*key, located.fact.id): located for located in article.facts}
        wrong: list[Distortion] = list(distortions_of({summary.id: summary}, facts, judged.outcomes, judged.flags))
        return Score(
            value={
                "faithfulness": kept / len(mentions) if mentions else None,
                "coverage": len(mentions) / known if known else None,
                "errors": sum(outcome.is_error for outcome in judged.outcomes),
                "flags": len(judged.flags),
            },
            answer=summary.text,
            explanation=explained(wrong, kept, len(mentions), len(article.facts), missing),
            metadata={
                KEY: Judged(
                    signature=str(state.metadata.get("signature", "")),
                    gold=key[0],
                    article=key[1],
                    epoch=state.epoch,
                    outcomes=judged.outcomes,
                    flags=judged.flags,
                ).model_dump(mode="json")
            },
        )

    return score
