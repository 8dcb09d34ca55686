"""The local server behind the page: its files, the set's articles, and the changes that are sent to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bench.editing.form_choices import form_choices
from bench.editing.overview import overview
from bench.editing.page_records import Change, Changed, Passage, Refused
from bench.editing.store import SetStore, Which
from bench.records import Article, Kind, Span
from bench.serving import responses
from bench.serving.request_guard import Guard
from reports.kind_style import kind_style

Proposer = Callable[[Article, Kind, Span], dict[str, Any]]
"""What tells the fields of a fact of a kind from a passage of an article, given in code points."""


def application(folder: Path, propose: Proposer, token: str, host: str) -> ASGIApp:
    """The server's application for the set in a folder.

    Args:
        folder: The set's folder.
        propose: What fills in a fact from a selected passage.
        token: What every path begins with.
        host: The only `Host` that it answers to, with the port.
    """
    store = SetStore(folder)
    assets = responses.Assets("bench.editing")

    async def kinds_css(_: Request) -> Response:
        return Response(kind_style(), media_type="text/css")

    async def the_set(_: Request) -> Response:
        return JSONResponse({"set": overview(folder).model_dump(), "words": form_choices().model_dump()})

    async def article(request: Request) -> Response:
        return JSONResponse(store.article(request.path_params["id"]).model_dump())

    async def hashes(request: Request) -> Response:
        return JSONResponse(store.hashes(request.path_params["id"]))

    async def change(request: Request) -> Response:
        which: Which = request.path_params["which"]
        # The path's part is any text until here, whatever its annotation says.
        if which not in get_args(Which):
            raise HTTPException(404, "no such file")
        sent_change = Change.model_validate_json(await responses.body(request))
        return JSONResponse(store.change(request.path_params["id"], which, sent_change).model_dump())

    async def proposal(request: Request) -> Response:
        passage = Passage.model_validate_json(await responses.body(request))
        article = store.passage_of(request.path_params["id"], passage)
        # In a thread: reading an article takes a second, in which changes are still to be saved.
        fields = {} if article is None else await run_in_threadpool(propose, article, passage.kind, passage.span)
        return JSONResponse(fields)

    routes = [
        Route("/", assets.page),
        Route("/assets/kinds.css", kinds_css),  # goes before the route of files: it is not one of them
        Route("/assets/{name}", assets.file),
        Route("/api/set", the_set),
        Route("/api/articles/{id}", article),
        Route("/api/articles/{id}/hashes", hashes),
        Route("/api/articles/{id}/proposal", proposal, methods=["POST"]),
        Route("/api/articles/{id}/{which}", change, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=HANDLERS), token, host)


async def _changed(_: Request, error: Exception) -> Response:
    assert isinstance(error, Changed)
    differences = None if error.differences is None else [difference.model_dump() for difference in error.differences]
    body = {"error": str(error), "file": error.file, "differences": differences}
    # With the article as it is now, so that the page can show both without asking again.
    return JSONResponse(body | {"article": error.article.model_dump()}, 409)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    mistakes = [mistake.model_dump() for mistake in error.mistakes]
    return JSONResponse({"error": str(error), "mistakes": mistakes}, 422)


HANDLERS: responses.Handlers = {**responses.HANDLERS, Changed: _changed, Refused: _refused}
