"""The models of scored runs, read back from their folders to be compared.

Runs on other gold facts are refused; whatever else differs between the runs becomes a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import AllegedlyError, UsageError
from bench.goldset import GoldArticle
from bench.pipeline.scorecards import sets_of
from bench.pipeline.scoring import Scored
from bench.records import Entrant, Flag, Manifest, MeasuredRates, Outcome, SetRef, Summary
from bench.rundir import RunDir
from bench.scorers import stored_trust


class ModelRun(NamedTuple):
    """One model of one run, with everything that the run's folder says about it."""

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


class ReadRuns(NamedTuple):
    """What could be read of several runs."""

    models: list[ModelRun]
    """In the order of the runs."""
    left_out: tuple[str, ...]
    """One sentence for each run that is none, or is unfinished or broken."""


def read_back(folders: Sequence[Path], *, has_base: bool = False) -> ReadRuns:
    """The models of scored runs; a run that cannot be read is left out and named.

    Args:
        folders: of the runs.
        has_base: whether the others are compared with the first, so that it cannot be left out.

    Raises:
        AllegedlyError: no run can be read, or not the base, or nothing to compare with it.
        UsageError: a folder is named twice, or two of the runs were scored on different articles or facts under one
            set's name.
    """
    paths = [folder.resolve() for folder in folders]
    for folder, path in zip(folders, paths, strict=True):
        # Compared with itself, a run would show no difference, with great certainty.
        if paths.count(path) > 1:
            raise UsageError(f"{folder}: named twice; name another run to compare it with")
    models: list[ModelRun] = []
    failures: list[AllegedlyError] = []
    for folder in folders:
        try:
            models.extend(_models_of(RunDir(folder)))
        except AllegedlyError as error:
            # Without its base a comparison would be another one than was asked for.
            if has_base and not models:
                raise
            failures.append(error)
    if failures and len(models) < (2 if has_base else 1):
        raise failures[0]
    return ReadRuns(side_by_side(models), tuple(str(failure) for failure in failures))


def side_by_side(models: Sequence[ModelRun]) -> list[ModelRun]:
    """Models that are to be compared, each with a label of its own.

    Raises:
        UsageError: two of them were scored on different articles or facts under one set's name.
    """
    refs: dict[str, tuple[SetRef, str]] = {}
    for model in models:
        for ref in model.manifest.gold:
            # The hash tells, not the version: two runs may have been scored while a set was being edited.
            before, run = refs.setdefault(ref.name, (ref, model.entrant.run))
            if before.hash != ref.hash:
                raise UsageError(
                    f"the gold set '{ref.name}' is not the same in {run} ({before.hash}) and {model.entrant.run} "
                    f"({ref.hash}): verdicts on other facts cannot be compared; score both on the same set"
                )
    return _labelled(models)


def articles_of(models: Sequence[ModelRun]) -> tuple[GoldArticle, ...]:
    """The articles of the models' gold sets, each once.

    Raises:
        UsageError: a set is gone, or has changed since.
    """
    articles: dict[tuple[str, str], GoldArticle] = {}
    seen: set[SetRef] = set()
    for model in models:
        # Loaded once a set: runs to compare mostly share theirs.
        if new := tuple(ref for ref in model.manifest.gold if ref not in seen):
            seen.update(new)
            for gold in sets_of(model.manifest.model_copy(update={"gold": new})):
                articles |= {(gold.card.name, article.article.id): article for article in gold.articles}
    return tuple(articles.values())


def rates_of(models: Sequence[ModelRun]) -> MeasuredRates | None:
    """How often the scorer of all these models errs; None if they have several, or it was never measured."""
    scorers = {model.manifest.scorer for model in models}
    trust = stored_trust(scorers.pop()) if len(scorers) == 1 else None
    return trust.error_rates if trust else None


