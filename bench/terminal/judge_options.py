"""The options by which a model is named that judges: written once, and taken by every command that scores."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from bench.pipeline import Prices
    from bench.pipeline.model_options import ModelOptions
    from runners.chat.rate_limiter import Limits


class JudgeChoice(NamedTuple):
    """What a command was told of a judge."""

    model: ModelOptions | None
    """None if no judge is named."""
    limits: Limits
    prices: Prices | None
    ask_above: float | None
    """Of a cascade."""


OPTIONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "judge": (
        str,
        {
            "metavar": "X",
            "help": "The model that judges, named as --model names one, or replay:FILE, the judged.jsonl of an "
            "earlier run.",
        },
    ),
    "ask_above": (
        float,
        {
            "metavar": "C",
            "min": 0,
            "max": 1,
            "help": "Cascade: ask about verdicts that rules doubt more than this: 0 asks about nearly all, 1 only "
            "about errors. `bench validate --curve` shows what each costs and gives. Default: 0.2.",
        },
    ),
    "judge_base_url": (str, {"metavar": "URL", "help": "The judge's server, if it has no preset."}),
    "judge_api_key_env": (str, {"metavar": "VAR", "help": "The environment variable that holds the judge's key."}),
    "judge_header": (
        list[str],
        {
            "metavar": "'NAME: VALUE'",
            "help": "A header for each request to the judge; again for more. VALUE may be env:VAR.",
        },
    ),
    "judge_body": (
        list[str],
        {"metavar": "KEY=JSON", "help": "A field for the body of each request to the judge; again for more."},
    ),
    "judge_thinking_tokens": (int, {"metavar": "N", "min": 1, "help": "Room for a reasoning judge's thinking."}),
    "judge_concurrency": (
        int,
        {
            "metavar": "N",
            "min": 1,
            "max": 1000,
            "help": "The most requests to the judge at once, as --concurrency of `bench run`.",
        },
    ),
    "judge_requests_per_minute": (
        float,
        {"metavar": "N", "min": 0.01, "help": "Send the judge no more requests than that a minute."},
    ),
    "judge_tokens_per_minute": (
        float,
        {"metavar": "N", "min": 1, "help": "Take no more tokens of the judge than that a minute."},
    ),
    "judge_timeout": (
        float,
        {"metavar": "SECONDS", "min": 0.1, "max": 86400, "help": "Longest that one request to the judge may take."},
    ),
    "judge_price_in": (
        float,
        {
            "metavar": "PRICE",
            "min": 0,
            "help": "Price of a million tokens of prompts to the judge, to show the cost.",
        },
    ),
    "judge_price_out": (
        float,
        {"metavar": "PRICE", "min": 0, "help": "Price of a million tokens of the judge's answers."},
    ),
}
"""Each option by its parameter's name: what it holds, and how typer is told of it."""
SERVER = ("judge_base_url", "judge_api_key_env", "judge_header", "judge_body")
"""Those that need no "judge" in their names where no other model is asked."""


def takes_judge(*, is_only_model: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the judge's options in the place of its parameter `judging`, which is handed a `JudgeChoice`.

    Args:
        is_only_model: whether the command asks no other model, so that `--base-url` can only be the judge's.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for parameter in signature.parameters.values():
            parameters += _parameters(is_only_model) if parameter.name == "judging" else [parameter]

        @functools.wraps(command)
        def with_options(**given: Any) -> None:
            of_judge = {name: given.pop(name) for name in OPTIONS}
            command(**given, judging=_choice(of_judge))

        # Typer makes the options out of these two.
        with_options.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return with_options

    return decorate


def prices_of(price_in: float | None, price_out: float | None) -> Prices | None:
    """The prices of tokens; None if none is given."""
    from bench.pipeline.planning import Prices

    if price_in is None and price_out is None:
        return None
    return Prices(prompt=price_in or 0.0, completion=price_out or 0.0)


def _parameters(is_only_model: bool) -> list[inspect.Parameter]:
    parameters = []
    for name, (held, how) in OPTIONS.items():
        names = [f"--{name.replace('_', '-')}"]
        if is_only_model and name in SERVER:
            names.insert(0, names[0].replace("--judge-", "--"))
        annotation = Annotated[held | None, typer.Option(*names, **how)]  # type: ignore[valid-type]
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=annotation)
        )
    return parameters


def _choice(given: dict[str, Any]) -> JudgeChoice:
    """What the options come to.

    Raises:
        UsageError: one is given without a judge.
    """
    from bench.errors import UsageError
    from bench.pipeline.model_options import ModelOptions
    from runners.chat.rate_limiter import Limits

    alone = [name for name, value in given.items() if value not in (None, [])]
    if given["judge"] is None and set(alone) - {"ask_above"}:
        option = f"--{alone[0].replace('_', '-')}"
        raise UsageError(f"{option} is a judge's: name it with --judge X, and --scorer judge or cascade")
    model = None
    if given["judge"] is not None:
        model = ModelOptions(
            model=given["judge"],
            base_url=given["judge_base_url"],
            api_key_env=given["judge_api_key_env"],
            header=tuple(given["judge_header"] or ()),
            body=tuple(given["judge_body"] or ()),
            thinking_tokens=given["judge_thinking_tokens"],
        )
    limits = Limits(
        concurrency=given["judge_concurrency"],
        requests_per_minute=given["judge_requests_per_minute"],
        tokens_per_minute=given["judge_tokens_per_minute"],
        timeout=given["judge_timeout"],
    )
    return JudgeChoice(model, limits, prices_of(given["judge_price_in"], given["judge_price_out"]), given["ask_above"])
