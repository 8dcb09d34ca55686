"""From the name of a model to a runner, and which of them are ready to use here."""

from __future__ import annotations

import difflib
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from bench.errors import AllegedlyError, UsageError
from bench.records import Record
from runners import plugins, weights
from runners.command import Command
from runners.endpoint import OpenAIEndpoint
from runners.lead import Lead
from runners.local import LocalModel
from runners.presets import presets, server_of
from runners.replay import Replay
from runners.runner import Runner

Kind = Literal["built-in", "hosted", "on this machine", "your own", "from other packages"]

AFTER_COLON = {"gguf": "file", "replay": "file", "command": "program"}
"""What stands after the colon where no server is asked."""


class Available(Record):
    """One line of what can be asked for a summary."""

    name: str
    """As it is written on the command line, NAME, FILE and PROGRAM standing for what the user knows."""
    kind: Kind
    about: str
    concurrency: int | None = None
    """How many requests at once, at most, if nobody says otherwise; None where only its maker knows."""
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
    headers: Mapping[str, SecretStr] | None = None,
    parameters: Mapping[str, Any] | None = None,
    is_asked: bool = True,
) -> Runner:
    """The runner behind a model's name; nothing is sent anywhere yet.

    Args:
        model: `PROVIDER:NAME`, `smollm2`, `gguf:FILE`, `lead-3`, `replay:FILE`, `command:…`; with `base_url` also
            the bare name of a model there.
        base_url: the address of any server that speaks the OpenAI protocol.
        api_key_env: the variable that holds its key.
        headers: to be sent with each request, by name in small letters.
        parameters: of the model; None as a value leaves a default out.
        is_asked: whether it will be asked for anything; if not, a server's key may be missing.

    Raises:
        UsageError: there is no such model, or what else was given does not go with it.
        InputError: a file to replay, or of weights, is broken.
        EndpointError: a key or a package is missing.
    """
    provider, colon, rest = model.partition(":")
    is_preset = bool(colon) and provider in presets()
    if model in ("smollm2", "lead-3") or (colon and provider in AFTER_COLON):
        if base_url is not None or api_key_env is not None or headers:
            hint = f"; a model of that name on a server is vllm:{model}" if base_url and not colon else ""
            raise UsageError(f"{model}: takes no address, no key and no header{hint}")
        return _ours(model, parameters)
    if colon and not is_preset and (point := plugins.installed().get(provider)):
        wanted = plugins.Wanted(
            model=model,
            name=rest,
            base_url=base_url,
            api_key_env=api_key_env,
            headers=dict(headers or {}),
            parameters=dict(parameters or {}),
        )
        return plugins.build(point, wanted)
    if not is_preset and base_url is None:
        raise UsageError(_unknown(model))
    name = rest if is_preset else model
    if not name.strip():
        raise UsageError(f"{model} needs the name of a model after the colon, such as {provider or 'vllm'}:NAME")
    server = server_of(
        provider if is_preset else None,
        base_url=base_url,
        api_key_env=api_key_env,
        headers=headers,
        is_asked=is_asked,
    )
    return OpenAIEndpoint(model, server=server, model=name, parameters=parameters)


def _ours(model: str, parameters: Mapping[str, Any] | None) -> Runner:
    """What needs no server."""
    kind, _, rest = model.partition(":")
    if kind in AFTER_COLON and not rest.strip():
        raise UsageError(f"{model} needs a {AFTER_COLON[kind]} after the colon")
    if kind == "smollm2":
        return LocalModel.smollm2(parameters)
    if kind == "gguf":
        return LocalModel.gguf(model, Path(rest).expanduser(), parameters)
    if given := [name for name, value in (parameters or {}).items() if value is not None]:
        raise UsageError(f"{model}: takes no parameter such as '{given[0]}'")
    if kind == "lead-3":
        return Lead()
    return Replay(Path(rest).expanduser()) if kind == "replay" else Command(rest)


def available() -> tuple[Available, ...]:
    """Everything that `resolve` knows, and what of it is ready; of a key only whether it is set.

    Servers on this machine are knocked at, without a word being sent; nobody else is.
    """
    ours = (
        Available(
            name="smollm2",
            kind="built-in",
            about="SmolLM2-135M-Instruct, a small language model run in-process",
            concurrency=LocalModel.concurrency,
            missing=weights.missing(),
        ),
        Available(
            name="lead-3",
            kind="built-in",
            about="the article's first three sentences, a reference",
            concurrency=Lead.concurrency,
        ),
    )
    theirs = (
        Available(
            name="gguf:FILE",
            kind="your own",
            about="a model's weights in a GGUF file, run in-process",
            concurrency=LocalModel.concurrency,
            missing=weights.missing_runtime(),
        ),
        Available(name="replay:FILE", kind="your own", about="summaries in a JSON Lines file (article, text)"),
        Available(name="command:PROGRAM", kind="your own", about="a program that reads an article, writes a summary"),
    )
    return ours + tuple(_preset_line(provider) for provider in presets()) + theirs + _brought()


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
    return Available(
        name=f"{provider}:NAME", kind=kind, about=preset.about, concurrency=preset.concurrency, missing=missing
    )


def _brought() -> tuple[Available, ...]:
    """What other packages bring; a name that is taken already is of no use to them."""
    lines = []
    for name, point in plugins.installed().items():
        about = missing = ""
        try:
            about = plugins.about(point)
        except AllegedlyError as error:
            missing = str(error)
        if name in AFTER_COLON or name in presets():
            missing = "the name is taken by one that comes with this tool"
        lines.append(Available(name=f"{name}:NAME", kind="from other packages", about=about, missing=missing))
    return tuple(lines)


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
    prefixes = [*presets(), *AFTER_COLON, *plugins.installed()]
    near = [f"{name}:{rest or 'NAME'}" for name in difflib.get_close_matches(provider, prefixes, n=2)]
    if not colon:
        near = difflib.get_close_matches(model.lower(), ["smollm2", "lead-3"], n=1, cutoff=0.5) + near
    hint = f"did you mean {' or '.join(near)}?" if near else "`bench models` lists what there is."
    return f"no model '{model}': {hint} Any other server is reached with --base-url"
