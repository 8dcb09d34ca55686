"""What a judge would be asked and what that takes, before it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from bench.goldset import GoldSet
from bench.pipeline.planning import Plan
from bench.records import Summary
from bench.scorers.interface import AskingScorer, Task
from bench.scorers.judge.request import JudgeRequest
from bench.scorers.judge.scorer import JudgeScorer
from runners.chat.rate_limiter import SUMMARY_TOKENS, most_answer_tokens, prompt_tokens

TOKENS_A_VERDICT = 32
"""Of an answer, for each fact: most are left out and take 20, the others have a clause of evidence."""
CHARACTERS_A_TOKEN = 4


def plan_judging(
    scorer: AskingScorer, judge: str, summaries: Sequence[Summary], sets: Sequence[GoldSet], samples: int = 0
) -> Plan:
    """Add up what a judge has still to be asked.

    Args:
        scorer: with the answers that are there.
        judge: its name.
        summaries: those that are there.
        sets: what they are summaries of.
        samples: of each article that there will be; for those that are not there yet a judge is taken to be asked about
            everything, which is the most that it can be.
    """
    there = {summary.id for summary in summaries}
    scored = [summary for summary in summaries if summary.is_scored]
    articles = [article for gold in sets for article in gold.articles]
    known = [
        Task(article, of_article)
        for article in articles
        if (of_article := [s for s in scored if (s.gold, s.article) == (article.article.gold, article.article.id)])
    ]
    to_come = [
        Task(
            article,
            [
                Summary(
                    id=id_,
                    gold=article.article.gold,
                    article=article.article.id,
                    model="",
                    sample=sample,
                    text=f"{sample} {article.article.text}"[: SUMMARY_TOKENS * CHARACTERS_A_TOKEN],
                )
                for sample in range(samples)
                if (id_ := f"{article.article.gold}/{article.article.id}#{sample}") not in there
            ],
        )
        for article in articles
    ]
    requests = scorer.pending(known)
    requests += JudgeScorer(judge).pending(to_come)
    return plan_requests(requests)


def plan_requests(requests: Sequence[JudgeRequest]) -> Plan:
    """Add up requests to a judge."""
    return Plan(
        requests=len(requests),
        prompt_tokens=sum(prompt_tokens(request.chat) for request in requests),
        completion_tokens=sum(TOKENS_A_VERDICT * (1 + len(request.asked)) for request in requests),
        most_completion_tokens=sum(most_answer_tokens(request.chat) or 0 for request in requests),
    )
