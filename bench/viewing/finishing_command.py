"""The command that goes on with an unfinished run, put together from its manifest."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench import __version__
from bench.records import Manifest, PromptRef
from bench.viewing.viewed_run import Finishing
from runners import prompts
from runners.openai_protocol.presets import presets

OPTIONS = {
    "temperature": "--temperature",
    "max_tokens": "--max-tokens",
    "thinking_tokens": "--thinking-tokens",
    "seed": "--seed",
}
"""Parameters that have an option of their own; all others are given with --body."""
DEFAULTED = ("temperature", "max_tokens")
"""Parameters that every server is sent a default of, unless it was left out."""
SCORER = re.compile(r"(?P<name>[^@]+)@[^()]*(?:\((?:[^(),]+,(?P<ask_above>[^(),]+),)?(?P<judge>[^(),]+)\))?")
"""`rules@3`, `judge@2+ab12(openai:NAME)`, `cascade@2+ab12(rules@3,0.35,openai:NAME)`."""


def finishing(run: Path, manifest: Manifest, judge: str | None = None) -> Finishing:
    """How to finish a run.

    Args:
        run: its folder.
        manifest: of the run.
        judge: its judge's full name, where it is known: in a scorer's name it may be shortened.
    """
    is_from_file = manifest.endpoint.provider == "file"
    words, to_fill_in = ["bench", "score" if is_from_file else "run"], []
    if is_from_file:
        words.append(str(manifest.parameters.get("file", "FILE")))
        to_fill_in.append("The file is named without its folder, which the run does not hold.")
    else:
        words += ["--model", manifest.model, *_server(manifest), *_parameters(manifest)]
        words += ["--samples", str(manifest.samples)] if manifest.samples > 1 else []
    if manifest.endpoint.headers:
        names = ", ".join(manifest.endpoint.headers)
        to_fill_in.append(f"The run does not hold the values of its headers ({names}): put them in.")
    if manifest.prompt and not is_from_file:
        words += ["--prompt", manifest.prompt.name]
        if manifest.prompt not in _shipped_prompts():
            to_fill_in.append(f"The prompt ‘{manifest.prompt.name}’ is a text of your own: name its file.")
    for ref in manifest.gold:
        words += ["--gold", ref.path or ref.name]
    words += _scorer(manifest, judge)
    if manifest.allegedly != __version__:
        to_fill_in.append(f"It was begun with version {manifest.allegedly}; this is {__version__}, which begins anew.")
    return Finishing(command=shlex.join([*words, "--out", str(run)]), to_fill_in=tuple(to_fill_in))


@cache
def _shipped_prompts() -> frozenset[PromptRef]:
    return frozenset(prompts.load(name).ref for name in prompts.shipped())


def _server(manifest: Manifest) -> Iterator[str]:
    endpoint, preset = manifest.endpoint, presets().get(manifest.endpoint.provider)
    is_elsewhere = endpoint.base_url is not None and (preset is None or endpoint.base_url != preset.base_url)
    # A model that runs in this process has an address too, as long as it runs, and takes none.
    if is_elsewhere and (preset or endpoint.provider == "custom"):
        yield from ("--base-url", str(endpoint.base_url))
    if endpoint.api_key_env and (preset is None or is_elsewhere or endpoint.api_key_env != preset.key_env):
        yield from ("--api-key-env", endpoint.api_key_env)
    for name in endpoint.headers:
        yield from ("--header", f"{name}: VALUE")


def _parameters(manifest: Manifest) -> Iterator[str]:
    # Where no model is prompted they tell how a program is run, and no option sets them.
    if manifest.prompt is None:
        return
    for name, value in manifest.parameters.items():
        if name in OPTIONS:
            yield from (OPTIONS[name], f"{value:g}" if isinstance(value, float) else str(value))
        else:
            yield from ("--body", f"{name}={json.dumps(value, ensure_ascii=False)}")
    if manifest.endpoint.provider in (*presets(), "custom"):
        for name in DEFAULTED:
            if name not in manifest.parameters:
                yield from ("--body", f"{name}=null")


def _scorer(manifest: Manifest, judge: str | None) -> Iterator[str]:
    parts = SCORER.fullmatch(manifest.scorer)
    name = parts["name"] if parts else manifest.scorer.partition("@")[0]
    if name == "rules":
        return
    yield from ("--scorer", name)
    if judge or (parts and parts["judge"]):
        yield from ("--judge", judge or str(parts and parts["judge"]))
    if parts and parts["ask_above"]:
        yield from ("--ask-above", parts["ask_above"])
