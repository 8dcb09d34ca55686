"""What tokens cost, where the user says it."""

from __future__ import annotations

from bench.records import Record

MILLION = 1_000_000


class Prices(Record):
    """Per million tokens, in whatever currency."""

    prompt: float = 0.0
    completion: float = 0.0

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What so many tokens cost."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / MILLION
