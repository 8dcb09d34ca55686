"""Room for a model's thinking, beside the room for its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TOKENS = "{tokens}"
"""Stands in a preset's fields where the number goes."""


def with_thinking(parameters: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they are sent: `thinking_tokens` on top of `max_tokens`, and in a server's own fields.

    Servers count thinking as part of `max_tokens`, so that an answer after a long thought would be cut off.

    Args:
        parameters: as asked for.
        fields: how the server is told of a budget, with `{tokens}` for the number; empty if it cannot be. What
            the parameters say themselves of such a field counts.
    """
    sent = dict(parameters)
    tokens = sent.pop("thinking_tokens", None)
    if not tokens:
        return sent
    if isinstance(longest := sent.get("max_tokens"), int):
        sent["max_tokens"] = longest + tokens
    return {**_filled(fields, tokens), **sent}


def _filled(template: Any, tokens: int) -> Any:
    if isinstance(template, Mapping):
        return {key: _filled(value, tokens) for key, value in template.items()}
    return tokens if template == TOKENS else template
