"""`bench run --dry-run`: what a run would ask for and what that would cost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from bench.pipeline import check_same, pending, plan
from bench.terminal.collection_progress import money
from bench.terminal.output import one_line

if TYPE_CHECKING:
    from bench.pipeline import Prices
    from bench.pipeline.preparing import PreparedRun


def print_plan(prepared: PreparedRun, prices: Prices | None) -> None:
    """Print what is still to be asked for; nothing is sent and nothing written.

    Raises:
        UsageError: the folder holds a run that asks for something else.
    """
    asked_for, requests = prepared.asked_for, prepared.requests
    # A dry run refuses what the run itself would refuse.
    check_same(prepared.folder, asked_for)
    variable = asked_for.endpoint.api_key_env
    # Only a note: what a run would cost may be asked before there is a key.
    if variable and not os.environ.get(variable, "").strip():
        typer.echo(f"note: no key yet; the run itself wants {variable} set to it", err=True)
    unanswered = pending(prepared.folder, requests)
    planned = plan(unanswered)
    answered = len(requests) - len(unanswered)
    lines = [
        f"model: {asked_for.model} at {asked_for.endpoint.base_url or 'this machine'}",
        f"articles: {len({(request.gold, request.article) for request in requests})}",
        f"requests: {planned.requests}" + (f" ({answered} summaries are there)" if answered else ""),
    ]
    # `lead-3` and the like take no tokens, and a line of zeros would say nothing.
    if planned.prompt_tokens:
        most = planned.most_completion_tokens
        limit = "" if most is None else f", {most:,} at most"
        lines.append(f"tokens: about {planned.prompt_tokens:,} in, {planned.completion_tokens:,} out{limit}")
        if prices:
            cost = money(prices.of(planned.prompt_tokens, planned.completion_tokens))
            limit = "" if most is None else f", {money(prices.of(planned.prompt_tokens, most))} at most"
            lines.append(f"cost: about {cost}{limit}")
    lines.append(f"signature: {asked_for.signature}")
    for line in lines:
        typer.echo(one_line(line))
