"""What a run would ask for and what that costs, before it asks."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import Record
from runners.chat.rate_limiter import answer_tokens, most_answer_tokens, prompt_tokens
from runners.summary_request import SummaryRequest

MILLION = 1_000_000


class Prices(Record):
    """Per million tokens, in whatever currency."""

    prompt: float = 0.0
    completion: float = 0.0

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What this many tokens cost."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / MILLION


class Plan(Record):
    """What is still to be asked for. Tokens are estimates, since only the server's own tokenizer could count them."""

    requests: int
    prompt_tokens: int
    completion_tokens: int
    """If the summaries are as long as summaries usually are."""
    most_completion_tokens: int | None
    """If each is as long as it may be; None where nothing limits it."""

    @classmethod
    def together(cls, plans: Sequence[Plan]) -> Plan:
        """Several plans in one."""
        limits = [each.most_completion_tokens for each in plans]
        known = [limit for limit in limits if limit is not None]
        return cls(
            requests=sum(each.requests for each in plans),
            prompt_tokens=sum(each.prompt_tokens for each in plans),
            completion_tokens=sum(each.completion_tokens for each in plans),
            most_completion_tokens=sum(known) if len(known) == len(limits) else None,
        )


def plan(requests: Sequence[SummaryRequest]) -> Plan:
    """Add up requests."""
    limits = [most_answer_tokens(request.chat) for request in requests]
    known = [limit for limit in limits if limit is not None]
    # `lead-3` and the like are sent no messages and cost nothing.
    prompted = [request for request in requests if request.messages]
    return Plan(
        requests=len(requests),
        prompt_tokens=sum(prompt_tokens(request.chat) for request in prompted),
        completion_tokens=sum(answer_tokens(request.chat) for request in prompted),
        # One request without a limit leaves the whole without one.
        most_completion_tokens=sum(known) if len(known) == len(limits) else None,
    )
