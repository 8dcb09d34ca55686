"""A model as a Python program names it, whether it summarises or judges."""

from __future__ import annotations

import json

from pydantic import Field, JsonValue, SecretStr

from bench.pipeline.model_options import ModelOptions
from bench.records import Record
from runners.chat.rate_limiter import Limits


class Model(Record):
    """A model with more than a name: an address, parameters, a pace.

    Everything that takes a model takes its bare name too, such as `"openai:NAME"`.

    Examples:
        ```python
        import allegedly

        model = allegedly.Model(name="my-model", base_url="http://localhost:8000/v1", temperature=0, concurrency=4)
        ```
    """

    name: str
    """`PROVIDER:NAME`, a built-in one, or with `base_url` the bare name of a model there; `replay:FILE` as a judge
    answers from a recording."""
    base_url: str | None = None
    """Of any server that speaks the OpenAI protocol."""
    api_key_env: str | None = None
    """The variable that holds its key, never the key itself."""
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    """For each request; the values are kept nowhere."""
    body: dict[str, JsonValue] = Field(default_factory=dict)
    """Fields for the body of each request, such as `top_p`; None leaves a default out."""
    temperature: float | None = None
    max_tokens: int | None = None
    thinking_tokens: int | None = None
    """Room for a reasoning model's thinking, on top of `max_tokens`."""
    seed: int | None = None
    concurrency: int | None = None
    """Requests at once, at most."""
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    retries: bool = True
    """Whether a request is sent again if its failure may pass."""

    def options(self) -> ModelOptions:
        """The same as the command line gives it, so that it is checked in the same way."""
        return ModelOptions(
            model=self.name,
            base_url=self.base_url,
            api_key_env=self.api_key_env,
            header=tuple(f"{name}: {value.get_secret_value()}" for name, value in self.headers.items()),
            body=tuple(f"{name}={json.dumps(value)}" for name, value in self.body.items()),
            temperature=self.temperature,
            max_tokens=self.max_tokens,
            thinking_tokens=self.thinking_tokens,
            seed=self.seed,
        )

    def limits(self) -> Limits:
        """How fast it may be asked."""
        return Limits(
            concurrency=self.concurrency,
            requests_per_minute=self.requests_per_minute,
            tokens_per_minute=self.tokens_per_minute,
            retries=self.retries,
        )


def model_of(model: str | Model) -> Model:
    """A model by its bare name, or as it is."""
    return Model(name=model) if isinstance(model, str) else model
