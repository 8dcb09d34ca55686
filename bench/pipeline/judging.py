"""Asking a judge for the verdicts that a scorer needs, so that no answer is lost and none is paid for twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

from bench.chat import AskingStopped
from bench.errors import AllegedlyError
from bench.pipeline.batching import batching_model
from bench.pipeline.event_loop import wait_for
from bench.pipeline.interrupts import until_interrupted
from bench.pipeline.journal import Journal
from bench.pipeline.judges import Judge, LiveJudge, RecordedJudge
from bench.records import JudgedAnswer, Record
from bench.scorers.interface import AskingScorer, Task
from bench.scorers.judge.case import TRIES
from bench.scorers.judge.request import JudgeRequest
from runners.asking import Ending, Progress, ask_all
from runners.batches.asking import Form, ask_in_batches
from runners.batches.notes import BatchNotes


class Unanswered(Record):
    """What could not be had of a judge."""

    requests: int
    """Without an answer."""
    why: str | None
    """The commonest reason, in a line; None if they were never sent."""
    is_stopped: bool = False
    """Whether somebody stopped the asking."""


def ask_judge(
    scorer: AskingScorer,
    tasks: Sequence[Task],
    judge: Judge,
    keep: Callable[[Sequence[JudgedAnswer]], None],
    *,
    notes: BatchNotes | None = None,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Unanswered:
    """Ask for whatever a scorer still needs and wait for it, as `ask_judge_async` does.

    Raises:
        AllegedlyError: the judge cannot be asked at all, or the answers cannot be written.
        KeyboardInterrupt: it was interrupted.
    """

    async def ask() -> Unanswered | None:
        asking = ask_judge_async(
            scorer, tasks, judge, keep, notes=notes, max_failures=max_failures, on_progress=on_progress
        )
        return await (asking if isinstance(judge, RecordedJudge) else until_interrupted(asking, [judge.limiter]))

    unanswered = wait_for(ask)
    if unanswered is None or unanswered.is_stopped:
        raise KeyboardInterrupt
    return unanswered


async def ask_judge_async(
    scorer: AskingScorer,
    tasks: Sequence[Task],
    judge: Judge,
    keep: Callable[[Sequence[JudgedAnswer]], None],
    *,
    notes: BatchNotes | None = None,
    max_failures: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Unanswered:
    """Ask for whatever a scorer still needs; each answer is kept before it counts as had.

    Args:
        scorer: has the answers that are there already, and is given those that come.
        tasks: the summaries to be scored.
        judge: who is asked; it is closed at the end.
        keep: writes answers to disk; called on a thread of its own, one call at a time.
        notes: on batches, if requests are to be sent in batches; a judge whose server takes none is asked as always.
        max_failures: how many requests may fail before no more are sent; if None, all may.
        on_progress: called with the progress after each change.

    Raises:
        AllegedlyError: the judge cannot be asked at all, or the answers cannot be written.
    """
    # On a thread: a cascade reads every summary for it.
    requests = await asyncio.to_thread(scorer.pending, tasks)
    if isinstance(judge, RecordedJudge):
        _replay(scorer, requests, judge, keep)
        # With these answers some facts may turn out to have none that can be used.
        lacking = len(scorer.pending(tasks))
        return Unanswered(requests=lacking, why=f"no answer in {judge.path}" if lacking else None)
    failures: Counter[str] = Counter()
    ending: Ending = "done"
    try:
        # The second time only what could not be used of the first answers is asked for.
        for is_first in (True, *[False] * (TRIES - 1)):
            # A batch may be under way though all its answers are kept: whoever ended before that was noted.
            is_due = requests or (is_first and notes and notes.under_way())
            if is_due and ending == "done" and not failures:
                ending = await _ask_once(scorer, requests, judge, keep, notes, failures, max_failures, on_progress)
                requests = scorer.pending(tasks)
    finally:
        await judge.model.aclose()
    return Unanswered(
        requests=len(requests),
        why=next((why for why, _ in failures.most_common(1)), None),
        is_stopped=ending == "stopped",
    )


async def _ask_once(
    scorer: AskingScorer,
    requests: Sequence[JudgeRequest],
    judge: LiveJudge,
    keep: Callable[[Sequence[JudgedAnswer]], None],
    notes: BatchNotes | None,
    failures: Counter[str],
    max_failures: int | None,
    on_progress: Callable[[Progress], None] | None,
) -> Ending:
    """Send each of these requests once."""
    journal = Journal(keep)

    async def ask(request: JudgeRequest) -> JudgedAnswer:
        try:
            return await judge.ask(request)
        except (AllegedlyError, AskingStopped):
            raise  # every other request would meet it as well
        except Exception as error:  # noqa: BLE001 - a bug in somebody's model must not cost the other answers
            return judge.broken(request, error)

    async def had(answer: JudgedAnswer) -> None:
        if answer.is_answered:
            # On disk first: what a scorer goes by must not be lost.
            await journal.keep(answer)
            scorer.answers.add(answer)
        else:
            failures[answer.error or "no reason given"] += 1

    if notes and (model := batching_model(judge)):
        return await ask_in_batches(
            requests,
            Form(key=key_of_request, chat=judge.chat, answer=judge.answer),
            model,
            notes,
            had,
            max_failures=max_failures,
            on_progress=on_progress,
        )
    return await ask_all(requests, ask, judge.limiter, had, max_failures=max_failures, on_progress=on_progress)


def key_of_request(request: JudgeRequest) -> str:
    """What tells a request from all others: the same text may be sent again, about other facts."""
    return "\n".join([request.request, *request.asked, f"flags:{request.asks_flags}", f"repair:{request.is_repair}"])


def _replay(
    scorer: AskingScorer,
    requests: Sequence[JudgeRequest],
    judge: RecordedJudge,
    keep: Callable[[Sequence[JudgedAnswer]], None],
) -> None:
    """Take the answers to these requests from a recording; they may be about more facts than are asked about now."""
    answers = [answer for key in dict.fromkeys(r.request for r in requests) for answer in judge.answers.to(key)]
    if answers:
        keep(answers)
        scorer.answers.add(*answers)
