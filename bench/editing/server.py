"""The local server behind the page: its files, the set's articles, and the changes that are sent to them."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bench.editing.overview import overview
from bench.editing.security import Guard
from bench.editing.state import Change, Changed, Refused
from bench.editing.store import Store, Which
from bench.editing.words import words
from bench.errors import AllegedlyError, UsageError
from bench.goldset.mistakes import mistakes

LOOPBACK = "127.0.0.1"
LARGEST = 1_000_000
"""Bytes of a request's body: a change holds one fact or one summary."""
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(folder: Path, token: str, host: str) -> ASGIApp:
    """The server's application for the set in a folder.

    Args:
        folder: The set's folder.
        token: What every path begins with.
        host: The only `Host` that it answers to, with the port.
    """
    store = Store(folder)
    assets = _assets()

    async def page(_: Request) -> Response:
        return Response(assets["page.html"], media_type="text/html")

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in assets:
            raise HTTPException(404, "no such file")
        return Response(assets[name], media_type=TYPES[Path(name).suffix])

    async def the_set(_: Request) -> Response:
        return JSONResponse({"set": overview(folder).model_dump(), "words": _plain(words())})

    async def article(request: Request) -> Response:
        return JSONResponse(store.article(request.path_params["id"]).model_dump())

    async def hashes(request: Request) -> Response:
        return JSONResponse(store.hashes(request.path_params["id"]))

    async def change(request: Request) -> Response:
        which: Which = request.path_params["which"]
        if which not in get_args(Which):
            raise HTTPException(404, "no such file")
        wanted = Change.model_validate_json(await _body(request))
        return JSONResponse(store.change(request.path_params["id"], which, wanted).model_dump())

    routes = [
        Route("/", page),
        Route("/assets/{name}", asset),
        Route("/api/set", the_set),
        Route("/api/articles/{id}", article),
        Route("/api/articles/{id}/hashes", hashes),
        Route("/api/articles/{id}/{which}", change, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=HANDLERS), token, host)


class LocalServer:
    """Listens as soon as it is made, and answers once it is served."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        """Listen on a port of this machine, or on a free one.

        Raises:
            UsageError: the port cannot be had.
        """
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, port or 0))
        except OSError as error:
            self._socket.close()
            raise UsageError(f"port {port} cannot be had ({error.strerror}): name another --port, or none") from None
        self._socket.listen()
        host, token = f"{LOOPBACK}:{self._socket.getsockname()[1]}", secrets.token_urlsafe(24)
        self.address = f"http://{host}/{token}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                application(folder, token, host),
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=2,
            )
        )

    def serve(self) -> None:
        """Answer until it is interrupted or stopped."""
        try:
            self._server.run(sockets=[self._socket])
        except KeyboardInterrupt:  # how one stops it
            pass
        finally:
            self._socket.close()

    def stop(self) -> None:
        """End `serve`, which another thread is in."""
        self._server.should_exit = True


def _assets() -> dict[str, bytes]:
    folder = resources.files("bench.editing") / "assets"
    return {file.name: file.read_bytes() for file in folder.iterdir() if Path(file.name).suffix in TYPES}


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "send JSON")
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise HTTPException(413, f"larger than {LARGEST:,} bytes")
    return bytes(data)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [one.model_dump() for one in value]


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code, headers=dict(error.headers or {}))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, ValidationError)
    first = next(mistakes(error))
    return JSONResponse({"error": f"{first.field or 'the request'}: {first.message}"}, 400)


async def _changed(_: Request, error: Exception) -> Response:
    assert isinstance(error, Changed)
    differences = None if error.differences is None else [one.model_dump() for one in error.differences]
    body = {"error": str(error), "file": error.file, "differences": differences}
    return JSONResponse(body | {"article": error.article.model_dump()}, 409)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    found = [one.model_dump() for one in error.mistakes]
    return JSONResponse({"error": str(error), "mistakes": found}, 422)


async def _wrong(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 404 if isinstance(error, UsageError) else 503)


async def _unwritten(_: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    return JSONResponse({"error": f"not saved: {error.strerror or 'the file cannot be written'}"}, 503)


HANDLERS: dict[Any, Callable[[Request, Exception], Any]] = {
    HTTPException: _http,
    ValidationError: _invalid,
    Changed: _changed,
    Refused: _refused,
    AllegedlyError: _wrong,
    OSError: _unwritten,
}
