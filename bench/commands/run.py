"""`bench run`: collect summaries from a model, score them, report."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.terminal.config_file import given_options, repeated_manifest, takes_config
from bench.terminal.judge_options import JudgeChoice, prices_of, takes_judge
from bench.terminal.options import Batch, FailUnder, Gold, Junit, Markdown, MaxFailures, Out, ScorerName, Timeout


@takes_config
@takes_judge(is_only_model=False)
def command(
    context: typer.Context,
    model: Annotated[
        list[str],
        typer.Option(metavar="X", help="PROVIDER:NAME or a built-in; see `bench models`. Again for more models."),
    ],
    gold: Gold = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="A trial with N articles alone: the first of each set in turn."),
    ] = None,
    samples: Annotated[int, typer.Option(metavar="N", min=1, help="Summaries of each article.")] = 1,
    out: Out = None,
    prompt: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE|NAME",
            help="A text with {{article}} in it, or a shipped prompt (see `bench models`); again for more. "
            "Default: default.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The address of any server that speaks the OpenAI protocol: http://localhost:8000/v1."
        ),
    ] = None,
    api_key_env: Annotated[
        str | None,
        typer.Option(metavar="VAR", help="The environment variable that holds its key; never the key itself."),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'NAME: VALUE'",
            help="A header for each request; again for more. As VALUE, env:VAR takes it from the environment, so that "
            "it stands in no list of processes.",
        ),
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=JSON", help="A field for the body of each request, e.g. top_p=0.9; again for more."),
    ] = None,
    temperature: Annotated[float | None, typer.Option(metavar="T", min=0, help="Sampling temperature.")] = None,
    max_tokens: Annotated[int | None, typer.Option(metavar="N", min=1, help="The most tokens of an answer.")] = None,
    thinking_tokens: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Room for a reasoning model's thinking, on top of the answer's."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Seed of the first sample; not every server uses it.")
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=1000,
            help="The most requests at once; it starts with fewer, and slows down where the server asks for it. "
            "Default: 64 for a remote server, fewer for most on this machine.",
        ),
    ] = None,
    requests_per_minute: Annotated[
        float | None, typer.Option(metavar="N", min=0.01, help="Send no more requests than that a minute.")
    ] = None,
    tokens_per_minute: Annotated[
        float | None,
        typer.Option(metavar="N", min=1, help="Take no more tokens than that a minute, prompts and answers together."),
    ] = None,
    timeout: Timeout = None,
    batch: Batch = False,
    no_retry: Annotated[
        bool, typer.Option("--no-retry", help="Send each request once, also where trying again could help.")
    ] = False,
    max_failures: MaxFailures = None,
    price_in: Annotated[
        float | None,
        typer.Option(metavar="PRICE", min=0, help="Price of a million tokens of prompts, to show the cost."),
    ] = None,
    price_out: Annotated[
        float | None, typer.Option(metavar="PRICE", min=0, help="Price of a million tokens of answers.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked for; send nothing, write nothing.")
    ] = False,
    scorer: ScorerName = "rules",
    *,
    judging: JudgeChoice,
    fail_under: FailUnder = None,
    junit: Junit = None,
    markdown: Markdown = None,
) -> None:
    """Summarise with a model, score, leave a scorecard.

    The model is asked for summaries of every article of the gold sets, and each summary is checked against
    the article's gold facts.

    Run again with the same --out, it goes on where it stopped: it asks only for what is missing or has failed.
    Failures that may pass (a rate limit, a broken connection, an error of the server) are retried several times.
    Ctrl-C waits a few seconds for the requests under way. The last line printed is the scorecard's path.

    Several models or prompts make a run each, in a folder below --out. All are collected side by side, each server
    at its own pace, which its models share; then they are compared, and the last line is the comparison's path. A
    model that cannot be asked does not stop the others. The exit code is the worst of them.

    \b
    Examples:
      bench run --model lead-3 --gold venezuela
      bench run --model smollm2 --samples 3 --out runs/small
      bench run --model openai:NAME --model ollama:NAME --prompt default --prompt careful --out runs/both
      bench run --model openai:NAME --limit 10
      bench run --config mine.toml --samples 3
      bench run --config runs/mine/manifest.json --out runs/again
      bench run --model openai:NAME --temperature 0
      bench run --model openai:NAME --samples 5 --dry-run --price-in 0.15 --price-out 0.60
      bench run --model openai:NAME --batch --out runs/mine
      bench run --model openai:NAME --requests-per-minute 500 --max-failures 5%
      bench run --model NAME --base-url http://localhost:8000/v1
      bench run --model openrouter:NAME --thinking-tokens 4000 --prompt careful
      bench run --model openai:NAME --body 'reasoning_effort="low"'
      bench run --model openai:NAME --scorer cascade --judge openai:OTHER
      bench run --model gguf:path/to/model.gguf
      bench run --model "command:python3 my_summariser.py"
    """
    from contextlib import ExitStack

    from bench.pipeline import differences, failures_allowed
    from bench.pipeline.batching import batch_limits, batch_prices
    from bench.pipeline.gating import thresholds
    from bench.pipeline.model_options import ModelOptions
    from bench.pipeline.preparing import RunOptions, prepare_each
    from bench.pipeline.scoring import Collected
    from bench.terminal.collecting_runs import collect_runs
    from bench.terminal.drafts_left_out import note_drafts
    from bench.terminal.output import one_line
    from bench.terminal.run_plan import print_plan, print_plans
    from bench.terminal.run_tables import Closing, close
    from bench.terminal.scoring import score_each
    from bench.terminal.several_runs import close_each
    from runners.chat.rate_limiter import Limits

    # Looked at first: a mistyped limit must not come to light after an hour of requests.
    closing = Closing(thresholds(fail_under), junit, markdown)
    models = [
        ModelOptions(
            model=name,
            base_url=base_url,
            api_key_env=api_key_env,
            header=tuple(header or ()),
            body=tuple(body or ()),
            temperature=temperature,
            max_tokens=max_tokens,
            thinking_tokens=thinking_tokens,
            seed=seed,
        )
        for name in model
    ]
    options = RunOptions(
        gold=tuple(gold or ()),
        limit=limit,
        samples=samples,
        prompts=tuple(prompt or ()),
        scorer=scorer,
        judge=judging.model,
        judge_limits=judging.limits,
        ask_above=judging.ask_above,
        in_batches=batch,
        out=out,
        given=given_options(context),
    )
    limits = Limits(
        concurrency=concurrency,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        timeout=timeout,
        retries=not no_retry,
    )
    runs, unreachable = prepare_each(models, options, limits, is_asked=not dry_run)
    first = runs[0]
    note_drafts(first.sets)
    # A set or a prompt may have changed since, and the command line may have asked for something else.
    if (repeated := repeated_manifest(context)) and len(runs) == 1:
        for difference in differences(repeated, first.asked_for):
            typer.echo(one_line(f"note: not as in that manifest: {difference}"), err=True)
    # As all models of a call have one price, they have one discount.
    prices = batch_prices(prices_of(price_in, price_out), batch_limits(first.runner) if batch else None)
    judge_prices = batch_prices(judging.prices, batch_limits(first.judge) if batch else None)
    # Before anything is sent, as are all mistakes of the command line.
    failures_allowed(max_failures, len(first.requests))
    for error in unreachable:
        typer.echo(one_line(f"note: {error}"), err=True)
    # After everything was looked up, so that what a dry run lets pass the run will take as well.
    is_one = len(runs) == 1 and not unreachable
    if dry_run:
        if is_one:
            print_plan(first, prices, judge_prices)
        else:
            print_plans(runs, prices, judge_prices)
        return
    with ExitStack() as locks:
        # One process at a time: two would ask for the same summaries, and both append them.
        for run in runs:
            locks.enter_context(run.folder.locked())
        failed = collect_runs(runs, prices, max_failures)
        if is_one and failed:
            raise failed[first.folder.path]
        collected = [Collected(run.folder, len(run.requests)) for run in runs if run.folder.path not in failed]
        scored = score_each(
            collected,
            first.sets,
            first.scorer,
            first.judge,
            judge_prices=judge_prices,
            in_batches=batch,
            max_failures=max_failures,
        )
        if is_one:
            close(scored[0], closing)
        else:
            close_each(scored, [*unreachable, *failed.values()], closing)
