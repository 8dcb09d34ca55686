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
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

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
    scorer: Scorer, chunks: Sequence[Task], helpers: int, step: Callable[[], None]
) -> list[tuple[ScoredSummary, ...]]:
    """Let further processes take chunks from the front, while this one takes from the back what they have not begun."""
    last = len(chunks) - 1
    # One chunk is scored before any fork, so that the other processes are copied with the parser loaded.
    done = {last: _score_here(scorer, chunks[last], step)}
    # A fork shares the loaded parser; "spawn" starts Python anew, and loads it again.
    context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
    with ProcessPoolExecutor(helpers, mp_context=context, initializer=_begin, initargs=(scorer,)) as pool:
        # All are handed in at once, from the front; this process cancels what it takes for itself from the back.
        waiting = {index: pool.submit(_score, task) for index, task in enumerate(chunks[:last])}
        try:
            for index in reversed(range(last)):
                # A chunk that another process has begun cannot be cancelled, and is waited for.
                if index in waiting and waiting[index].cancel():
                    del waiting[index]
                    done[index] = _score_here(scorer, chunks[index], step)
                # Counted as they come, so that the progress that `step` shows does not stand still.
                for finished in [at for at, future in waiting.items() if future.done()]:
                    done[finished] = _result_of(waiting.pop(finished), scorer, chunks[finished], step)
            for index, future in waiting.items():
                done[index] = _result_of(future, scorer, chunks[index], step)
        # Ctrl-C and errors alike: leaving the block would otherwise wait for everything that was handed in.
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [done[index] for index in range(len(chunks))]


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


def _result_of(
    future: Future[tuple[ScoredSummary, ...]], scorer: Scorer, task: Task, step: Callable[[], None]
) -> tuple[ScoredSummary, ...]:
    """What another process made of a chunk; if that process was killed, the chunk is scored here."""
    try:
        scored = future.result()
    except BrokenProcessPool:
        return _score_here(scorer, task, step)
    for _ in scored:
        step()
    return scored


_scorer: Scorer
"""The scorer of a further process, set once when that process begins."""


def _begin(scorer: Scorer) -> None:
    """Make a further process ready."""
    global _scorer  # noqa: PLW0603 - a process's own
    _scorer = scorer
    # Ctrl-C reaches every process of the terminal; the first one hears it, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As in the command line: readings are many small objects, which are rarely garbage.
    gc.set_threshold(200_000, 50, 50)


def _score(task: Task) -> tuple[ScoredSummary, ...]:
    """Score a chunk in a further process."""
    return tuple(_scorer.score(task.gold, task.summaries))
