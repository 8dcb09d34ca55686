"""The progress of a collection: rate, failures, tokens, cost and the time that is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.terminal.output import LINES_IN_A_PIPE, console, one_line
from reports.notation import money

if TYPE_CHECKING:
    from bench.pipeline import Prices
    from runners.asking import BatchesUnderWay, Progress

QUIET = 30.0
"""Seconds after which a pipe gets a line of progress, even if hardly anything has arrived."""
BATCH_QUIET = 600.0
"""Seconds after which a pipe gets a line of a batch that is under way."""


@contextmanager
def collection(prices: Prices | None, what: str = "summarising") -> Iterator[Callable[[Progress], None]]:
    """Show a collection's progress on stderr: a bar on a terminal, a few plain lines in a pipe.

    Args:
        prices: of tokens; if None, only what the server says it charged is shown as cost.
        what: is being done.

    Yields:
        What to call with each progress.
    """
    began = time.monotonic()
    # A bar redraws its line, which in a log would be a line for each summary.
    if not sys.stderr.isatty():
        yield _lines(began, prices, what)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(progress: Progress) -> None:
            about = ", ".join(figures(progress, time.monotonic() - began, prices))
            if progress.is_ending:
                about = f"{ending(progress)}"
            elif progress.batches:
                about = batches(progress.batches)
            there = progress.batches.answered if progress.batches else 0
            bar.update(task, total=progress.total, completed=progress.done + there, description=about)

        yield show


def _lines(began: float, prices: Prices | None, what: str) -> Callable[[Progress], None]:
    state = {"tenths": 0, "ending": False}
    last = began
    last_batches = ""

    def show(progress: Progress) -> None:
        nonlocal last, last_batches
        now = time.monotonic()
        # Once only, and not where the last summary ended the run anyhow.
        if progress.is_ending and not state["ending"] and progress.done < progress.total:
            state["ending"] = True
            typer.echo(ending(progress), err=True)
        if progress.batches and not progress.is_ending:
            ids = ", ".join(progress.batches.ids)
            # Of each batch when it has begun, and of how far it is now and then.
            if ids != last_batches or now - last > BATCH_QUIET:
                last_batches, last = ids, now
                typer.echo(one_line(f"{what}: {batches(progress.batches)} ({ids})"), err=True)
        tenths = progress.done * LINES_IN_A_PIPE // max(progress.total, 1)
        # A log gets ten lines, and one now and then while a slow model is still thinking, so that nobody takes it for
        # dead.
        if progress.done and (tenths > state["tenths"] or now - last > QUIET):
            state["tenths"], last = tenths, now
            about = ", ".join(figures(progress, now - began, prices))
            typer.echo(f"{what}: {progress.done} of {progress.total}{', ' if about else ''}{about}", err=True)

    return show


def ending(progress: Progress) -> str:
    """What to say once no more requests are sent."""
    if progress.batches:
        return "the batches go on at the server; the same command, with --out, picks them up"
    return f"no more are asked for; waiting a few seconds for the {progress.running} under way"


def batches(under_way: BatchesUnderWay) -> str:
    """How batches stand, and that nobody has to wait for them."""
    return (
        f"{counted(len(under_way.ids), 'batch', 'batches')} at the server, {under_way.status.replace('_', ' ')}: "
        f"{under_way.answered:,} of {under_way.requests:,} done; Ctrl-C leaves them there, and the same command, with "
        "--out, picks them up"
    )


def figures(progress: Progress, seconds: float, prices: Prices | None) -> list[str]:
    """A progress in words, without the counts; figures that are not known are left out."""
    parts = []
    # In the first second a rate says nothing: the first answers may all have come at once.
    if progress.done and seconds >= 1:
        rate = progress.done / seconds
        # A slow model has "2.4/min" rather than "0.0/s".
        parts.append(f"{rate:.1f}/s" if rate >= 0.1 else f"{60 * rate:.1f}/min")
    if progress.failed:
        parts.append(f"{progress.failed} failed")
    if tokens := progress.prompt_tokens + progress.completion_tokens:
        cached = f" ({progress.cached_tokens:,} cached)" if progress.cached_tokens else ""
        parts.append(f"{tokens:,} tokens{cached}")
    if (cost := cost_of(progress, prices)) is not None:
        parts.append(f"cost {money(cost)}")
    if progress.done and seconds >= 1 and progress.done < progress.total and not progress.is_ending:
        parts.append(f"{duration(seconds / progress.done * (progress.total - progress.done))} left")
    return parts


def cost_of(progress: Progress, prices: Prices | None) -> float | None:
    """The cost so far: what the server said, or else by the user's prices; None where neither is known."""
    # The server knows of discounts and cached tokens; the user's prices do not.
    if progress.cost is not None:
        return progress.cost
    return prices.of(progress.prompt_tokens, progress.completion_tokens) if prices else None


def duration(seconds: float) -> str:
    """A time in its two largest units."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
