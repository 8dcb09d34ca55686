"""The models of scored runs, read back to be compared: only where that makes sense, and with warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import UsageError
from bench.goldset import GoldArticle
from bench.pipeline.scorecards import sets_of
from bench.records import Entrant, Flag, Manifest, Outcome, SetRef, Summary
from bench.rundir import RunDir


class ModelRun(NamedTuple):
    """One model of one run, with all that the run's folder says of it."""

    entrant: Entrant
    manifest: Manifest
    summaries: tuple[Summary, ...]
    outcomes: tuple[Outcome, ...]
    """Of the whole run."""
    flags: tuple[Flag, ...]
    """Of the whole run."""
    is_complete: bool
    passed_over: tuple[str, ...]
    """Models of the run none of whose summaries could be scored."""


def read_back(folders: Sequence[Path]) -> list[ModelRun]:
    """The models of scored runs, in the order of the runs.

    Raises:
        UsageError: a folder is no run's, is named twice or is unfinished, or two of the runs were scored on different
            articles or facts under one set's name.
    """
    paths = [folder.resolve() for folder in folders]
    for folder, path in zip(folders, paths, strict=True):
        if paths.count(path) > 1:
            raise UsageError(f"{folder}: named twice; name another run to compare it with")
    read = [one for folder in folders for one in _models_of(RunDir(folder))]
    refs: dict[str, tuple[SetRef, str]] = {}
    for one in read:
        for ref in one.manifest.gold:
            before, run = refs.setdefault(ref.name, (ref, one.entrant.run))
            if before.hash != ref.hash:
                raise UsageError(
                    f"the gold set '{ref.name}' is not the same in {run} ({before.hash}) and {one.entrant.run} "
                    f"({ref.hash}): verdicts on other facts cannot be compared; score both on the same set"
                )
    return _labelled(read)


def articles_of(read: Sequence[ModelRun]) -> tuple[GoldArticle, ...]:
    """The articles of all their gold sets, each once.

    Raises:
        UsageError: a set is gone, or has changed since.
    """
    articles: dict[tuple[str, str], GoldArticle] = {}
    seen: set[SetRef] = set()
    for one in read:
        if new := tuple(ref for ref in one.manifest.gold if ref not in seen):
            seen.update(new)
            for gold in sets_of(one.manifest.model_copy(update={"gold": new})):
                articles |= {(gold.card.name, article.article.id): article for article in gold.articles}
    return tuple(articles.values())


def warnings(read: Sequence[ModelRun]) -> Iterator[str]:
    """What differs between the runs besides the model, a sentence each."""
    first = read[0].manifest
    every = [one.manifest for one in read]
    names = [{ref.name for ref in manifest.gold} for manifest in every]
    if any(one != names[0] for one in names):
        shared = ", ".join(sorted(set.intersection(*names))) or "none"
        yield f"The runs are not on the same gold sets: all of them have {shared}. Only what they share is compared."
    if any(manifest.scorer != first.scorer for manifest in every):
        yield (
            f"The verdicts are those of different scorers: {_each(read, lambda m: m.scorer)}. A difference may be one "
            "between the scorers."
        )
    if any(manifest.prompt != first.prompt for manifest in every):
        prompts = _each(read, lambda m: f"{m.prompt.name}+{m.prompt.hash[:4]}" if m.prompt else "no prompt")
        yield f"The prompts differ: {prompts}. A difference may be one between the prompts."
    if any(manifest.samples != first.samples for manifest in every):
        yield f"The numbers of samples differ: {_each(read, lambda m: str(m.samples))}."
    if any(_temperature(manifest) != _temperature(first) for manifest in every):
        yield f"The temperatures differ: {_each(read, _temperature)}."
    if any(manifest.allegedly != first.allegedly for manifest in every):
        yield f"The runs were scored with different versions: {_each(read, lambda m: m.allegedly)}."
    for run, models in dict.fromkeys((one.entrant.run, one.passed_over) for one in read):
        if models:
            yield f"{run}: no summary by {', '.join(models)} could be scored, so there is no figure for it."
    for run in dict.fromkeys(one.entrant.run for one in read if not one.is_complete):
        yield f"{run} is incomplete: some of its summaries could not be had."


def _each(read: Sequence[ModelRun], of: Callable[[Manifest], str]) -> str:
    said: dict[str, list[str]] = {}
    for one in read:
        said.setdefault(of(one.manifest), []).append(one.entrant.label)
    return "; ".join(f"{what} ({', '.join(labels)})" for what, labels in said.items())


def _temperature(manifest: Manifest) -> str:
    if "temperature" in manifest.adjustments:
        return "the server's own"
    return str(manifest.parameters.get("temperature", "not set"))


def _models_of(run: RunDir) -> Iterator[ModelRun]:
    manifest, score = run.manifest(), run.score()
    summaries, outcomes, flags = run.summaries(), run.outcomes(), run.flags()
    models = sorted({summary.model for summary in summaries if summary.is_scored})
    passed_over = tuple(sorted({summary.model for summary in summaries} - {*models}))
    if not models:
        raise UsageError(f"{run.path}: none of its summaries was scored, so there is nothing to compare")
    for model in models:
        mine = tuple(summary for summary in summaries if summary.model == model)
        name = manifest.model if len(models) + len(passed_over) == 1 else model
        yield ModelRun(
            Entrant(
                label=name,
                model=name,
                run=str(run.path),
                signature=score.signature,
                asked=len(mine),
                scored=sum(summary.is_scored for summary in mine),
            ),
            manifest,
            mine,
            outcomes,
            flags,
            score.collected.is_complete,
            passed_over,
        )


def _labelled(read: Sequence[ModelRun]) -> list[ModelRun]:
    """The same, with labels that tell them apart: models of one name by their run's folder, if need be by its path."""
    models = Counter(one.entrant.model for one in read)
    named = Counter((one.entrant.model, Path(one.entrant.run).name) for one in read)
    labelled = []
    for one in read:
        model, run = one.entrant.model, one.entrant.run
        short = Path(run).name
        where = run if named[model, short] > 1 else short
        label = f"{model} ({where})" if models[model] > 1 else model
        labelled.append(one._replace(entrant=one.entrant.model_copy(update={"label": label})))
    return labelled
