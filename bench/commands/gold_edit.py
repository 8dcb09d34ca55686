"""`bench gold edit`: annotate a gold set in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.terminal.local_page import serve_page
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
    import os
    from functools import partial

    from bench.drafting.from_selection import Selections
    from bench.editing.server import application
    from bench.errors import InputError
    from bench.goldset import find
    from bench.goldset.loading import read_card

    folder = find(gold_set)
    try:
        read_card(folder / "set.toml")
    except InputError as error:
        # Any other mistake in set.toml the page shows, beside what can be annotated all the same.
        if error.field == "language":
            raise
    # Said at once: an annotator should not learn at the first save that a set in site-packages cannot be written.
    if not os.access(folder, os.W_OK):
        raise InputError("cannot be written: copy the set to a folder of your own and edit that", file=folder)
    serve_page(partial(application, folder, Selections()), f"editing {folder}", port=port, is_opened=not no_open)
