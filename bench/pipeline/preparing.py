"""From the options of a run to all that it needs: gold sets, scorer, runner, manifest and requests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import UsageError
from bench.goldset import GoldSet, load_all
from bench.pipeline.batch_file import check_none_under_way
from bench.pipeline.batching import check_batches
from bench.pipeline.beginning import begin, describe
from bench.pipeline.collecting import pending
from bench.pipeline.judges import Judge, judge_of
from bench.pipeline.model_options import ModelOptions, runner_of
from bench.records import Manifest, Record
from bench.rundir import RunDir, new_run_path
from bench.scorers import Scorer, get
from runners import prompts
from runners.chat.rate_limiter import Limits
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, requests_for

RUNS = Path("runs")
"""Where the folder of a run goes that was given no `--out`."""
DEFAULT_PROMPT = "default"


class RunOptions(Record):
    """What is summarised, how often, with which prompt, and what judges it."""

    gold: tuple[str | GoldSet, ...] = ()
    """Sets by name or folder, or loaded; none means all shipped sets."""
    samples: int = 1
    prompt: str | None = None
    """A file, the name of a shipped prompt, or a text that says where the article goes."""
    scorer: str = "rules"
    judge: ModelOptions | None = None
    """Which model judges, for a scorer that asks one."""
    judge_limits: Limits = Limits()
    ask_above: float | None = None
    """See `CascadeScorer`."""
    in_batches: bool = False
    """Whether requests go to servers in batches."""
    out: Path | None = None


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
    # Before the model is looked up: a mistyped set is reported without a key being asked for.
    sets = load_all(options.gold)
    judge = judge_of(options.judge, options.judge_limits, is_asked=is_asked) if options.judge else None
    scorer = get(options.scorer, judge=judge.name if judge else None, ask_above=options.ask_above)
    runner = runner_of(model, limits, is_asked=is_asked)
    if options.in_batches:
        check_batches(runner, judge)
    # Ignoring it would leave the user with a score of another prompt than the one named.
    if options.prompt is not None and not runner.uses_prompt:
        raise UsageError(f"{model.model} reads no prompt: leave out --prompt")
    prompt = prompts.load(options.prompt or DEFAULT_PROMPT) if runner.uses_prompt else None
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
    articles = [gold.article for gold_set in sets for gold in gold_set.articles]
    requests = requests_for(articles, samples=options.samples, prompt=prompt, parameters=runner.parameters)
    # Nothing is created yet: a dry run must leave no folder behind.
    folder = RunDir(options.out or new_run_path(RUNS, model.model))
    return PreparedRun(folder, sets, scorer, judge, runner, asked_for, requests, options.in_batches)
