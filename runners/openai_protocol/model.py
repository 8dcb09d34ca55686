"""A chat model behind `/chat/completions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.errors import UsageError
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryingChatModel, RetryPolicy
from runners.openai_protocol.batches import OpenAIBatches
from runners.openai_protocol.http_transport import OpenAITransport
from runners.openai_protocol.servers import Server

DEFAULTS: dict[str, Any] = {"temperature": 0.0, "max_tokens": 2048}
"""Room for a short thought before a short summary, and still within a context of 4,096 tokens."""
OURS = frozenset({"model", "messages", "stream", "n"})
"""Fields of the body that the user may not set."""


def openai_chat_model(
    name: str,
    *,
    server: Server,
    model: str,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    retry_policy: RetryPolicy | None = None,
    time_limit: float = 300.0,
) -> RetryingChatModel:
    """A model on a server; nothing is sent to it yet.

    Args:
        name: the model as given on the command line.
        server: where it is.
        model: its name there.
        parameters: in place of, or beside, the defaults; None leaves a default out.
        limits: what the user wants to be kept to.
        retry_policy: how often to send a request again; if None, the usual.
        time_limit: seconds that one attempt may take.

    Raises:
        UsageError: a parameter is not the user's to set.
    """
    user_parameters = dict(parameters or {})
    if reserved := sorted(OURS & set(user_parameters)):
        raise UsageError(f"'{reserved[0]}' is set by the benchmark and is no parameter")
    return RetryingChatModel(
        name,
        OpenAITransport(server, model),
        endpoint=server.endpoint,
        parameters={key: value for key, value in (DEFAULTS | user_parameters).items() if value is not None},
        concurrency=server.concurrency,
        limits=limits,
        retry_policy=retry_policy,
        time_limit=time_limit,
        thinking_fields=server.thinking,
        batches=OpenAIBatches(server, model, server.batch) if server.batch else None,
    )
