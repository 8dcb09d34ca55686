"""What was asked for: the manifest, its signature, and whether two of them ask for the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bench import __version__
from bench.errors import UsageError
from bench.goldset import GoldSet
from bench.models import Endpoint, Manifest, PromptRef, SetRef
from bench.rundir import RunDir
from bench.scorers import Scorer

NOT_ASKED = ("created", "signature")
"""When a run began is not part of what it asks for, and the signature only repeats the rest."""


def describe(
    *,
    model: str,
    endpoint: Endpoint,
    sets: Sequence[GoldSet],
    scorer: Scorer,
    parameters: Mapping[str, Any],
    samples: int = 1,
    seed: int = 0,
    prompt: PromptRef | None = None,
) -> Manifest:
    """The manifest of a run that begins now."""
    gold = tuple(one.ref for one in sets)
    named = f"{scorer.name}@{scorer.version}"
    return Manifest(
        allegedly=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        model=model,
        endpoint=endpoint,
        parameters=dict(parameters),
        samples=samples,
        seed=seed,
        prompt=prompt,
        gold=gold,
        scorer=named,
        signature=signature(gold, prompt, named, samples, parameters.get("temperature")),
    )


def signature(
    gold: Sequence[SetRef], prompt: PromptRef | None, scorer: str, samples: int, temperature: float | None
) -> str:
    """All that a score depends on besides the model, in a line; parts that do not apply are left out."""
    parts = [
        f"allegedly {__version__}",
        "gold:" + ",".join(f"{ref.name}@{ref.version}+{ref.hash[:4]}…" for ref in gold),
        f"prompt:{prompt.name}+{prompt.hash[:4]}…" if prompt else "",
        f"scorer:{scorer}",
        f"samples:{samples}",
        f"temperature:{temperature:g}" if temperature is not None else "",
    ]
    return "|".join(part for part in parts if part)


def begin(run: RunDir, manifest: Manifest) -> Manifest:
    """Begin a run in its folder, or go on with the one that is there if it asks for the same.

    Returns:
        The manifest in the folder.

    Raises:
        UsageError: the folder holds a run that asks for something else; the message shows the difference.
    """
    if not run.has_manifest:
        run.begin(manifest)
        return manifest
    there = run.manifest()
    if changed := differences(there, manifest):
        raise UsageError(
            f"{run.path} holds another run ({'; '.join(changed)}): ask for the same to go on, "
            "or give another --out"
        )
    return there


def differences(before: Manifest, now: Manifest) -> list[str]:
    """What two manifests ask for differently, as 'field: before → now'."""
    first, second = _flat(before), _flat(now)
    return [
        f"{key}: {first.get(key, '(none)')} → {second.get(key, '(none)')}"
        for key in dict.fromkeys([*first, *second])
        if first.get(key) != second.get(key)
    ]


def _flat(manifest: Manifest) -> dict[str, str]:
    flat = {}
    for field, value in manifest.model_dump(mode="json", exclude=set(NOT_ASKED)).items():
        inner = {ref["name"]: ref for ref in value} if field == "gold" else value
        if not isinstance(inner, dict):
            flat[field] = str(inner)
            continue
        for key, part in inner.items():
            parts = part.items() if isinstance(part, dict) else [("", part)]
            flat |= {".".join(filter(None, (field, key, name))): str(one) for name, one in parts}
    return flat
