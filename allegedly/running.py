"""Running a model: collecting summaries, scoring them, and keeping all of it in a folder or in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from allegedly.models import Model, model_of
from allegedly.results import Result
from allegedly.scoring import Gold, gold_of
from bench.errors import UsageError
from bench.goldset import GoldSet, load
from bench.goldset.in_memory import save_gold
from bench.pipeline import collect_into, report, score_run
from bench.pipeline.collecting import collect_async
from bench.pipeline.judging import ask_judge, ask_judge_async
from bench.pipeline.preparing import PreparedRun, RunOptions, prepare
from bench.pipeline.scoring import tasks_of
from bench.records import JudgedAnswer
from bench.rundir import RunDir
from bench.scorers.interface import AskingScorer, Task
from bench.storage import scratch_folder
from runners.asking import Progress
from runners.summary_request import SummaryRequest


def run(
    model: str | Model,
    gold: Gold | None = None,
    *,
    samples: int = 1,
    prompt: str | None = None,
    out: str | Path | None = None,
    scorer: str = "rules",
    judge: str | Model | None = None,
    ask_above: float | None = None,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Ask a model for summaries of gold articles and score them, as `bench run` does.

    It may be called wherever Python runs, in a notebook too. What may pass (a limit, a broken connection, a server's
    failure) is tried several times; what could not be had is counted, and `Result.is_complete` says so.

    Args:
        model: `PROVIDER:NAME`, a built-in one such as `lead-3`, or a `Model`.
        gold: one set or several, loaded, by name or by folder; all shipped sets if left out.
        samples: summaries of each article.
        prompt: a shipped prompt's name, a file, or a text with `{{article}}` in it.
        out: the run's folder. Each summary is in it before it counts, the same call goes on after a failure, and a set
            that was made in memory is written into it too. Without it all is in memory.
        scorer: `rules`, `judge`, `cascade`, or one that another package brings.
        judge: the language model that judges, for the scorers that ask one.
        ask_above: of a cascade: ask about verdicts that the rules doubt more than this.
        max_failures: ask no more once more requests have failed; if None, all may.
        on_progress: called with how far it is, after each change.

    Returns:
        The summaries, their outcomes and the figures; with `out` all of it is in the folder too, with the scorecard.

    Raises:
        UsageError: something that is named does not exist or does not fit, or the folder holds another run.
        EndpointError: the model or the judge cannot be asked at all.
        KeyboardInterrupt: it was interrupted; what was collected into a folder is kept.

    Examples:
        ```python
        import allegedly

        result = allegedly.run("lead-3", "venezuela")
        print(result.score.overall.coverage.value)
        ```
    """
    is_kept = out is not None
    options = _options(gold, samples, prompt, scorer, judge, ask_above)
    with (
        _folder(out) as folder,
        _begun(_prepared(model_of(model), options, folder, is_kept=is_kept), is_kept=is_kept) as begun,
    ):
        if begun.unanswered:
            collect_into(
                begun.folder,
                begun.prepared.runner,
                begun.unanswered,
                max_failures=max_failures,
                on_progress=on_progress,
            )
        missing = 0
        if begun.prepared.judge:
            missing = ask_judge(begun.asking(), begun.tasks(), begun.prepared.judge, begun.keep).requests
        return begun.scored(missing)


