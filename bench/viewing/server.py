"""The routes of the page of all runs. All of them read, and none writes."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from string import Template
from threading import Lock
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bench.errors import AllegedlyError, UsageError
from bench.foreign_text import bounded_line
from bench.rundir import RunDir
from bench.serving import responses
from bench.serving.foreign_pages import sandboxed
from bench.serving.request_guard import Guard
from bench.storage import MissingFileError, read_member
from bench.viewing.run_index import RunIndex


class Pages(NamedTuple):
    """What makes pages over several runs, from their folders."""

    comparison: Callable[[Sequence[Path]], str]
    leaderboard: Callable[[Sequence[Path], Mapping[str, str]], str]
    """Takes the address of each run's scorecard too, by the run's folder."""


def application(index: RunIndex, pages: Pages, token: str, host: str) -> ASGIApp:
    """The server's application for the runs below a folder.

    Args:
        index: of the runs.
        pages: what compares and ranks them.
        token: What every path begins with.
        host: The only `Host` that it answers to, with the port.
    """
    assets = responses.Assets("bench.viewing")
    # A second click must not begin the same work beside the first.
    rendering = Lock()

    # Starlette runs functions that are not async on threads, so that reading files holds up no other answer.
    def runs(request: Request) -> Response:
        there = index.refresh()
        if request.query_params.get("version") == str(there.version):
            return JSONResponse({"version": there.version})
        return JSONResponse(there.model_dump())

    def scorecard(request: Request) -> Response:
        folder = _folder(index.folders(), request.path_params["key"])
        try:
            return sandboxed(read_member(RunDir(folder).scorecard))
        except MissingFileError:
            raise UsageError(f"{folder} has no scorecard.html: bench report {folder} renders it") from None

    def comparison(request: Request) -> Response:
        with rendering:
            return sandboxed(pages.comparison(_folders(index, request)))

    def leaderboard(request: Request) -> Response:
        links = {str(folder): f"runs/{key}/scorecard.html" for key, folder in index.folders().items()}
        with rendering:
            return sandboxed(pages.leaderboard(_folders(index, request), links))

    routes = [
        Route("/", assets.page),
        Route("/assets/{name}", assets.file),
        Route("/api/runs", runs),
        Route("/runs/{key}/scorecard.html", _or_why_not(scorecard)),
        Route("/comparison.html", _or_why_not(comparison)),
        Route("/leaderboard.html", _or_why_not(leaderboard)),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=responses.HANDLERS), token, host)


def _folders(index: RunIndex, request: Request) -> list[Path]:
    keys = request.query_params.getlist("run")
    if not keys:
        raise UsageError("no run is marked: go back and mark some")
    folders = index.folders()
    return [_folder(folders, key) for key in keys]


def _folder(folders: Mapping[str, Path], key: str) -> Path:
    if key not in folders:
        raise UsageError("no such run: it may have been removed or renamed since it was listed")
    return folders[key]


def _or_why_not(page: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A page that a person opens, or in its place one that says why there is none."""

    def answer(request: Request) -> Response:
        try:
            return page(request)
        except AllegedlyError as error:
            text = (resources.files("bench.viewing") / "assets" / "refused.html").read_text(encoding="utf-8")
            to_top = "../../" if "key" in request.path_params else "./"
            reason = html.escape(bounded_line(str(error), 1000))
            return Response(
                Template(text).substitute(reason=reason, top=to_top),
                404 if isinstance(error, UsageError) else 422,
                media_type="text/html",
            )

    return answer