def warnings(models: Sequence[ModelRun]) -> Iterator[str]:
    """One sentence for each thing, other than the model, in which the runs differ."""
    base = models[0].manifest
    manifests = [model.manifest for model in models]
    names = [{ref.name for ref in manifest.gold} for manifest in manifests]
    # Other sets are a warning: what they share can be compared. Other facts under one name are refused above.
    if any(of_run != names[0] for of_run in names):
        shared = ", ".join(sorted(set.intersection(*names))) or "none"
        yield f"The runs are not on the same gold sets: all of them have {shared}. Only what they share is compared."
    # Of other sets it is said above; here are runs of which one took the first articles alone.
    if any(_articles(manifest) != _articles(base) for manifest in manifests):
        yield f"The runs are not on the same articles: {_each(models, _articles)}. Only what they share is compared."
    if any(manifest.scorer != base.scorer for manifest in manifests):
        yield (
            f"The verdicts are those of different scorers: {_each(models, lambda m: m.scorer)}. A difference may "
            "be one between the scorers, and no rank counts models of another one."
        )
    if any(manifest.prompt != base.prompt for manifest in manifests):
        prompts = _each(models, lambda m: f"{m.prompt.name}+{m.prompt.hash[:4]}" if m.prompt else "no prompt")
        yield f"The prompts differ: {prompts}. A difference may be one between the prompts."
    if any(manifest.samples != base.samples for manifest in manifests):
        yield f"The numbers of samples differ: {_each(models, lambda m: str(m.samples))}."
    if any(_temperature(manifest) != _temperature(base) for manifest in manifests):
        yield f"The temperatures differ: {_each(models, _temperature)}."
    if any(manifest.allegedly != base.allegedly for manifest in manifests):
        yield f"The runs were scored with different versions: {_each(models, lambda m: m.allegedly)}."
    for run, passed_over in dict.fromkeys((model.entrant.run, model.passed_over) for model in models):
        if passed_over:
            yield f"{run}: no summary by {', '.join(passed_over)} could be scored, so there is no figure for it."
    for run in dict.fromkeys(model.entrant.run for model in models if not model.is_complete):
        yield f"{run} is incomplete: some of its summaries could not be had."


def _each(models: Sequence[ModelRun], value_of: Callable[[Manifest], str]) -> str:
    labels_of: dict[str, list[str]] = {}
    for model in models:
        labels_of.setdefault(value_of(model.manifest), []).append(model.entrant.label)
    return "; ".join(f"{what} ({', '.join(labels)})" for what, labels in labels_of.items())


def _articles(manifest: Manifest) -> str:
    return ", ".join(f"the first {ref.first} of {ref.name}" for ref in manifest.gold if ref.first) or "all"


def _temperature(manifest: Manifest) -> str:
    if "temperature" in manifest.adjustments:
        return "the server's own"
    return str(manifest.parameters.get("temperature", "not set"))


def _models_of(run: RunDir) -> Iterator[ModelRun]:
    yield from models_of(
        str(run.path), run.manifest(), run.summaries(), Scored(run.outcomes(), run.flags(), run.score())
    )


def models_of(run: str, manifest: Manifest, summaries: tuple[Summary, ...], scored: Scored) -> Iterator[ModelRun]:
    """The models of one run.

    Args:
        run: its folder, or whatever else tells it from others.
        manifest: of the run.
        summaries: all that came.
        scored: what the scorer says of them.

    Raises:
        UsageError: none of its summaries was scored.
    """
    outcomes, flags, score = scored
    models = sorted({summary.model for summary in summaries if summary.is_scored})
    # A model that refused everything has no figures; left out without a word it would look as if it had not been run.
    passed_over = tuple(sorted({summary.model for summary in summaries} - {*models}))
    if not models:
        raise UsageError(f"{run}: none of its summaries was scored, so there is nothing to compare")
    for model in models:
        of_model = tuple(summary for summary in summaries if summary.model == model)
        # A run of one model goes by the name that it was run under; the lines of a replayed file may name others.
        label = manifest.model if len(models) + len(passed_over) == 1 else model
        yield ModelRun(
            Entrant(
                label=label,
                model=label,
                run=run,
                signature=score.signature,
                asked=len(of_model),
                scored=sum(summary.is_scored for summary in of_model),
            ),
            manifest,
            of_model,
            outcomes,
            flags,
            score.collected.is_complete,
            passed_over,
        )


def _labelled(models: Sequence[ModelRun]) -> list[ModelRun]:
    """The same models with unique labels.

    Models that share a name are told apart by the name of their run's folder, and if that is the same too, by its path.
    """
    by_name = Counter(model_run.entrant.model for model_run in models)
    in_folder = Counter((model_run.entrant.model, Path(model_run.entrant.run).name) for model_run in models)
    labelled = []
    for model_run in models:
        name, run = model_run.entrant.model, model_run.entrant.run
        short = Path(run).name
        folder = run if in_folder[name, short] > 1 else short
        label = f"{name} ({folder})" if by_name[name] > 1 else name
        labelled.append(model_run._replace(entrant=model_run.entrant.model_copy(update={"label": label})))
    return labelled
