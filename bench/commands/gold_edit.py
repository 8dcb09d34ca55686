"""`bench gold edit`: annotate a gold set in the browser."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    gold_set: Annotated[
        str, typer.Argument(metavar="SET", help="A set's folder, or a shipped set's name.", show_default=False)
    ],
    port: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=65535, help="The port to listen on. Default: a free one."),
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Print the address only, and leave the browser alone.")
    ] = False,
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
    import webbrowser
    from functools import partial
    from threading import Thread

    from bench.editing.server import application
    from bench.errors import InputError
    from bench.goldset import find
    from bench.serving.local import LocalServer

    folder = find(gold_set)
    if not os.access(folder, os.W_OK):
        raise InputError("cannot be written: copy the set to a folder of your own and edit that", file=folder)
    server = LocalServer(partial(application, folder), port)
    typer.echo(f"editing {folder}; Ctrl-C ends it", err=True)
    typer.echo(server.address)
    if not no_open:
        Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()  # one in a terminal holds it
    server.serve()
