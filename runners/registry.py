"""From the name of a model to a runner, and which of them are ready to use here."""

from __future__ import annotations

import difflib
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from bench.errors import AllegedlyError, UsageError
from bench.models import Record
from runners import local
from runners.command import Command
from runners.endpoint import OpenAIEndpoint
from runners.lead import Lead
from runners.local import SmolLM2
from runners.presets import presets, server_of
from runners.replay import Replay
from runners.runner import Runner

Kind = Literal["built-in", "hosted", "on this machine", "your own"]


class Available(Record):
    """One line of what can be asked for a summary."""

    name: str
    """As it is written on the command line, NAME, FILE and PROGRAM standing for what the user knows."""
    kind: Kind
    about: str
    missing: str = ""
    """What keeps it from being used here; empty if it is ready."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be used as it is."""
        return not self.missing


def resolve(
    model: str,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Runner:
    """The runner behind a model's name; nothing is sent anywhere yet.

    Args:
        model: `PROVIDER:NAME`, `smollm2`, `lead-3`, `replay:FILE`, `command:…`; with `base_url` also the
            bare name of a model there.
        base_url: the address of any server that speaks the OpenAI protocol.
        api_key_env: the variable that holds its key.
        parameters: of the model; None as a value leaves a default out.

    Raises:
        UsageError: there is no such model, or what else was given does not go with it.
        InputError: a file to replay is broken.
        EndpointError: a key or a package is missing.
    """
    provider, colon, rest = model.partition(":")
    is_preset = bool(colon) and provider in presets()
    is_ours = model in ("smollm2", "lead-3") or (bool(colon) and provider in ("replay", "command"))
    if is_ours and (base_url is not None or api_key_env is not None):
        raise UsageError(f"{model}: takes no address and no key")
    if model == "smollm2":
        return SmolLM2(parameters)
    if is_ours:
        if given := [name for name, value in (parameters or {}).items() if value is not None]:
            raise UsageError(f"{model}: takes no parameter such as '{given[0]}'")
        if model == "lead-3":
            return Lead()
        if not rest.strip():
            raise UsageError(f"{model} needs a {'file' if provider == 'replay' else 'program'} after the colon")
        return Replay(Path(rest).expanduser()) if provider == "replay" else Command(rest)
    if not is_preset and base_url is None:
        raise UsageError(_unknown(model))
    name = rest if is_preset else model
    if not name.strip():
        raise UsageError(f"{model} needs the name of a model after the colon, such as {provider or 'vllm'}:NAME")
    server = server_of(provider if is_preset else None, base_url=base_url, api_key_env=api_key_env)
    return OpenAIEndpoint(model, server=server, model=name, parameters=parameters)


def available() -> tuple[Available, ...]:
    """Everything that `resolve` knows, and what of it is ready; of a key only whether it is set.

    Servers on this machine are knocked at, without a word being sent; nobody else is.
    """
    ours = (
        Available(
            name="smollm2",
            kind="built-in",
            about="SmolLM2-135M-Instruct, a small language model run in-process",
            missing=local.missing(),
        ),
        Available(name="lead-3", kind="built-in", about="the article's first three sentences, a reference"),
    )
    theirs = (
        Available(name="replay:FILE", kind="your own", about="summaries in a JSON Lines file (article, text)"),
        Available(name="command:PROGRAM", kind="your own", about="a program that reads an article, writes a summary"),
    )
    return ours + tuple(_preset_line(provider) for provider in presets()) + theirs


def _preset_line(provider: str) -> Available:
    preset = presets()[provider]
    missing = ""
    try:
        server = server_of(provider)
    except AllegedlyError as error:
        missing = str(error)
    else:
        if server.is_local and not _listens(server.base_url):
            missing = f"nothing listens at {server.base_url}"
    kind: Kind = "hosted" if preset.needs_key else "on this machine"
    return Available(name=f"{provider}:NAME", kind=kind, about=preset.about, missing=missing)


def _listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=0.3):
            return True
    except OSError:
        return False


def _unknown(model: str) -> str:
    """What to say of a name that nobody knows, with the nearest ones that somebody does."""
    provider, colon, rest = model.partition(":")
    prefixes = [*presets(), "replay", "command"]
    near = [f"{name}:{rest or 'NAME'}" for name in difflib.get_close_matches(provider, prefixes, n=2)]
    if not colon:
        near = difflib.get_close_matches(model.lower(), ["smollm2", "lead-3"], n=1, cutoff=0.5) + near
    hint = f"did you mean {' or '.join(near)}?" if near else "`bench models` lists what there is."
    return f"no model '{model}': {hint} Any other server is reached with --base-url"
