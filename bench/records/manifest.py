"""The manifest of a run: what was asked, never a key."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bench.records.record import Record


class PromptRef(Record):
    """A prompt by name and content."""

    name: str
    hash: str
    """First 12 hex digits of the SHA-256 of its text."""


class SetRef(Record):
    """A gold set by name, version and content."""

    name: str
    version: str
    hash: str
    """First 12 hex digits of the SHA-256 of its articles and facts."""
    path: str | None = None
    """Where it lies if it is not one of the shipped sets."""
    first: int | None = None
    """So many of its articles alone, from the first on; None if all of them count. The hash is the whole set's."""


class Endpoint(Record):
    """Where the summaries come from."""

    provider: str
    """`openai`, `smollm2`, `lead`, `replay`, `command`, `file`, …"""
    base_url: str | None = None
    api_key_env: str | None = None
    """The name of the variable that holds the key; never the key."""
    headers: tuple[str, ...] = ()
    """Names of the headers that were added; never their values."""
    weights: str | None = None
    """First 12 hex digits of the SHA-256 of a local model's file."""


class Manifest(Record):
    """manifest.json."""

    allegedly: str
    """Version of this package."""
    created: str
    """UTC, ISO 8601."""
    model: str
    """As given on the command line."""
    endpoint: Endpoint
    parameters: dict[str, Any] = Field(default_factory=dict)
    """What was asked to go into each request: temperature, max_tokens, … ."""
    adjustments: dict[str, str] = Field(default_factory=dict)
    """Parameters that the server refused, each with what was done instead."""
    options: dict[str, Any] = Field(default_factory=dict)
    """The options of `bench run` that were given, by their long names, as `--config` takes them; of headers only those
    that name a variable."""
    samples: int = 1
    seed: int = 0
    prompt: PromptRef | None = None
    """None where no model was prompted (a copied lead, summaries from a file)."""
    gold: tuple[SetRef, ...]
    scorer: str
    """Name and version, `rules@1`."""
    signature: str
