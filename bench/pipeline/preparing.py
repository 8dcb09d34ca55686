"""From the options of a run to all that it needs: gold sets, scorer, runner, manifest and requests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.errors import UsageError
from bench.goldset import GoldSet, load_all
from bench.pipeline.beginning import begin, describe
from bench.pipeline.collecting import pending
from bench.pipeline.judges import Judge, JudgeOptions, judge_of
from bench.records import Manifest, Record
from bench.rundir import RunDir, new_run_path
from bench.scorers import Scorer, get
from runners import prompts
from runners.chat.rate_limiter import Limits
from runners.registry import resolve
from runners.request_options import parse_body, parse_headers
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, requests_for

RUNS = Path("runs")
"""Where the folder of a run goes that was given no `--out`."""
DEFAULT_PROMPT = "default"


class ModelOptions(Record):
    """Which model is asked, and what goes into each request; None means that the user gave no value."""

    model: str
    """`PROVIDER:NAME` or a built-in."""
    base_url: str | None = None
    api_key_env: str | None = None
    header: tuple[str, ...] = ()
    """`NAME: VALUE`, as written on the command line."""
    body: tuple[str, ...] = ()
    """`KEY=JSON`, as written on the command line."""
    temperature: float | None = None
    max_tokens: int | None = None
    thinking_tokens: int | None = None
    seed: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What goes into the body of each request.

        Raises:
            UsageError: a field of `body` is none.
        """
        named = {
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "thinking_tokens": self.thinking_tokens,
            "seed": self.seed,
        }
        # An option of its own goes before the same field given with `--body`.
        return parse_body(self.body) | {name: value for name, value in named.items() if value is not None}


class RunOptions(Record):
    """What is summarised, how often, with which prompt, and what judges it."""

    gold: tuple[str, ...] = ()
    """Sets by name or folder; none means all shipped sets."""
    samples: int = 1
    prompt: str | None = None
    """A file or the name of a shipped prompt."""
    scorer: str = "rules"
    judge: JudgeOptions | None = None
    """Which model judges, for a scorer that asks one."""
    ask_above: float | None = None
    """See `CascadeScorer`."""
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

    def begin(self) -> list[SummaryRequest]:
        """Begin the run in its folder, or go on with the one there; returns the requests without an answer so far.

        Raises:
            UsageError: the folder holds a run that asks for something else.
        """
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
    sets = load_all(list(options.gold))
    judge = judge_of(options.judge, is_asked=is_asked) if options.judge else None
    scorer = get(options.scorer, judge=judge.name if judge else None, ask_above=options.ask_above)
    runner = resolve(
        model.model,
        base_url=model.base_url,
        api_key_env=model.api_key_env,
        headers=parse_headers(model.header),
        parameters=model.parameters(),
        limits=limits,
        is_asked=is_asked,
    )
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
    return PreparedRun(folder, sets, scorer, judge, runner, asked_for, requests)
