"""What a run's judge took and gave, added up."""

from __future__ import annotations

from collections.abc import Sequence

from bench.pipeline.judges import Judge, RecordedJudge
from bench.pipeline.planning import Prices
from bench.records import JudgedAnswer, JudgeUse, Outcome, Summary, Usage
from bench.scorers.judge.addressing import addresses_judge
from bench.scorers.judge.judging_text import VERSION, text_hash
from bench.scorers.judge.kinship import kinship


def judge_use(
    judge: Judge,
    scorer: str,
    answers: Sequence[JudgedAnswer],
    summaries: Sequence[Summary],
    outcomes: Sequence[Outcome],
    missing: int,
    prices: Prices | None = None,
) -> JudgeUse:
    """Add up what the judge of a run took and gave.

    Args:
        judge: who judged.
        scorer: name and version of the scorer that asked it; the outcomes say which of them it gave.
        answers: all that the run keeps.
        summaries: those that were scored.
        outcomes: the verdicts on them.
        missing: requests that could not be had.
        prices: of the judge's tokens, where the server does not say what it charged.
    """
    days = sorted({answer.at[:10] for answer in answers if answer.at})
    prompt = sum(answer.usage.prompt_tokens for answer in answers)
    completion = sum(answer.usage.completion_tokens for answer in answers)
    costs = [answer.usage.cost for answer in answers if answer.usage.cost is not None]
    return JudgeUse(
        model=judge.name,
        text=f"{VERSION}+{text_hash()}",
        answers=len(answers),
        repairs=sum(answer.is_repair for answer in answers),
        # A recording may hold answers about facts that a cascade does not ask about: those count for nothing.
        pairs=sum(outcome.scorer == scorer for outcome in outcomes),
        of_pairs=len(outcomes),
        unscored=sum(outcome.verdict == "unscored" for outcome in outcomes),
        usage=Usage(
            prompt_tokens=prompt,
            completion_tokens=completion,
            cached_tokens=sum(answer.usage.cached_tokens for answer in answers),
            # The server knows of discounts and cached tokens; the user's prices do not.
            cost=sum(costs) if costs else prices.of(prompt, completion) if prices else None,
        ),
        recorded=" to ".join(dict.fromkeys((days[0], days[-1]))) if isinstance(judge, RecordedJudge) and days else None,
        kinship=kinship(judge.name, {summary.model for summary in summaries}),
        missing=missing,
        addressed=tuple(summary.id for summary in summaries if addresses_judge(summary.text)),
    )
