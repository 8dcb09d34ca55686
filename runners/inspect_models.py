"""Models as Inspect has them: what their outputs are worth, and one that judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_ai.model import (
    ChatMessageSystem,
    ChatMessageUser,
    GenerateConfig,
    Model,
    ModelOutput,
    ResponseSchema,
)
from inspect_ai.util import JSONSchema

from bench.chat import ChatReply, ChatRequest
from bench.foreign_text import bounded_line
from bench.records import Endpoint, Usage
from runners.chat.concurrency import Concurrency
from runners.chat.rate_limiter import RateLimiter
from runners.chat.replies import failed_reply, reply_from
from runners.chat.transport import Completion

AT_ONCE = 1000
"""Requests at once that are handed to Inspect, which holds back what is too much for the server."""


def reply_of(output: ModelOutput) -> ChatReply:
    """What a model's output is worth, by the same rules as for every other answer.

    Thinking is cut off, and a refusal, an empty answer or an error is no answer.
    """
    if output.error or not output.choices:
        return failed_reply(output.error or "no answer")
    content = output.message.content
    parts = [] if isinstance(content, str) else content
    usage = output.usage
    return reply_from(
        Completion(
            content=output.completion,
            reasoning="\n".join(part.reasoning for part in parts if part.type == "reasoning"),
            finish_reason=output.stop_reason,
            usage=Usage(
                prompt_tokens=usage.input_tokens,
                completion_tokens=usage.output_tokens,
                cached_tokens=usage.input_tokens_cache_read or 0,
            )
            if usage
            else Usage(),
        )
    )


class InspectChatModel:
    """A model of Inspect's that is asked as any chat model is; Inspect paces it, retries and logs."""

    def __init__(self, model: Model) -> None:
        self.name = str(model)
        self.endpoint = Endpoint(provider="inspect")
        self.parameters: Mapping[str, Any] = {}
        self.adjustments: Mapping[str, str] = {}
        self.concurrency = AT_ONCE
        self.limiter = RateLimiter(Concurrency.fixed(AT_ONCE))
        self._model = model

    async def ask(self, request: ChatRequest) -> ChatReply:
        """Answer one request."""
        wanted = request.parameters
        config = GenerateConfig(temperature=0.0, max_tokens=wanted.get("max_tokens"))
        if schema := wanted.get("response_format", {}).get("json_schema"):
            config.response_schema = ResponseSchema(
                name=schema["name"], json_schema=JSONSchema.model_validate(schema["schema"]), strict=schema["strict"]
            )
        messages = [
            (ChatMessageSystem if message.role == "system" else ChatMessageUser)(content=message.content)
            for message in request.messages
        ]
        async with self.limiter.slot(request):
            try:
                output = await self._model.generate(list(messages), config=config)
            except Exception as error:  # noqa: BLE001 - each provider of Inspect's has errors of its own
                return failed_reply(f"{type(error).__name__}: {bounded_line(str(error))}")
        return reply_of(output)

    async def aclose(self) -> None:
        """Nothing: the model is Inspect's."""
