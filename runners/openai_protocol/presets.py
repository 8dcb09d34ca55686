"""Known servers by name: the tables of presets.toml."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field

from bench.errors import EndpointError, UsageError
from bench.records import Record
from runners.chat.batch_transport import BatchLimits

CHAT_PATH = "/chat/completions"


class Preset(Record):
    """One table of presets.toml, which explains the fields."""

    about: str
    base_url: str = ""
    base_url_env: str = ""
    path: str = ""
    key_env: str = ""
    needs_key: bool = True
    concurrency: int = 4
    thinking: dict[str, Any] = Field(default_factory=dict)
    batch: BatchLimits | None = None

    def address(self) -> str:
        """Where it listens.

        Raises:
            EndpointError: the variable that should hold the address is not set.
            UsageError: it holds something else.
        """
        if not self.base_url_env:
            return self.base_url
        base = checked_address(self._address_from_environment(), self.base_url_env)
        # Users copy the address with or without the path from their console.
        return base if base.endswith(self.path) else base + self.path

    def _address_from_environment(self) -> str:
        if value := os.environ.get(self.base_url_env, "").strip():
            return value
        raise EndpointError(f"no address: set {self.base_url_env} (or give --base-url)")


@cache
def presets() -> dict[str, Preset]:
    """All presets by name."""
    text = resources.files("runners").joinpath("data", "presets.toml").read_text(encoding="utf-8")
    return {name: Preset.model_validate(table) for name, table in tomllib.loads(text).items()}


def checked_address(address: str, origin: str = "--base-url") -> str:
    """An address without its last slash, and without the path of chats at its end.

    Raises:
        UsageError: it is no http(s) address, or holds a password or a query, where keys may be. The message
            repeats nothing of the address.
    """
    try:
        parts = urlsplit(address.strip())
        # Asking for the port is what raises for one that is no number.
        is_port_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise UsageError(f"{origin}: this is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_port_valid:
        raise UsageError(f"{origin}: an address looks like https://host/v1")
    # An address goes into the manifest and onto the scorecard, so nothing secret may be in it.
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(f"{origin}: no password, '?' or '#' in the address; a key goes into a variable")
    # The protocol's own path, which people copy along from their server's examples, is added to each request.
    return address.strip().rstrip("/").removesuffix(CHAT_PATH).rstrip("/")
