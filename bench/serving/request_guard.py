"""Which requests a local server answers: only those of its own page, opened at the address that was printed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer, refusals too; an answer may have another value for one."""
READING = ("GET", "HEAD")


class Guard:
    """Passes on requests of the page itself and refuses all others.

    The token is the first part of every path: no cookie could be sent along by another page, or be read by another
    server on this machine, and no request comes without it. `Host` keeps out names that were made to point here,
    `Origin` other pages.
    """

    def __init__(self, app: ASGIApp, token: str, host: str) -> None:
        self._app = app
        self._token = token.encode()
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        # No page of ours opens a web socket.
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A page that somebody else may have made is answered with a policy of its own; see `foreign_pages.py`.
                own = list(message.get("headers", ()))
                named = {name.lower() for name, _ in own}
                added = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*own, *(header for header in added if header[0] not in named)]}
            await send(message)

        # "/TOKEN/api/set": the token is cut off, and the routes behind know nothing of it.
        head, _, path_after = scope["path"].lstrip("/").partition("/")
        if refusal := self._refusal(scope, head):
            await refusal(scope, receive, send_guarded)
            return
        # Without the slash at its end, the page's relative addresses would lead past the token.
        if scope["path"] == f"/{head}":
            await RedirectResponse(f"/{head}/")(scope, receive, send_guarded)
            return
        # `raw_path` would still hold the token.
        await self._app({**scope, "path": f"/{path_after}", "raw_path": None}, receive, send_guarded)

    def _refusal(self, scope: Scope, token: str) -> Response | None:
        # DNS rebinding: a name of another site that suddenly points to this machine.
        if _values(scope["headers"], b"host") != [self._host]:
            return PlainTextResponse(f"This server answers to http://{self._host} alone.\n", 403)
        origins = _values(scope["headers"], b"origin")
        is_reading = scope["method"] in READING
        # A page of another site may send forms here without asking, and then names itself as the origin; an address
        # that is typed in has none.
        if origins != [f"http://{self._host}"] and (origins or not is_reading):
            return PlainTextResponse("Another page may not ask this server.\n", 403)
        # In constant time, so that the token cannot be guessed character by character.
        if not secrets.compare_digest(token.encode("utf-8", "replace"), self._token):
            return PlainTextResponse("Open the whole address that the command printed: it holds a token.\n", 403)
        return None


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    # All values: two `Host` headers are an attack rather than a browser. Latin-1 decodes any bytes.
    return [value.decode("latin-1") for key, value in headers if key == name]
