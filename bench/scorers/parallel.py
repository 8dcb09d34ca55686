"""Scoring on all cores, with a scorer that may be copied into further processes; in this process with any other.

Outcomes depend on the article and the summary alone, so they are the same in any order.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext

from bench.records import Summary
from bench.scorers.interface import ScoredSummary, Scorer, Task

_CHUNK = 50
"""Summaries of one article that are handed over together: about two seconds' work, so that Ctrl-C acts soon."""
_ARTICLE = 5
"""The work of reading an article and its facts, in summaries."""
_WORTH = 100
"""The least work, in summaries, for which a further process pays: it may take two seconds to load the parser."""
_MOST_PROCESSES = 8
"""At once: each holds the parser, about 200 MB."""


def score_all(
    scorer: Scorer, tasks: Iterable[Task], *, step: Callable[[], None]
) -> list[tuple[Summary, ScoredSummary]]:
    """Judge summaries of many articles, in as many processes as there are cores and work for.

    Args:
        scorer: is copied into each process if it is `is_copyable`; if not, this process scores everything.
        tasks: one for each article.
        step: called in this process once for each judged summary.

    Returns:
        Each summary with what the scorer says of it, in the order of the tasks.
    """
    chunks = [
        Task(task.gold, task.summaries[start : start + _CHUNK])
        for task in tasks
        for start in range(0, len(task.summaries), _CHUNK)
    ]
    helpers = _processes(chunks) - 1 if scorer.is_copyable and (_may_fork() or _may_spawn()) else 0
    if helpers > 0:
        by_chunk = _spread(scorer, chunks, helpers, step)
    else:
        by_chunk = [_score_here(scorer, chunk, step) for chunk in chunks]
    return [
        pair for task, scored in zip(chunks, by_chunk, strict=True) for pair in zip(task.summaries, scored, strict=True)
    ]


def _processes(chunks: Sequence[Task]) -> int:
    """How many processes pay for this work, this one included."""
    # In a container or under `taskset` a process may be given fewer cores than the machine has.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # Reading the article counts for each chunk, as each may go to another process.
    work = sum(len(task.summaries) + _ARTICLE for task in chunks)
    return max(1, min(cores, work // _WORTH, _MOST_PROCESSES))


def _spread(
    scorer: Scorer, chunks: Sequence[Task], count: int, step: Callable[[], None]
) -> list[tuple[ScoredSummary, ...]]:
    """Let further processes take chunks from the front, while this one takes from the back what they have not begun."""
    last = len(chunks) - 1
    # One chunk is scored before any fork, so that the other processes are copied with the parser loaded.
    done = {last: _score_here(scorer, chunks[last], step)}
    waiting = deque(range(last))
    # A fork shares the loaded parser; "spawn" starts Python anew, and loads it again.
    context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    helpers: list[Helper] = []

    def serve() -> None:
        """Take in what the others have scored, and give them more."""
        for helper in list(helpers):
            scored: tuple[ScoredSummary, ...] = ()
            try:
                if helper.at_work_on is not None and helper.line.poll():
                    scored = done[helper.at_work_on] = helper.line.recv()
                    helper.at_work_on = None
                if waiting and helper.at_work_on is None:
                    helper.take(waiting.popleft())
            except (EOFError, OSError):  # it was killed, as by a machine that is out of memory
                waiting.extend([] if helper.at_work_on is None else [helper.at_work_on])
                helpers.remove(helper)
                helper.end()
            for _ in scored:
                step()

    def step_and_serve() -> None:
        step()
        serve()

    try:
        helpers.extend(Helper(context, scorer, chunks) for _ in range(count))
        while waiting or any(helper.at_work_on is not None for helper in helpers):
            serve()
            if waiting:
                index = waiting.pop()
                done[index] = _score_here(scorer, chunks[index], step_and_serve)
            # For nobody it would wait for ever.
            elif busy := [helper.line for helper in helpers if helper.at_work_on is not None]:
                wait(busy)
    finally:
        # After Ctrl-C and errors too, at once: nothing that they are at is needed any more.
        for helper in helpers:
            helper.end()
    return [done[index] for index in range(len(chunks))]


class Helper:
    """A further process, and the number of the chunk that it was told to score, if any."""

    def __init__(self, context: BaseContext, scorer: Scorer, chunks: Sequence[Task]) -> None:
        self.line, theirs = context.Pipe()
        # It has the chunks from the beginning and is told numbers only, which no full pipe can hold up.
        self._process = context.Process(target=_help, args=(theirs, scorer, chunks), daemon=True)  # type: ignore[attr-defined]
        # A Ctrl-C amid the copying would be raised in the copy too, which would go on as if it were the first process.
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self.at_work_on: int | None = None

    def take(self, index: int) -> None:
        """Tell it to score a chunk."""
        self.at_work_on = index
        self.line.send(index)

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self.line.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait until the block has ended, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _may_fork() -> bool:
    """Whether this process can be copied as it is: on Linux, and with no other thread whose locks would be copied."""
    return sys.platform == "linux" and threading.active_count() == 1


def _may_spawn() -> bool:
    """Whether Python may be started anew: that runs the main module again, which is safe with the command's own.

    A user's script may have no `if __name__ == "__main__"`, and each process would begin all of it once more.
    """
    return "bench.cli" in sys.modules


def _score_here(scorer: Scorer, task: Task, step: Callable[[], None]) -> tuple[ScoredSummary, ...]:
    """Score a chunk in this process."""
    scored = []
    for scored_summary in scorer.score(task.gold, task.summaries):
        scored.append(scored_summary)
        step()
    return tuple(scored)


def _help(line: Connection, scorer: Scorer, chunks: Sequence[Task]) -> None:
    """Score chunks in a further process, as their numbers come."""
    # Ctrl-C reaches every process of the terminal; the first one hears it, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # As in the command line: readings are many small objects, which are rarely garbage.
    gc.set_threshold(200_000, 50, 50)
    # Whatever goes wrong here goes wrong again in the first process, which then has the chunk to score and can say it.
    with suppress(Exception):
        while True:
            chunk = chunks[line.recv()]
            line.send(tuple(scorer.score(chunk.gold, chunk.summaries)))


def _end_with_parent() -> None:
    """End this process as soon as the first one has ended, however it did."""
    if parent := multiprocessing.parent_process():
        parent.join()
    # Not by an exception, which would only end this thread; and there is nothing here that is worth keeping.
    os._exit(1)
