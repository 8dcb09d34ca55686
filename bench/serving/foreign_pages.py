"""Answering with a page that somebody else may have made, such as the scorecard in a folder that was sent."""

from __future__ import annotations

from starlette.responses import Response

SANDBOX = {
    # Without `allow-same-origin` its scripts belong to no origin: they read nothing of the other pages, and load and
    # send nothing. What it needs, its own scripts and styles, is written into it.
    "Content-Security-Policy": "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    # A sandboxed page that asks to be kept apart is refused by browsers.
    "Cross-Origin-Opener-Policy": "unsafe-none",
}


def sandboxed(html: bytes | str) -> Response:
    """The page, shut off from everything else that the server has."""
    return Response(html, media_type="text/html", headers=SANDBOX)
