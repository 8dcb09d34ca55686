"""A request for one sample of one article's summary, and the summary made from its reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field

from bench.chat import ChatReply, ChatRequest, Message
from bench.records import Article, Record, Summary
from runners.prompts import Prompt


class SummaryRequest(Record):
    """Everything that a runner needs to know; two equal requests ask for the same thing."""

    gold: str
    article: str
    """The article's id."""
    text: str
    """The article itself."""
    sample: int = Field(ge=0, default=0)
    messages: tuple[Message, ...] = ()
    """Empty where no model is prompted."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """What goes to the model with the messages: temperature, max_tokens, seed, … ."""

    @property
    def id(self) -> str:
        """The id of the summary that answers this request: `<gold>/<article>#<sample>`."""
        return f"{self.gold}/{self.article}#{self.sample}"

    @property
    def chat(self) -> ChatRequest:
        """What a chat model is asked."""
        return ChatRequest(messages=self.messages, parameters=self.parameters)


def requests_for(
    articles: Iterable[Article],
    *,
    samples: int = 1,
    prompt: Prompt | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> tuple[SummaryRequest, ...]:
    """A request for every sample of every article; first samples come first.

    A `seed` among the parameters is raised by the sample's index: with one and the same seed all samples of
    an article would be one and the same text.
    """
    chosen = tuple(articles)
    base_parameters = dict(parameters or {})
    # Filled in once: all samples of an article share one text, and a run of many samples stays small.
    messages = [(Message(role="user", content=prompt.fill(article.text)),) if prompt else () for article in chosen]
    return tuple(
        SummaryRequest(
            gold=article.gold,
            article=article.id,
            text=article.text,
            sample=sample,
            messages=prompt_messages,
            parameters=base_parameters | {"seed": base_parameters["seed"] + sample}
            if isinstance(base_parameters.get("seed"), int)
            else base_parameters,
        )
        for sample in range(samples)
        for article, prompt_messages in zip(chosen, messages, strict=True)
    )


def summary_of(request: SummaryRequest, reply: ChatReply, *, model: str) -> Summary:
    """The summary record for a reply, whatever its status."""
    return Summary(
        id=request.id,
        gold=request.gold,
        article=request.article,
        model=model,
        sample=request.sample,
        text=reply.text,
        raw=reply.raw,
        status=reply.status,
        finish_reason=reply.finish_reason,
        usage=reply.usage,
        latency=round(reply.latency, 3),
        attempts=reply.attempts,
        troubles=reply.troubles,
        error=reply.error,
    )
