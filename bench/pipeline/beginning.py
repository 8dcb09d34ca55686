"""Beginning a run in its folder, or going on with it: what is asked for, and whether that is still the same."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bench import __version__
from bench.counted import counted
from bench.errors import UsageError
from bench.goldset import GoldSet
from bench.pipeline.signature import signature
from bench.records import Endpoint, Manifest, PromptRef
from bench.redaction import redacted
from bench.rundir import RunDir
from bench.scorers import Scorer


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
    """The manifest of a run that begins now.

    Raises:
        UsageError: there is nothing to score against.
    """
    # Said before anything is asked for: without facts every summary would be paid for and none judged.
    if not any(article.facts for gold_set in sets for article in gold_set.articles):
        names = ", ".join(gold_set.card.name for gold_set in sets)
        # The command with the folder in it, as it can be run.
        folder = shlex.quote(str(sets[0].folder))
        if drafts := sum(gold_set.drafts for gold_set in sets):
            raise UsageError(
                f"no confirmed facts in {names}, only {counted(drafts, 'draft')}: confirm some with "
                f"bench gold edit {folder}"
            )
        raise UsageError(
            f"no gold facts in {names}: propose some with bench gold draft {folder}, or mark them yourself with "
            f"bench gold edit {folder}"
        )
    gold = tuple(gold_set.ref for gold_set in sets)
    # With the version: verdicts of two versions are not the same measurement.
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
        signature=signature(gold, prompt, named, samples, parameters.get("temperature"), parameters),
    )


def begin(run: RunDir, manifest: Manifest) -> Manifest:
    """Begin a run in its folder, or go on with the one that is there if it asks for the same.

    One that has collected nothing, since its model could not be asked at all, gives way to a new one.

    Returns:
        The manifest in the folder.

    Raises:
        UsageError: the folder holds a run that asks for something else; the message shows the difference.
    """
    if not check_same(run, manifest):
        run.write_manifest(manifest)
        return manifest
    return run.manifest()


def check_same(run: RunDir, manifest: Manifest) -> bool:
    """Whether a folder holds a run already; if it does, that run asks for the same.

    Raises:
        UsageError: it holds a run that asks for something else, the message shows the difference; or files of a run
            without its manifest.
    """
    # Under a new manifest they would become another model's.
    if leftovers := run.leftovers:
        raise UsageError(
            f"{run.path} holds {', '.join(leftovers)} and no manifest.json that says of which model: put that back, or "
            "give another --out"
        )
    # A run that has collected nothing (its model could not be asked at all) binds nobody: it is begun anew. One whose
    # summaries are being written as a batch does.
    if not run.has_manifest or (next(run.each_summary(), None) is None and not run.has_batches):
        return False
    if changed := differences(run.manifest(), manifest):
        raise UsageError(
            f"{run.path} holds another run ({'; '.join(changed)}): ask for the same to go on, or give another --out"
        )
    return True


def adjust(run: RunDir, adjustments: Mapping[str, str]) -> None:
    """Note in a run's manifest and signature what its server refused."""
    manifest = run.manifest()
    refused = {**manifest.adjustments, **{name: redacted(remedy) for name, remedy in adjustments.items()}}
    # The signature has to name what was in fact sent: a server that refuses a temperature takes its own.
    temperature = "default" if "temperature" in refused else manifest.parameters.get("temperature")
    sent = {name: value for name, value in manifest.parameters.items() if name not in refused}
    signed = signature(manifest.gold, manifest.prompt, manifest.scorer, manifest.samples, temperature, sent)
    run.write_manifest(manifest.model_copy(update={"adjustments": refused, "signature": signed}))


def differences(before: Manifest, now: Manifest) -> list[str]:
    """What two manifests ask for differently, as 'field: before → now'."""
    before_fields, now_fields = _conditions(before), _conditions(now)
    return [
        f"{key}: {before_fields.get(key, '(none)')} → {now_fields.get(key, '(none)')}"
        # Fields that only one of the two has are a difference too.
        for key in dict.fromkeys([*before_fields, *now_fields])
        if before_fields.get(key) != now_fields.get(key)
    ]


def _conditions(manifest: Manifest) -> dict[str, str]:
    """Everything that a manifest asks for, by dotted key.

    When the run began is not part of it, nor what a server refused, nor where a set lies (its hash tells
    whether it is the same), and the options and the signature only repeat the rest.
    """
    fields = manifest.model_dump(mode="json", exclude={"created", "adjustments", "options", "signature"})
    for ref in fields["gold"]:
        del ref["path"]
    # By name, so that the order in which sets are named makes no other run.
    fields["gold"] = {ref.pop("name"): ref for ref in fields["gold"]}
    return dict(_leaves(fields))


def _leaves(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        # A field that was added since and is not set reads like one that an earlier manifest does not have at all.
        elif value is not None:
            yield prefix + key, str(value)
