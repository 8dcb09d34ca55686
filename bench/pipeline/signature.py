"""The signature of a score: all that it depends on besides the model, in one line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bench import __version__
from bench.records import PromptRef, SetRef

UNSIGNED = frozenset({"temperature", "max_tokens", "seed", "threads", "context", "file", "sha256"})
"""Parameters that do not go into the `body:` part: they have a part of their own, only make room for an answer, or tell
which file was read."""
LONGEST_BODY = 60
"""Characters of the `body:` part; a longer one is replaced by its hash."""


def signature(
    gold: Sequence[SetRef],
    prompt: PromptRef | None,
    scorer: str,
    samples: int,
    temperature: float | str | None,
    parameters: Mapping[str, Any] | None = None,
) -> str:
    """The one-line signature: all that a score depends on except the model. Parts that do not apply are omitted.

    Args:
        gold: the sets.
        prompt: None where no model was prompted.
        scorer: name and version.
        samples: of each article.
        temperature: `default` where the server takes none but its own; None where there is no such thing.
        parameters: what went into each request; what each model has a default or a place of its own for is left
            out. Where no model was prompted they describe what was read, and do not count.
    """
    as_text = f"{temperature:g}" if isinstance(temperature, int | float) else temperature
    parts = [
        f"allegedly {__version__}",
        # Four digits of the hash are enough to show that two sets differ; the manifest has all of them.
        "gold:" + ",".join(f"{ref.name}@{ref.version}+{ref.hash[:4]}…{_first(ref)}" for ref in gold),
        f"prompt:{prompt.name}+{prompt.hash[:4]}…" if prompt else "",
        f"scorer:{scorer}",
        f"samples:{samples}",
        f"temperature:{as_text}" if as_text else "",
        f"body:{_body(parameters or {})}" if prompt and set(parameters or {}) - UNSIGNED else "",
    ]
    return "|".join(part for part in parts if part)


def _first(ref: SetRef) -> str:
    return "" if ref.first is None else f" first {ref.first}"


def _body(parameters: Mapping[str, Any]) -> str:
    """Further parameters as `name=json`, in an order that does not depend on how they were given."""
    pairs = sorted(
        (name, json.dumps(value, sort_keys=True)) for name, value in parameters.items() if name not in UNSIGNED
    )
    text = ",".join(f"{name}={value}" for name, value in pairs)
    # A `|` separates the parts of a signature, so a text that holds one is replaced by its hash.
    if len(text) <= LONGEST_BODY and text.isprintable() and "|" not in text:
        return text
    return f"+{hashlib.sha256(text.encode()).hexdigest()[:12]}"
