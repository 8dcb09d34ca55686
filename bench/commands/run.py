"""`bench run`: collect summaries from a model, score them, report."""

from __future__ import annotations

from typing import Annotated

import typer

from bench.terminal.judge_options import JudgeChoice, prices_of, takes_judge
from bench.terminal.options import Batch, FailUnder, Gold, Junit, Markdown, MaxFailures, Out, ScorerName


@takes_judge(is_only_model=False)
def command(
    model: Annotated[str, typer.Option(metavar="X", help="PROVIDER:NAME or a built-in; see `bench models`.")],
    gold: Gold = None,
    samples: Annotated[int, typer.Option(metavar="N", min=1, help="Summaries of each article.")] = 1,
    out: Out = None,
    prompt: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|NAME",
            help="A text with {{article}} in it, or a shipped prompt (see `bench models`). Default: default.",
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
        typer.Option(metavar="'NAME: VALUE'", help="A header for each request; again for more. Values are not kept."),
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

    \b
    Examples:
      bench run --model lead-3 --gold venezuela
      bench run --model smollm2 --samples 3 --out runs/small
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
    from bench.counted import counted
    from bench.pipeline import collect_into, failures_allowed
    from bench.pipeline.batch_file import BatchFile
    from bench.pipeline.batching import batch_limits, batch_prices
    from bench.pipeline.gating import thresholds
    from bench.pipeline.model_options import ModelOptions
    from bench.pipeline.preparing import RunOptions, prepare
    from bench.terminal.collection_progress import collection
    from bench.terminal.drafts_left_out import note_drafts
    from bench.terminal.output import one_line
    from bench.terminal.run_plan import print_plan
    from bench.terminal.scoring import score_and_close
    from runners.chat.rate_limiter import Limits

    # Looked at first: a mistyped limit must not come to light after an hour of requests.
    figure_limits = thresholds(fail_under)
    model_options = ModelOptions(
        model=model,
        base_url=base_url,
        api_key_env=api_key_env,
        header=tuple(header or ()),
        body=tuple(body or ()),
        temperature=temperature,
        max_tokens=max_tokens,
        thinking_tokens=thinking_tokens,
        seed=seed,
    )
    options = RunOptions(
        gold=tuple(gold or ()),
        samples=samples,
        prompt=prompt,
        scorer=scorer,
        judge=judging.model,
        judge_limits=judging.limits,
        ask_above=judging.ask_above,
        in_batches=batch,
        out=out,
    )
    limits = Limits(
        concurrency=concurrency,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        retries=not no_retry,
    )
    prepared = prepare(model_options, options, limits, is_asked=not dry_run)
    note_drafts(prepared.sets)
    model_limits, judge_limits = (batch_limits(asked) if batch else None for asked in (prepared.runner, prepared.judge))
    prices = batch_prices(prices_of(price_in, price_out), model_limits)
    judge_prices = batch_prices(judging.prices, judge_limits)
    total = len(prepared.requests)
    most_failures = failures_allowed(max_failures, total)
    # After everything was looked up, so that what a dry run lets pass the run will take as well.
    if dry_run:
        print_plan(prepared, prices, judge_prices)
        return
    run = prepared.folder
    # One process at a time: two would ask for the same summaries, and both append them.
    with run.locked():
        unanswered = prepared.begin()
        typer.echo(f"{run.path}: {total - len(unanswered)} of {counted(total, 'summary')} there already", err=True)
        # A batch may be under way though all its summaries are there: whoever ended before that was noted.
        if unanswered or (batch and BatchFile(run.path, "summaries").under_way()):
            with collection(prices) as tell:
                collect_into(
                    run,
                    prepared.runner,
                    unanswered,
                    in_batches=batch,
                    max_failures=most_failures,
                    on_progress=tell,
                )
        for parameter, remedy in run.manifest().adjustments.items():
            typer.echo(one_line(f"note: the server refused {parameter}: {remedy}"), err=True)
        score_and_close(
            run,
            prepared.sets,
            prepared.scorer,
            prepared.judge,
            expected=total,
            judge_prices=judge_prices,
            in_batches=batch,
            max_failures=max_failures,
            limits=figure_limits,
            junit=junit,
            markdown=markdown,
        )
