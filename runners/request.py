"""What a runner is asked for: one sample of one article's summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import Field

from bench.records import Article, Record
from runners.prompts import Prompt


class Message(Record):
    """One message of a chat."""

    role: Literal["system", "user"]
    content: str


class Request(Record):
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


def requests_for(
    articles: Iterable[Article],
    *,
    samples: int = 1,
    prompt: Prompt | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> tuple[Request, ...]:
    """A request for every sample of every article; first samples come first.

    A `seed` among the parameters is raised by the sample's index: with one and the same seed all samples of
    an article would be one and the same text.
    """
    chosen = tuple(articles)
    given = dict(parameters or {})
    # Filled in once: all samples of an article share one text, and a run of many samples stays small.
    messages = [(Message(role="user", content=prompt.fill(article.text)),) if prompt else () for article in chosen]
    return tuple(
        Request(
            gold=article.gold,
            article=article.id,
            text=article.text,
            sample=sample,
            messages=asked,
            parameters=given | {"seed": given["seed"] + sample} if isinstance(given.get("seed"), int) else given,
        )
        for sample in range(samples)
        for article, asked in zip(chosen, messages, strict=True)
    )
