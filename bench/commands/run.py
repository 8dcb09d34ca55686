"""`bench run`: collect summaries from a model, score them, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.commands.options import FailUnder, Gold, Out, ScorerName


def command(
    model: Annotated[str, typer.Option(metavar="X", help="PROVIDER:NAME or a built-in; see `bench models`.")],
    gold: Gold = None,
    samples: Annotated[int, typer.Option(metavar="N", min=1, help="Summaries of each article.")] = 1,
    out: Out = None,
    prompt: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|NAME",
            help="A text with {{article}} in it, or a shipped prompt (`bench models`). Default: default.",
        ),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Any server that speaks the OpenAI protocol.")
    ] = None,
    api_key_env: Annotated[
        str | None,
        typer.Option(metavar="VAR", help="The variable that holds its key (never the key itself)."),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(metavar="'NAME: VALUE'", help="A header for each request; again for more. Values are not kept."),
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=JSON", help="A field for the body of each request, e.g. top_p=0.9; again for more."),
    ] = None,
    temperature: Annotated[float | None, typer.Option(metavar="T", min=0, help="Sampling temperature.")] = None,
    max_tokens: Annotated[int | None, typer.Option(metavar="N", min=1, help="Longest answer.")] = None,
    thinking_tokens: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Room for a reasoning model's thinking, on top of the answer's."),
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Seed of the first sample, where it is heeded.")] = None,
    concurrency: Annotated[int | None, typer.Option(metavar="N", min=1, help="Requests at once.")] = None,
    scorer: ScorerName = "rules",
    fail_under: FailUnder = None,
) -> None:
    """Summarise with a model, score, leave a scorecard.

    The model is asked for summaries of every article of the gold sets, and each summary is checked against
    the article's gold facts.

    Run again with the same --out it goes on where it stopped: nothing is asked twice, and what failed is
    asked again. The last line is the scorecard's path.

    \b
    Examples:
      bench run --model lead-3 --gold venezuela
      bench run --model smollm2 --samples 3 --out runs/small
      bench run --model openai:NAME --temperature 0
      bench run --model NAME --base-url http://localhost:8000/v1
      bench run --model openrouter:NAME --thinking-tokens 4000 --prompt careful
      bench run --model openai:NAME --body 'reasoning_effort="low"'
      bench run --model gguf:path/to/model.gguf
      bench run --model "command:python3 my_summariser.py"
    """
    from bench.commands.outcome import close
    from bench.commands.terminal import one_line, progress
    from bench.errors import UsageError
    from bench.goldset import load_all
    from bench.pipeline import begin, collect_into, describe, pending, report, score_run
    from bench.rundir import RunDir, new_run_path
    from bench.scorers import get
    from runners import prompts
    from runners.body import parse_body
    from runners.headers import parse_headers
    from runners.registry import resolve
    from runners.request import requests_for

    sets = load_all(gold or [])
    judge = get(scorer)
    asked = {
        "temperature": temperature,
        "max_tokens": max_tokens,
        "thinking_tokens": thinking_tokens,
        "seed": seed,
    }
    runner = resolve(
        model,
        base_url=base_url,
        api_key_env=api_key_env,
        headers=parse_headers(header or []),
        parameters=parse_body(body or []) | {name: value for name, value in asked.items() if value is not None},
    )
    if prompt is not None and not runner.uses_prompt:
        raise UsageError(f"{model} reads no prompt: leave out --prompt")
    filled = prompts.load(prompt or "default") if runner.uses_prompt else None
    asked_for = describe(
        model=model,
        endpoint=runner.endpoint,
        sets=sets,
        scorer=judge,
        parameters=runner.parameters,
        samples=samples,
        seed=seed or 0,
        prompt=filled.ref if filled else None,
    )
    articles = [article.article for one in sets for article in one.articles]
    requests = requests_for(articles, samples=samples, prompt=filled, parameters=runner.parameters)
    run = RunDir(out or new_run_path(Path("runs"), model))
    with run.locked():
        begin(run, asked_for)
        todo = pending(run, requests)
        there = len(requests) - len(todo)
        typer.echo(f"{run.path}: {there} of {len(requests)} summaries are there", err=True)
        with progress("summarising", len(todo)) as step:
            collect_into(run, runner, todo, concurrency=concurrency, step=step)
        for parameter, remedy in run.manifest().adjustments.items():
            typer.echo(one_line(f"note: the server refused {parameter}: {remedy}"), err=True)
        scored = sum(summary.is_scored for summary in run.summaries())
        with progress("scoring", scored) as step:
            score = score_run(run, sets, judge, expected=len(requests), step=step)
        close(run, score, report(run, sets), fail_under)
