"""A model as the command line names it, whether it summarises or judges, and the runner behind it."""

from __future__ import annotations

from typing import Any

from bench.records import Record
from runners.chat.rate_limiter import Limits
from runners.registry import resolve
from runners.request_options import parse_body, parse_headers
from runners.runner import PacedRunner


class ModelOptions(Record):
    """Which model is asked, and what goes into each request; None means that the user gave no value."""

    model: str
    """`PROVIDER:NAME` or a built-in."""
    base_url: str | None = None
    api_key_env: str | None = None
    header: tuple[str, ...] = ()
    """`NAME: VALUE`, as written on the command line."""
    body: tuple[str, ...] = ()
    """`KEY=JSON`, as written on the command line."""
    temperature: float | None = None
    max_tokens: int | None = None
    thinking_tokens: int | None = None
    seed: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What goes into the body of each request.

        Raises:
            UsageError: a field of `body` is none.
        """
        named = {
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "thinking_tokens": self.thinking_tokens,
            "seed": self.seed,
        }
        # An option of its own goes before the same field given with `--body`.
        return parse_body(self.body) | {name: value for name, value in named.items() if value is not None}


def runner_of(options: ModelOptions, limits: Limits | None = None, *, is_asked: bool = True) -> PacedRunner:
    """The runner of the model that the options name; nothing is sent yet.

    Args:
        options: which model, and what goes into its requests.
        limits: how many requests at once and per minute, and whether any is sent again; if None, what suits the model.
        is_asked: whether it will be asked for anything; if not, a server's key may be missing.

    Raises:
        AllegedlyError: there is no such model, or what else was given does not go with it.
    """
    return resolve(
        options.model,
        base_url=options.base_url,
        api_key_env=options.api_key_env,
        headers=parse_headers(options.header),
        parameters=options.parameters(),
        limits=limits,
        is_asked=is_asked,
    )
