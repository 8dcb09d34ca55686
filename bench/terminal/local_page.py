"""A local page: print its address, open the browser, and serve it until Ctrl-C, to this machine alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def serve_page(application: Callable[[str, str], ASGIApp], doing: str, *, port: int | None, is_opened: bool) -> None:
    """Serve a page; the last line printed is its address.

    Args:
        application: makes what answers, from a token and the only host that may be asked for.
        doing: what the page does to what: 'editing my-set'.
        port: where to listen; a free one if None.
        is_opened: whether the browser is opened on it.

    Raises:
        AllegedlyError: the port is taken.
    """
    import webbrowser
    from threading import Thread

    from bench.serving.loopback_server import LoopbackServer

    server = LoopbackServer(application, port)
    # On standard error, so that the address is the only line that a script reads.
    typer.echo(f"{doing}; Ctrl-C ends it", err=True)
    typer.echo(server.address)
    with _redirecting(server.address) as page:
        if is_opened:
            Thread(target=webbrowser.open, args=(page,), daemon=True).start()  # one in a terminal holds it
        server.serve()


@contextmanager
def _redirecting(address: str) -> Iterator[str]:
    """The URL of a file that leads to an address, and that nobody but this user can read.

    A browser's command line can be read by everybody on the machine, and the address holds the token.
    """
    from bench.storage import scratch_folder, write_new

    # The folder is made with access for its owner alone.
    with scratch_folder() as folder:
        page = folder / "open.html"
        write_new(page, f'<!doctype html><meta http-equiv="refresh" content="0; url={address}">\n'.encode())
        yield page.as_uri()
