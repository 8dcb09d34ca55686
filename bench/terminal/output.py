"""Output that suits a terminal and a pipe: progress, tables, paths."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bench.ending import check_interrupt
from bench.redaction import redacted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPE_WIDTH = 200
"""Columns of a table in a pipe: wide enough that nothing is cut."""
LINES_IN_A_PIPE = 10
"""How many lines of progress a pipe gets."""


def console(*, stderr: bool = False) -> Console:
    """Where to print: colours and the window's width on a terminal, neither in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(
        stderr=stderr,
        # Without a width, a table in a pipe is cut at 80 columns; markup is off, since a model's name may hold
        # brackets.
        width=None if stream.isatty() else PIPE_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )


def table(title: str, *columns: str) -> Table:
    """A table whose first column is text and whose others are figures."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for number, column in enumerate(columns):
        # In a narrow window a figure is broken before its interval: cut off, it would read as another one. A name that
        # is cut off can still be told.
        made.add_column(
            column,
            justify="right" if number else "left",
            no_wrap=number == 0,
            overflow="fold" if number else "ellipsis",
        )
    return made


def paragraph(text: str) -> None:
    """Print sentences: broken between words on a terminal, on one line in a pipe."""
    out = console()
    # `soft_wrap` leaves a line whole, so that a script finds the sentence on one line.
    out.print(text, soft_wrap=not out.is_terminal)


def one_line(text: str) -> str:
    """A text on one line, without secrets, and with control characters made visible so that no terminal obeys them."""
    # An escape sequence in a model's name becomes the visible "\x1b[31m" instead of red text.
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in " ".join(redacted(text).split()))


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show the progress of something on stderr: a bar on a terminal, a few plain lines in a pipe.

    Yields:
        What to call after each step.
    """
    if sys.stderr.isatty():
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=total)

            def advance() -> None:
                check_interrupt()
                bar.advance(task)

            yield advance
        return
    done = 0

    def step() -> None:
        nonlocal done
        check_interrupt()
        done += 1
        # Ten lines in all, however many steps there are.
        if done == total or done * LINES_IN_A_PIPE // total > (done - 1) * LINES_IN_A_PIPE // total:
            typer.echo(f"{what}: {done} of {total}", err=True)

    yield step
