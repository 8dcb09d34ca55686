"""The options by which a model is named that judges, the same for every command that scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bench.pipeline.judges import JudgeOptions
    from bench.pipeline.planning import Prices

JudgeName = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="X",
        help="The model that judges, named as --model names one, or replay:FILE, the judged.jsonl of an earlier run.",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option("--judge-base-url", metavar="URL", help="The judge's server, if it has no preset."),
]
ApiKeyEnv = Annotated[
    str | None,
    typer.Option("--judge-api-key-env", metavar="VAR", help="The variable that holds the judge's key."),
]
Header = Annotated[
    list[str] | None,
    typer.Option("--judge-header", metavar="'NAME: VALUE'", help="A header for each request; again for more."),
]
Body = Annotated[
    list[str] | None,
    typer.Option("--judge-body", metavar="KEY=JSON", help="A field for the body of each request; again for more."),
]
# Where no other model is asked, a server's options need no "judge" in their names.
OnlyBaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", "--judge-base-url", metavar="URL", help="The judge's server, if it has no preset."),
]
OnlyApiKeyEnv = Annotated[
    str | None,
    typer.Option(
        "--api-key-env", "--judge-api-key-env", metavar="VAR", help="The variable that holds the judge's key."
    ),
]
OnlyHeader = Annotated[
    list[str] | None,
    typer.Option(
        "--header", "--judge-header", metavar="'NAME: VALUE'", help="A header for each request; again for more."
    ),
]
OnlyBody = Annotated[
    list[str] | None,
    typer.Option(
        "--body", "--judge-body", metavar="KEY=JSON", help="A field for the body of each request; again for more."
    ),
]
AskAbove = Annotated[
    float | None,
    typer.Option(
        "--ask-above",
        metavar="C",
        min=0,
        max=1,
        help="Cascade: ask about verdicts that rules doubt more than this: 0 asks about nearly all, 1 only about "
        "errors. `bench validate --curve` shows what each costs and gives. Default: 0.2.",
    ),
]
ThinkingTokens = Annotated[
    int | None,
    typer.Option(
        "--judge-thinking-tokens",
        metavar="N",
        min=1,
        help="Room for a reasoning judge's thinking.",
    ),
]
Concurrency = Annotated[
    int | None,
    typer.Option(
        "--judge-concurrency",
        metavar="N",
        min=1,
        max=1000,
        help="Requests at once, at most, as --concurrency of `bench run`.",
    ),
]
RequestsPerMinute = Annotated[
    float | None,
    typer.Option(
        "--judge-requests-per-minute",
        metavar="N",
        min=0.01,
        help="Send no more requests than that a minute.",
    ),
]
TokensPerMinute = Annotated[
    float | None,
    typer.Option(
        "--judge-tokens-per-minute",
        metavar="N",
        min=1,
        help="Take no more tokens than that a minute.",
    ),
]
PriceIn = Annotated[
    float | None,
    typer.Option(
        "--judge-price-in",
        metavar="PRICE",
        min=0,
        help="Of a million tokens of prompts, to show the cost.",
    ),
]
PriceOut = Annotated[
    float | None,
    typer.Option(
        "--judge-price-out",
        metavar="PRICE",
        min=0,
        help="Of a million tokens of answers.",
    ),
]


def judge_options(
    model: str | None,
    *,
    base_url: str | None,
    api_key_env: str | None,
    header: Sequence[str] | None,
    body: Sequence[str] | None,
    thinking_tokens: int | None,
    concurrency: int | None,
    requests_per_minute: float | None,
    tokens_per_minute: float | None,
) -> JudgeOptions | None:
    """The options together; None if no judge is named.

    Raises:
        UsageError: one is given without a judge.
    """
    from bench.errors import UsageError
    from bench.pipeline.judges import JudgeOptions
    from runners.chat.rate_limiter import Limits

    limits = Limits(
        concurrency=concurrency, requests_per_minute=requests_per_minute, tokens_per_minute=tokens_per_minute
    )
    if model is None:
        given = (base_url, api_key_env, header, body, thinking_tokens)
        if any(given) or limits != Limits():
            raise UsageError("these options are a judge's: name it with --judge X, and --scorer judge or cascade")
        return None
    return JudgeOptions(
        model=model,
        base_url=base_url,
        api_key_env=api_key_env,
        header=tuple(header or ()),
        body=tuple(body or ()),
        thinking_tokens=thinking_tokens,
        limits=limits,
    )


def prices_of(price_in: float | None, price_out: float | None) -> Prices | None:
    """The prices of tokens; None if none is given."""
    from bench.pipeline.planning import Prices

    if price_in is None and price_out is None:
        return None
    return Prices(prompt=price_in or 0.0, completion=price_out or 0.0)
