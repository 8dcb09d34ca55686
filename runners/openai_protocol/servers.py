"""One server, ready to be asked: the checks on its address and key before anything is sent."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from bench.errors import EndpointError, UsageError
from bench.records import Endpoint, Record
from runners.chat.batch_transport import BatchLimits
from runners.openai_protocol.presets import Preset, checked_address, presets

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
REMOTE_CONCURRENCY = 64
"""Requests at once, at most, at a server of which nothing is known but that it is not on this machine."""


class Server(Record):
    """A server with what is sent to it beside the requests."""

    provider: str
    """The preset's name, or `custom`."""
    base_url: str
    key: SecretStr | None = None
    key_env: str | None = None
    """The variable that the key comes from."""
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    """Sent with each request, by name in small letters; they go before our own."""
    concurrency: int = 4
    thinking: dict[str, Any] = Field(default_factory=dict)
    """Fields that tell it how long a model may think; see presets.toml."""
    batch: BatchLimits | None = None
    """None where it is known to take no batches."""

    @property
    def endpoint(self) -> Endpoint:
        """How a manifest refers to it."""
        return Endpoint(
            provider=self.provider,
            base_url=self.base_url,
            api_key_env=self.key_env,
            headers=tuple(sorted(self.headers)),
        )

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine."""
        return urlsplit(self.base_url).hostname in LOOPBACK


def server_of(
    provider: str | None,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    headers: Mapping[str, SecretStr] | None = None,
    is_asked: bool = True,
) -> Server:
    """The server of a preset, or any other one by its address.

    Args:
        provider: a preset's name; None for any other server.
        base_url: in place of the preset's address.
        api_key_env: the variable that holds the key, in place of the preset's.
        headers: to be sent with each request.
        is_asked: whether it will be asked for anything; if not, the key may be missing.

    Raises:
        UsageError: the address or the variable's name is none.
        EndpointError: the address or the key is not set.
    """
    preset = presets()[provider] if provider else Preset(about="", needs_key=False)
    address = checked_address(base_url) if base_url is not None else preset.address()
    is_remote = urlsplit(address).hostname not in LOOPBACK
    # A company's key goes to that company's address: to send it to another one takes --api-key-env.
    is_elsewhere = bool(preset.base_url) and preset.needs_key and address != preset.base_url
    variable = api_key_env or ("" if is_elsewhere else preset.key_env)
    has_own_login = "authorization" in (headers or {})
    # Which of the two were to be sent cannot be guessed, and one of them would be sent in vain.
    if has_own_login and api_key_env:
        raise UsageError("--header Authorization and --api-key-env: give one of them")
    wants_key = not has_own_login and (bool(api_key_env) or preset.needs_key)
    # Where nothing is asked a missing key is no fault, unless what was given may be the key itself.
    is_needed = wants_key and (is_asked or not _looks_like_a_name(variable))
    key = None if has_own_login else key_from(variable, is_needed=is_needed)
    return Server(
        provider=provider or "custom",
        base_url=address,
        key=key,
        # A variable that was not used does not belong into the manifest.
        key_env=(variable or None) if key or wants_key else None,
        headers=dict(headers or {}),
        concurrency=preset.concurrency if provider or not is_remote else REMOTE_CONCURRENCY,
        thinking=preset.thinking,
        # Of a server without a preset nothing is known, and it may well take them.
        batch=preset.batch if provider else BatchLimits(),
    )


def key_from(variable: str, *, is_needed: bool) -> SecretStr | None:
    """The key that a variable of the environment holds; None where there is none and none is needed.

    Raises:
        UsageError: this is not the name of a variable; it may be the key itself, so it is not repeated.
        EndpointError: the variable is not set, or holds something that cannot be sent as a key.
    """
    if not variable:
        return None
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
        raise UsageError("--api-key-env takes the name of a variable, such as OPENAI_API_KEY, not the key itself")
    key = os.environ.get(variable, "").strip()
    if not key:
        if not is_needed:
            return None
        name = variable if _looks_like_a_name(variable) else "the variable that --api-key-env names"
        raise EndpointError(f"no key: set {name} to your key")
    # A space or a line break that was copied along could not be sent in a header.
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise EndpointError(f"the key in {variable} holds a space, a line break or a letter that no key has")
    return SecretStr(key)


def _looks_like_a_name(variable: str) -> bool:
    """Whether it can be repeated; `gsk_8d1c` could be a variable's name, but is more likely the key itself."""
    return variable == variable.upper()
