"""`--dry-run`: what would be asked for and what that would cost."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.pipeline import check_same, pending, plan
from bench.pipeline.batching import batch_limits
from bench.pipeline.judge_plan import plan_judging
from bench.pipeline.planning import Plan
from bench.scorers.interface import AskingScorer
from bench.terminal.output import one_line
from reports.notation import money
from runners.chat.rate_limiter import BYTES_PER_TOKEN

if TYPE_CHECKING:
    from bench.goldset import GoldSet
    from bench.pipeline import Prices
    from bench.pipeline.judges import Judge
    from bench.pipeline.preparing import PreparedRun
    from bench.records import Manifest, Summary
    from bench.rundir import RunDir
    from bench.scorers import Scorer
    from runners.chat.batch_transport import BatchLimits


def print_plans(runs: Sequence[PreparedRun], prices: Prices | None, judge_prices: Prices | None) -> None:
    """Print what is still to be asked for in each of several runs, and in all of them.

    Raises:
        UsageError: a folder holds a run that asks for something else.
    """
    plans = []
    for prepared in runs:
        plans.append(print_plan(prepared, prices, judge_prices))
        typer.echo()
    planned = Plan.together([of_models for of_models, _ in plans])
    lines = [f"{len(runs)} runs: {counted(planned.requests, 'request')}", *tokens_and_cost(planned, prices)]
    if to_judge := [of_judge for _, of_judge in plans if of_judge]:
        judging = Plan.together(to_judge)
        lines.append(f"requests to the judge: {judging.requests}")
        lines += [f"judge's {line}" for line in tokens_and_cost(judging, judge_prices)]
    print_lines(*lines)


def print_plan(prepared: PreparedRun, prices: Prices | None, judge_prices: Prices | None) -> tuple[Plan, Plan | None]:
    """Print what is still to be asked for; nothing is sent and nothing written.

    Returns:
        What is to be asked of the model, and of the judge if there is one.

    Raises:
        UsageError: the folder holds a run that asks for something else.
    """
    asked_for, requests = prepared.asked_for, prepared.requests
    # A dry run refuses what the run itself would refuse.
    check_same(prepared.folder, asked_for)
    variable = asked_for.endpoint.api_key_env
    # Only a note: what a run would cost may be asked before there is a key.
    if variable and not os.environ.get(variable, "").strip():
        typer.echo(f"note: no key yet; the run itself needs it in {variable}", err=True)
    unanswered = pending(prepared.folder, requests)
    planned = plan(unanswered)
    answered = len(requests) - len(unanswered)
    lines = [
        f"model: {asked_for.model} at {asked_for.endpoint.base_url or 'this machine'}",
        f"articles: {len({(request.gold, request.article) for request in requests})}",
        f"requests: {planned.requests}" + (f" ({counted(answered, 'summary')} there already)" if answered else ""),
        *tokens_and_cost(planned, prices),
        *batches_line(planned, batch_limits(prepared.runner) if prepared.in_batches else None),
    ]
    of_judge = None
    if prepared.judge:
        there = prepared.folder.summaries() if prepared.folder.has_manifest else ()
        of_judge, further = _judge_plan(
            prepared.scorer,
            prepared.judge,
            there,
            prepared.sets,
            judge_prices,
            batch_limits(prepared.judge) if prepared.in_batches else None,
            prepared.folder,
            asked_for.samples,
        )
        lines += further
    print_lines(*lines, f"signature: {asked_for.signature}")
    return planned, of_judge


def print_judging(
    run: RunDir,
    manifest: Manifest,
    summaries: Sequence[Summary],
    sets: Sequence[GoldSet],
    scorer: Scorer,
    judge: Judge | None,
    prices: Prices | None,
    limits: BatchLimits | None,
) -> None:
    """Print what a judge would be asked about summaries that are there; nothing is sent and nothing written.

    Raises:
        UsageError: the folder holds a run that asks for something else.
    """
    check_same(run, manifest)
    lines = [f"summaries: {sum(summary.is_scored for summary in summaries)}"]
    if judge:
        lines += _judge_plan(scorer, judge, summaries, sets, prices, limits, run)[1]
    print_lines(*lines, f"signature: {manifest.signature}")


def _judge_plan(
    scorer: Scorer,
    judge: Judge,
    summaries: Sequence[Summary],
    sets: Sequence[GoldSet],
    prices: Prices | None,
    limits: BatchLimits | None,
    run: RunDir | None = None,
    samples: int = 0,
) -> tuple[Plan, list[str]]:
    assert isinstance(scorer, AskingScorer)
    answers = run.answers() if run else ()
    scorer.answers.add(*answers)
    planned = plan_judging(scorer, judge.name, summaries, sets, samples)
    # What a cascade asks about summaries that nobody has written yet, nobody can know.
    is_bound = scorer.name == "cascade" and planned.requests and samples
    there = f" ({counted(len(answers), 'answer')} there already)" if answers else ""
    return planned, [
        f"judge: {judge.name}",
        f"requests to the judge: {planned.requests}{' at most' if is_bound else ''}{there}",
        *(f"judge's {line}" for line in [*tokens_and_cost(planned, prices), *batches_line(planned, limits)]),
    ]


def tokens_and_cost(planned: Plan, prices: Prices | None) -> list[str]:
    """A plan's tokens and, if prices are known, its cost; nothing where it takes no tokens."""
    # `lead-3` and the like take no tokens, and a line of zeros would say nothing.
    if not planned.prompt_tokens:
        return []
    most = planned.most_completion_tokens
    limit = "" if most is None else f", {most:,} at most"
    lines = [f"tokens: about {planned.prompt_tokens:,} in, {planned.completion_tokens:,} out{limit}"]
    if prices:
        cost = money(prices.of(planned.prompt_tokens, planned.completion_tokens))
        limit = "" if most is None else f", {money(prices.of(planned.prompt_tokens, most))} at most"
        lines.append(f"cost: about {cost}{limit}")
    return lines


def batches_line(planned: Plan, limits: BatchLimits | None) -> list[str]:
    """How many batches a plan takes; nothing where it is sent in none."""
    if limits is None or not planned.requests:
        return []
    size = planned.prompt_tokens * BYTES_PER_TOKEN / (limits.megabytes * 1_000_000)
    count = max(math.ceil(planned.requests / limits.requests), math.ceil(size))
    price = "" if limits.price == 1 else f"; for {limits.price:.0%} of the price of single requests"
    return [
        f"batches: about {count}, each of at most {limits.requests:,} requests and {limits.megabytes} MB, and ready "
        f"within 24 hours{price}"
    ]


def print_lines(*lines: str) -> None:
    """Print lines, each of them one line whatever is in it."""
    for line in lines:
        typer.echo(one_line(line))
