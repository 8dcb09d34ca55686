"""`lead-3`: the first three sentences of the article, to show what mere copying gets."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from bench.records import Endpoint, Summary
from runners.chat.replies import reply_from
from runners.chat.transport import Completion
from runners.sentence_splitter import sentences
from runners.summary_request import SummaryRequest, summary_of

SENTENCES = 3


def lead(text: str) -> str:
    """The first three sentences exactly as they stand in the article, line breaks between them and all."""
    spans = list(itertools.islice(sentences(text), SENTENCES))
    return text[spans[0][0] : spans[-1][1]] if spans else ""


class CopiedLead:
    """The copied lead as a runner."""

    name = "lead-3"
    endpoint = Endpoint(provider="lead")
    parameters: Mapping[str, Any] = {}
    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = False

    async def summarise(self, request: SummaryRequest) -> Summary:
        """Copy."""
        reply = reply_from(Completion(content=lead(request.text), finish_reason="stop"))
        return summary_of(request, reply, model=self.name)

    async def aclose(self) -> None:
        """Nothing to release."""
