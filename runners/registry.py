"""From the name of a model to a runner."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bench.errors import UsageError
from bench.redaction import remember
from runners import entry_points
from runners.chat.rate_limiter import Limits
from runners.copied_lead import CopiedLead
from runners.local.model import LocalModel
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.presets import presets
from runners.openai_protocol.servers import server_of
from runners.paced_runners import ChatRunner, OneSlotPerSummary
from runners.program import Program
from runners.replay import Replay
from runners.runner import PacedRunner, Runner
from runners.secrets_sent import secrets_in

AFTER_COLON = {"gguf": "file", "replay": "file", "command": "program"}
"""What stands after the colon where no server is asked."""


def resolve(
    model: str,
    *,
    base_url: str | None = None,
    api_key_env: str | None = None,
    headers: Mapping[str, SecretStr] | None = None,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    is_asked: bool = True,
) -> PacedRunner:
    """The runner behind a model's name; nothing is sent anywhere yet.

    Args:
        model: `PROVIDER:NAME`, `smollm2`, `gguf:FILE`, `lead-3`, `replay:FILE`, `command:…`; with `base_url` also
            the bare name of a model there.
        base_url: the address of any server that speaks the OpenAI protocol.
        api_key_env: the variable that holds its key.
        headers: to be sent with each request, by name in small letters.
        parameters: of the model; None as a value leaves a default out.
        limits: how many requests at once and per minute, and whether any is sent again; if None, what suits the model.
        is_asked: whether it will be asked for anything; if not, a server's key may be missing.

    Raises:
        UsageError: there is no such model, or what else was given does not go with it.
        InputError: a file to replay, or of weights, is broken.
        EndpointError: a key or a package is missing.
    """
    limits = limits or Limits()
    provider, colon, after_colon = model.partition(":")
    is_preset = bool(colon) and provider in presets()
    if model in ("smollm2", "lead-3") or (colon and provider in AFTER_COLON):
        if base_url is not None or api_key_env is not None or headers:
            hint = f"; a model of that name on a server is vllm:{model}" if base_url and not colon else ""
            raise UsageError(f"{model}: takes no address, no key and no header{hint}")
        return _without_server(model, parameters, limits)
    # Presets go first: an installed package must not be able to stand in for "openai:".
    if colon and not is_preset and (point := entry_points.installed().get(provider)):
        # Of the installed package nothing is known but that it is handed these.
        key = os.environ.get(api_key_env or "", "").strip()
        remember(*secrets_in(SecretStr(key), headers or {}))
        spec = entry_points.RunnerSpec(
            model=model,
            name=after_colon,
            base_url=base_url,
            api_key_env=api_key_env,
            headers=dict(headers or {}),
            parameters=dict(parameters or {}),
            limits=limits,
        )
        return _paced(entry_points.build(point, spec), limits)
    if not is_preset and base_url is None:
        raise UsageError(_unknown(model))
    # Without a preset the colon is part of the name, as in Ollama's "llama3.2:3b".
    name = after_colon if is_preset else model
    if not name.strip():
        raise UsageError(f"{model} needs the name of a model after the colon, such as {provider or 'vllm'}:NAME")
    server = server_of(
        provider if is_preset else None,
        base_url=base_url,
        api_key_env=api_key_env,
        headers=headers,
        is_asked=is_asked,
    )
    return ChatRunner(openai_chat_model(model, server=server, model=name, parameters=parameters, limits=limits))


def _without_server(model: str, parameters: Mapping[str, Any] | None, limits: Limits) -> PacedRunner:
    """The runner behind a name that is not asked over a network."""
    provider, _, after_colon = model.partition(":")
    if provider in AFTER_COLON and not after_colon.strip():
        raise UsageError(f"{model} needs a {AFTER_COLON[provider]} after the colon")
    if provider == "smollm2":
        return ChatRunner(LocalModel.smollm2(parameters, limits))
    if provider == "gguf":
        return ChatRunner(LocalModel.gguf(model, Path(after_colon).expanduser(), parameters, limits))
    if unusable := [name for name, value in (parameters or {}).items() if value is not None]:
        raise UsageError(f"{model}: takes no parameter such as '{unusable[0]}'")
    if provider == "lead-3":
        return _paced(CopiedLead(), limits)
    if provider == "replay":
        return _paced(Replay(Path(after_colon).expanduser()), limits)
    return _paced(Program(after_colon, time_limit=limits.timeout), limits)


NEAR = 0.7
"""How alike a name has to be to a wrong one to be suggested: "nope" and "openai" share three letters only."""


def _paced(runner: Runner, limits: Limits) -> PacedRunner:
    """The runner itself if it paces its own requests; otherwise a wrapper that paces it."""
    return runner if isinstance(runner, PacedRunner) else OneSlotPerSummary(runner, limits)


def _unknown(model: str) -> str:
    """The error message for an unknown name, with the known names nearest to it."""
    provider, colon, after_colon = model.partition(":")
    prefixes = [*presets(), *AFTER_COLON, *entry_points.installed()]
    similar = [
        f"{name}:{after_colon or 'NAME'}" for name in difflib.get_close_matches(provider, prefixes, n=2, cutoff=NEAR)
    ]
    if not colon:
        similar = difflib.get_close_matches(model.lower(), ["smollm2", "lead-3"], n=1, cutoff=NEAR) + similar
    hint = f"did you mean {' or '.join(similar)}?" if similar else "`bench models` lists what there is."
    return f"no model '{model}': {hint} Any other server is reached with --base-url"
