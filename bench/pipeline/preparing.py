"""From the options of a run to all that it needs: gold sets, scorer, runner, manifest and requests."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from bench.errors import EndpointError, UsageError
from bench.goldset import GoldSet, first_articles, load_all
from bench.pipeline.batch_file import check_none_under_way
from bench.pipeline.batching import check_batches
from bench.pipeline.beginning import begin, describe
from bench.pipeline.collecting import pending
from bench.pipeline.judges import Judge, judge_of
from bench.pipeline.model_options import ModelOptions, runner_of
from bench.records import Manifest, Record
from bench.rundir import RunDir, folder_name, new_run_path
from bench.scorers import Scorer, get
from runners import prompts
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.prompts import Prompt
from runners.registry import takes_options
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, requests_for

RUNS = Path("runs")
"""Where the folder of a run goes that was given no `--out`."""
DEFAULT_PROMPT = "default"


class RunOptions(Record):
    """What is summarised, how often, with which prompt, and what judges it."""

    gold: tuple[str | GoldSet, ...] = ()
    """Sets by name or folder, or loaded; none means all shipped sets."""
    limit: int | None = None
    """Articles in all, the first of each set in turn; None takes all."""
    samples: int = 1
    prompts: tuple[str, ...] = ()
    """Each a file, the name of a shipped prompt, or a text that says where the article goes."""
    scorer: str = "rules"
    judge: ModelOptions | None = None
    """Which model judges, for a scorer that asks one."""
    judge_limits: Limits = Limits()
    ask_above: float | None = None
    """See `CascadeScorer`."""
    in_batches: bool = False
    """Whether requests go to servers in batches."""
    out: Path | None = None
    given: dict[str, Any] = Field(default_factory=dict)
    """The options of the command line by their long names, for the manifest."""


class PreparedRun(NamedTuple):
    """A run that can begin; nothing has been sent or written yet."""

    folder: RunDir
    sets: tuple[GoldSet, ...]
    scorer: Scorer
    judge: Judge | None
    runner: PacedRunner
    asked_for: Manifest
    requests: Sequence[SummaryRequest]
    in_batches: bool

    def begin(self) -> list[SummaryRequest]:
        """Begin the run in its folder, or go on with the one there; returns the requests without an answer so far.

        Raises:
            UsageError: the folder holds a run that asks for something else, or whose requests are in batches.
        """
        if not self.in_batches:
            check_none_under_way(self.folder.path)
        begin(self.folder, self.asked_for)
        return pending(self.folder, self.requests)


class PreparedRuns(NamedTuple):
    """Runs that can begin, on the same sets and with the same scorer and judge."""

    runs: tuple[PreparedRun, ...]
    unreachable: tuple[EndpointError, ...]
    """Why further models cannot be asked, each by its name."""


def prepare(
    model: ModelOptions, options: RunOptions, limits: Limits | None = None, *, is_asked: bool = True
) -> PreparedRun:
    """Look up everything that the options of a run name.

    Args:
        model: who is asked.
        options: for what.
        limits: how many requests at once and per minute, and whether any is sent again; if None, what suits the model.
        is_asked: whether the model will be asked for anything; if not, a server's key may be missing.

    Raises:
        AllegedlyError: something that is named does not exist, or does not go with the rest.
    """
    return prepare_each([model], options, limits, is_asked=is_asked).runs[0]


def prepare_each(
    models: Sequence[ModelOptions], options: RunOptions, limits: Limits | None = None, *, is_asked: bool = True
) -> PreparedRuns:
    """Look up everything that the options of several runs name: one for each model and prompt.

    A model that reads no prompt has one run. Models of one server share its pace.

    Args:
        models: who is asked; one of several that takes no options is given none.
        options: for what. Of several runs, `out` is the folder that theirs lie in.
        limits: how many requests at once and per minute at each server, and whether any is sent again; if None, what
            suits it.
        is_asked: whether the models will be asked for anything; if not, a server's key may be missing.

    Raises:
        AllegedlyError: something that is named does not exist, or does not go with the rest; or no model can be asked.
    """
    _refuse_twice("--model", [model.model for model in models])
    # Before a model is looked up: a mistyped set is reported without a key being asked for.
    sets = load_all(options.gold)
    if options.limit is not None:
        sets = first_articles(sets, options.limit)
    judge = judge_of(options.judge, options.judge_limits, is_asked=is_asked) if options.judge else None
    scorer = get(options.scorer, judge=judge.name if judge else None, ask_above=options.ask_above)
    chosen: list[tuple[ModelOptions, PacedRunner, Prompt | None]] = []
    unreachable: list[EndpointError] = []
    pace_of: dict[str, RateLimiter] = {}
    for model in _with_what_they_take(models):
        for prompt in options.prompts or (DEFAULT_PROMPT,):
            try:
                runner = runner_of(model, limits, is_asked=is_asked)
            except EndpointError as error:
                # "no key: set OPENAI_API_KEY to your key" has to say for which of several.
                unreachable.append(error if len(models) == 1 else EndpointError(f"{model.model}: {error}"))
                break
            if options.in_batches:
                check_batches(runner, judge)
            # A model that is on no server is one by itself.
            server = runner.endpoint.base_url or model.model
            runner.limiter.share_pace_of(pace_of.setdefault(server, runner.limiter))
            if not runner.uses_prompt:
                chosen.append((model, runner, None))
                break
            chosen.append((model, runner, prompts.load(prompt)))
    if not chosen:
        raise unreachable[0]
    # Ignoring it would leave the user with a score of another prompt than the one named.
    if options.prompts and not any(runner.uses_prompt for _, runner, _ in chosen):
        raise UsageError(f"{models[0].model} reads no prompt: leave out --prompt")
    is_one = len(models) == 1 and len(options.prompts) < 2
    folders = (
        [RunDir(options.out or new_run_path(RUNS, models[0].model))]
        if is_one
        else _folders(options, [(model, prompt) for model, _, prompt in chosen])
    )
    runs = [
        _prepared(model, runner, prompt, folder, options, sets, scorer, judge)
        for (model, runner, prompt), folder in zip(chosen, folders, strict=True)
    ]
    return PreparedRuns(tuple(runs), tuple(unreachable))


def _prepared(
    model: ModelOptions,
    runner: PacedRunner,
    prompt: Prompt | None,
    folder: RunDir,
    options: RunOptions,
    sets: tuple[GoldSet, ...],
    scorer: Scorer,
    judge: Judge | None,
) -> PreparedRun:
    asked_for = describe(
        model=model.model,
        endpoint=runner.endpoint,
        sets=sets,
        scorer=scorer,
        # The runner's, with its defaults, rather than the user's alone: the manifest says what is sent.
        parameters=runner.parameters,
        samples=options.samples,
        seed=model.seed or 0,
        prompt=prompt.ref if prompt else None,
    )
    if options.given:
        asked_for = asked_for.model_copy(update={"options": _to_repeat(options.given, asked_for, prompt)})
    articles = [gold.article for gold_set in sets for gold in gold_set.articles]
    requests = requests_for(articles, samples=options.samples, prompt=prompt, parameters=runner.parameters)
    # Nothing is created yet: a dry run must leave no folder behind.
    return PreparedRun(folder, sets, scorer, judge, runner, asked_for, requests, options.in_batches)


def _to_repeat(given: Mapping[str, Any], asked_for: Manifest, prompt: Prompt | None) -> dict[str, Any]:
    """The options that ask for this run alone, wherever they are given."""
    own: dict[str, Any] = {"model": [asked_for.model], "gold": [ref.path or ref.name for ref in asked_for.gold]}
    if prompt and "prompt" in given:
        own["prompt"] = [str(prompt.file or (prompt.name if prompt.name in prompts.shipped() else prompt.text))]
    return {name: value for name, value in given.items() if name != "prompt"} | own


def _with_what_they_take(models: Sequence[ModelOptions]) -> list[ModelOptions]:
    """Models with the options that they take: `lead-3` beside a model that is asked at temperature 0 takes none."""
    if not any(takes_options(model.model) for model in models):
        return list(models)
    return [model if takes_options(model.model) else ModelOptions(model=model.model) for model in models]


def _folders(options: RunOptions, runs: Sequence[tuple[ModelOptions, Prompt | None]]) -> list[RunDir]:
    """The folder of each of several runs, named by model and prompt so that the same command finds it again.

    Raises:
        UsageError: two prompts have one name, or the folder that they lie in is a run's own.
    """
    parent = options.out or new_run_path(RUNS, f"{len(runs)}-runs")
    if RunDir(parent).has_manifest:
        raise UsageError(f"{parent} holds a run: several go into a folder of their own, so give another --out")
    _refuse_twice("--prompt", [f"{prompt.name} of {model.model}" for model, prompt in runs if prompt])
    names = [
        "-".join([folder_name(model.model), *([folder_name(prompt.name)] if prompt else [])]) for model, prompt in runs
    ]
    # "a:b" and "a/b" make the same name.
    marks = [f"-{hashlib.sha256(model.model.encode()).hexdigest()[:4]}" for model, _ in runs]
    return [
        RunDir(parent / (name if names.count(name) == 1 else name + mark), parent)
        for name, mark in zip(names, marks, strict=True)
    ]


def _refuse_twice(option: str, names: Sequence[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise UsageError(f"{option} {name}: given twice; each has to make a run of its own name")
