"""The routes of the audit's page."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bench.auditing.store import AuditStore, SentJudgement
from bench.errors import InputError
from bench.serving import responses
from bench.serving.request_guard import Guard


def application(store: AuditStore, token: str, host: str) -> ASGIApp:
    """The server's application for the audit of one run.

    Args:
        store: of the run.
        token: What every path begins with.
        host: The only `Host` that it answers to, with the port.
    """
    assets = responses.Assets("bench.auditing")

    async def progress(_: Request) -> Response:
        return JSONResponse(store.progress().model_dump())

    async def item(request: Request) -> Response:
        return JSONResponse(store.item(request.path_params["index"]).model_dump())

    async def judge(request: Request) -> Response:
        sent = SentJudgement.model_validate_json(await responses.body(request))
        store.judge(request.path_params["index"], sent)
        # The page needs the counts after every judgement, and so is spared a second request.
        return JSONResponse(store.progress().model_dump())

    routes = [
        Route("/", assets.page),
        Route("/assets/{name}", assets.file),
        Route("/api/progress", progress),
        Route("/api/items/{index:int}", item),
        Route("/api/items/{index:int}", judge, methods=["POST"]),
    ]
    # Elsewhere an InputError is a broken file (503); here it is a verdict that does not fit, which the page can mend
    # (422).
    handlers: responses.Handlers = {**responses.HANDLERS, InputError: _unfit}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token, host)


async def _unfit(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 422)