async def run_async(
    model: str | Model,
    gold: Gold | None = None,
    *,
    samples: int = 1,
    prompt: str | None = None,
    out: str | Path | None = None,
    scorer: str = "rules",
    judge: str | Model | None = None,
    ask_above: float | None = None,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Run a model as `run` does, without holding up the event loop; cancelling it ends the requests under way."""
    is_kept = out is not None
    options = await asyncio.to_thread(_options, gold, samples, prompt, scorer, judge, ask_above)
    with _folder(out) as folder:
        prepared = await asyncio.to_thread(_prepared, model_of(model), options, folder, is_kept=is_kept)
        return await _run_prepared(prepared, is_kept=is_kept, max_failures=max_failures, on_progress=on_progress)


async def _run_prepared(
    prepared: PreparedRun,
    *,
    is_kept: bool,
    max_failures: int | None,
    on_progress: Callable[[Progress], None] | None,
) -> Result:
    with _begun(prepared, is_kept=is_kept) as begun:
        if begun.unanswered:
            await collect_async(
                begun.folder,
                begun.prepared.runner,
                begun.unanswered,
                max_failures=max_failures,
                on_progress=on_progress,
            )
        missing = 0
        if begun.prepared.judge:
            asking = begun.asking()
            missing = (await ask_judge_async(asking, begun.tasks(), begun.prepared.judge, begun.keep)).requests
        return await asyncio.to_thread(begun.scored, missing)


class _Begun(NamedTuple):
    """A run that has begun in a folder."""

    prepared: PreparedRun
    unanswered: list[SummaryRequest]
    is_kept: bool
    """Whether the folder stays."""

    @property
    def folder(self) -> RunDir:
        return self.prepared.folder

    def asking(self) -> AskingScorer:
        """The scorer, with the answers of its judge that are there."""
        scorer = self.prepared.scorer
        assert isinstance(scorer, AskingScorer)
        scorer.answers.add(*self.folder.answers())
        return scorer

    def tasks(self) -> list[Task]:
        return tasks_of(self.folder.summaries(), self.prepared.sets)

    def keep(self, answers: Sequence[JudgedAnswer]) -> None:
        self.folder.append_answers(*answers)

    def scored(self, missing: int) -> Result:
        prepared, folder = self.prepared, self.folder
        score = score_run(
            folder,
            prepared.sets,
            prepared.scorer,
            expected=len(prepared.requests),
            step=lambda: None,
            judge=prepared.judge,
            unanswered=missing,
        )
        if self.is_kept:
            report(folder, prepared.sets)
        return Result(
            manifest=folder.manifest(),
            gold=prepared.sets,
            summaries=folder.summaries(),
            outcomes=folder.outcomes(),
            flags=folder.flags(),
            score=score,
            folder=folder.path if self.is_kept else None,
        )


def _options(
    gold: Gold | None,
    samples: int,
    prompt: str | None,
    scorer: str,
    judge: str | Model | None,
    ask_above: float | None,
) -> RunOptions:
    named = model_of(judge) if judge is not None else None
    return RunOptions(
        gold=() if gold is None else gold_of(gold),
        samples=samples,
        prompt=prompt,
        scorer=scorer,
        judge=named.options() if named else None,
        ask_above=ask_above,
        **({"judge_limits": named.limits()} if named else {}),
    )


def _prepared(model: Model, options: RunOptions, folder: Path, *, is_kept: bool) -> PreparedRun:
    if is_kept:
        kept = tuple(_kept(gold, folder) if isinstance(gold, GoldSet) else gold for gold in options.gold)
        options = options.model_copy(update={"gold": kept})
    return prepare(model.options(), options.model_copy(update={"out": folder}), model.limits())


@contextmanager
def _folder(out: str | Path | None) -> Iterator[Path]:
    """Where a run goes. One in memory has a folder too, so that there is one way of running; it is gone at the end."""
    if out is not None:
        yield Path(out)
        return
    with scratch_folder() as folder:
        yield folder


@contextmanager
def _begun(prepared: PreparedRun, *, is_kept: bool) -> Iterator[_Begun]:
    """Begin a run in its folder, and keep other processes out of it."""
    with prepared.folder.locked():
        yield _Begun(prepared, prepared.begin(), is_kept)


def _kept(gold: GoldSet, folder: Path) -> GoldSet:
    """A set that lies somewhere: one that was made in memory goes into the run's folder.

    Raises:
        UsageError: another set of that name lies there.
    """
    if gold.is_shipped or gold.folder is not None:
        return gold
    path = folder / "gold" / gold.card.name
    if not path.is_dir():
        return save_gold(gold, path)
    before = load(str(path))
    if before.hash != gold.hash:
        raise UsageError(f"{path}: a set with other articles or facts lies there: give the run another folder")
    return before
