"""`bench gold edit`: annotate a gold set in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.terminal.options import NoOpen, Port


def command(
    gold_set: Annotated[
        str, typer.Argument(metavar="SET", help="A set's folder, or a shipped set's name.", show_default=False)
    ],
    port: Port = None,
    no_open: NoOpen = False,
) -> None:
    """Annotate a gold set in the browser.

    Opens a page from this machine, for this machine alone: mark facts in the articles, confirm drafts, label
    summaries. Every change is checked as `bench gold lint` would and saved at once. The last line printed is
    the page's address; press ? there for its keys. Ctrl-C here ends it.

    \b
    Examples:
      bench gold edit path/to/my-set
      bench gold edit my-set --no-open --port 8000
    """
    from bench.goldset import find
    from bench.terminal.set_making import edit_set

    edit_set(find(gold_set), port=port, is_opened=not no_open)
