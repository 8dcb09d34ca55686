"""Known servers by name, and the checks on an address and a key before anything is sent."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from bench.errors import EndpointError, UsageError
from bench.records import Endpoint, Record

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
REMOTE = 64
"""Requests at once, at most, at a server of which nothing is known but that it is not this machine's own."""


class Preset(Record):
    """One table of presets.toml."""

    about: str
    base_url: str = ""
    base_url_env: str = ""
    path: str = ""
    key_env: str = ""
    needs_key: bool = True
    concurrency: int = 4
    thinking: dict[str, Any] = Field(default_factory=dict)
    """Fields that tell the server how long a model may think, `{tokens}` standing for the number."""

    def address(self) -> str:
        """Where it listens.

        Raises:
            EndpointError: the variable that should say so is not set.
            UsageError: it holds no such thing as an address.
        """
        if not self.base_url_env:
            return self.base_url
        base = checked_address(self._own_address(), self.base_url_env)
        return base if base.endswith(self.path) else base + self.path

    def _own_address(self) -> str:
        if value := os.environ.get(self.base_url_env, "").strip():
            return value
        raise EndpointError(f"no address: set {self.base_url_env} (or give --base-url)")


class Server(Record):
    """A server, ready to be asked."""

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
        """Whether it is this machine's own."""
        return urlsplit(self.base_url).hostname in LOOPBACK


@cache
def presets() -> dict[str, Preset]:
    """All presets by name."""
    text = resources.files("runners").joinpath("presets.toml").read_text(encoding="utf-8")
    return {name: Preset.model_validate(table) for name, table in tomllib.loads(text).items()}


def checked_address(address: str, origin: str = "--base-url") -> str:
    """An address without its last slash.

    Raises:
        UsageError: it is no http(s) address, or holds a password or a query, where keys like to hide. The
            message repeats nothing of the address.
    """
    try:
        parts = urlsplit(address.strip())
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise UsageError(f"{origin}: this is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine:
        raise UsageError(f"{origin}: an address looks like https://host/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(f"{origin}: no password, '?' or '#' in the address; a key goes into a variable")
    return address.strip().rstrip("/")


def server_of(
    provider: str | None,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    headers: Mapping[str, SecretStr] | None = None,
    is_asked: bool = True,
) -> Server:
    """The server of a preset, or any other one by its address; with a key, unless nothing is asked and none is set.

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
    if has_own_login and api_key_env:
        raise UsageError("--header Authorization and --api-key-env: give one of them")
    wants_key = not has_own_login and (bool(api_key_env) or preset.needs_key)
    is_needed = wants_key and (is_asked or not _looks_like_a_name(variable))
    key = None if has_own_login else key_from(variable, is_needed=is_needed)
    return Server(
        provider=provider or "custom",
        base_url=address,
        key=key,
        key_env=(variable or None) if key or wants_key else None,
        headers=dict(headers or {}),
        concurrency=preset.concurrency if provider or not is_remote else REMOTE,
        thinking=preset.thinking,
    )


def key_from(variable: str, *, is_needed: bool) -> SecretStr | None:
    """The key that a variable of the environment holds; None where there is none and none is needed.

    Raises:
        UsageError: what should be a variable's name is none; perhaps the key itself, so it is not repeated.
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
        shown = variable if _looks_like_a_name(variable) else "the variable that --api-key-env names"
        raise EndpointError(f"no key: set {shown} to your key")
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise EndpointError(f"the key in {variable} holds a space, a line break or a letter that no key has")
    return SecretStr(key)


def _looks_like_a_name(variable: str) -> bool:
    """Whether it can be repeated; what is no usual variable's name may be the key itself."""
    return variable == variable.upper()
