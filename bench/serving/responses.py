"""What the servers of all local pages have in common: serving files, reading bodies, reporting failures."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bench.errors import AllegedlyError, UsageError, WriteError
from bench.goldset.linting.schema_mistakes import mistakes

LARGEST = 1_000_000
"""Bytes of a request's body: a change holds one fact, one summary or one judgement."""
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """The files of a page: those that all pages share, and those in the `assets` folder of its own package."""

    def __init__(self, package: str) -> None:
        # Read once and looked up by name: a request can never name a path.
        self._files = {
            file.name: file.read_bytes()
            # The page's own folder last, so that its file goes before a shared one of the same name.
            for folder in ("bench.serving", package)
            for file in (resources.files(folder) / "assets").iterdir()
            if Path(file.name).suffix in TYPES
        }

    async def page(self, _: Request) -> Response:
        """The page itself."""
        return Response(self._files["page.html"], media_type=TYPES[".html"])

    async def file(self, request: Request) -> Response:
        """One of its files, by the path's `name`."""
        name = request.path_params["name"]
        if name not in self._files:
            raise HTTPException(404, "no such file")
        return Response(self._files[name], media_type=TYPES[Path(name).suffix])


async def body(request: Request) -> bytes:
    """The JSON that a request brings, not parsed yet.

    Raises:
        HTTPException: it is something else, or too large.
    """
    # A form of another page cannot send this type without being asked for leave first.
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "send JSON")
    data = bytearray()
    # Counted as it comes: the length that a request states may be wrong or missing.
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise HTTPException(413, f"larger than {LARGEST:,} bytes")
    return bytes(data)


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, error.status_code, headers=dict(error.headers or {}))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, ValidationError)
    mistake = next(mistakes(error))
    return JSONResponse({"error": f"{mistake.field or 'the request'}: {mistake.message}"}, 400)


async def _wrong(_: Request, error: Exception) -> Response:
    # A UsageError names what is not there; any other failure may pass.
    return JSONResponse({"error": str(error)}, 404 if isinstance(error, UsageError) else 503)


async def _unwritten(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 503)


Handlers = dict[Any, Callable[[Request, Exception], Any]]
HANDLERS: Handlers = {
    HTTPException: _http,
    ValidationError: _invalid,
    AllegedlyError: _wrong,
    WriteError: _unwritten,
}
"""How each kind of failure is answered: as JSON with an `error`."""
