"""`bench run --dry-run`: what a run would ask for and what that would cost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bench.commands.collection import money
from bench.commands.terminal import one_line

if TYPE_CHECKING:
    from bench.pipeline import Prices
    from bench.records import Manifest
    from bench.rundir import RunDir
    from runners.summary_request import SummaryRequest


def show_plan(run: RunDir, asked_for: Manifest, requests: Sequence[SummaryRequest], prices: Prices | None) -> None:
    """Print what is still to be asked for; nothing is sent and nothing written.

    Raises:
        UsageError: the folder holds a run that asks for something else.
    """
    from bench.pipeline import check_same, pending, plan

    check_same(run, asked_for)
    variable = asked_for.endpoint.api_key_env
    if variable and not os.environ.get(variable, "").strip():
        typer.echo(f"note: no key yet; the run itself wants {variable} set to it", err=True)
    todo = pending(run, requests)
    planned = plan(todo)
    there = len(requests) - len(todo)
    said = [
        f"model: {asked_for.model} at {asked_for.endpoint.base_url or 'this machine'}",
        f"articles: {len({(request.gold, request.article) for request in requests})}",
        f"requests: {planned.requests}" + (f" ({there} summaries are there)" if there else ""),
    ]
    if planned.prompt_tokens:
        most = planned.most_completion_tokens
        limit = "" if most is None else f", {most:,} at most"
        said.append(f"tokens: about {planned.prompt_tokens:,} in, {planned.completion_tokens:,} out{limit}")
        if prices:
            cost = money(prices.of(planned.prompt_tokens, planned.completion_tokens))
            limit = "" if most is None else f", {money(prices.of(planned.prompt_tokens, most))} at most"
            said.append(f"cost: about {cost}{limit}")
    said.append(f"signature: {asked_for.signature}")
    for line in said:
        typer.echo(one_line(line))
