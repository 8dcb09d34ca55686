"""`lead-3`: the first three sentences of the article, which is what mere copying gets."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from bench.records import Endpoint, Summary
from runners.reply import Reply, summary_of
from runners.request import Request
from runners.sentences import sentences

SENTENCES = 3


def lead(text: str) -> str:
    """The first three sentences exactly as they stand in the article, line breaks between them and all."""
    spans = list(itertools.islice(sentences(text), SENTENCES))
    return text[spans[0][0] : spans[-1][1]] if spans else ""


class Lead:
    """The copied lead as a runner."""

    name = "lead-3"
    endpoint = Endpoint(provider="lead")
    parameters: Mapping[str, Any] = {}
    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = False

    async def summarise(self, request: Request) -> Summary:
        """Copy."""
        return summary_of(request, Reply(content=lead(request.text), finish_reason="stop"), model=self.name)

    async def aclose(self) -> None:
        """Nothing to let go of."""
