"""Who takes requests in batches, and what they cost there."""

from __future__ import annotations

from urllib.parse import urlsplit

from bench.errors import UsageError
from bench.pipeline.judges import Judge, LiveJudge
from bench.pipeline.planning import Prices
from bench.records import Endpoint
from runners.chat.batch_transport import BatchLimits
from runners.chat.retrying import RetryingChatModel
from runners.openai_protocol.servers import LOOPBACK
from runners.paced_runners import ChatRunner
from runners.runner import PacedRunner


def batching_model(asked: PacedRunner | Judge | None) -> RetryingChatModel | None:
    """The model behind a runner or a judge, if its server takes batches."""
    model = asked.model if isinstance(asked, ChatRunner | LiveJudge) else None
    return model if isinstance(model, RetryingChatModel) and model.batches else None


def batch_limits(asked: PacedRunner | Judge | None) -> BatchLimits | None:
    """What the server of a runner or a judge takes as a batch; None if it takes none."""
    model = batching_model(asked)
    return model.batches.limits if model and model.batches else None


def check_batches(runner: PacedRunner | None, judge: Judge | None) -> None:
    """Refuse `--batch` where it would not do what it is for, which is to pay less.

    What runs on this machine costs nothing, and is asked as always beside a judge or a model that takes batches.

    Raises:
        UsageError: a server that is asked takes no batches, or nothing takes any.
    """
    endpoints = [runner.endpoint] if runner and not batching_model(runner) else []
    if isinstance(judge, LiveJudge) and not batching_model(judge):
        endpoints.append(judge.model.endpoint)
    if elsewhere := [endpoint.provider for endpoint in endpoints if not _is_here(endpoint)]:
        raise UsageError(f"--batch: {elsewhere[0]} takes no batches by the OpenAI protocol: leave it out")
    if not batching_model(runner) and not batching_model(judge):
        raise UsageError("--batch: nothing that is asked takes batches; it is for models on a server, as openai:NAME")


def batch_prices(prices: Prices | None, limits: BatchLimits | None) -> Prices | None:
    """The prices of tokens in batches, of those of single requests."""
    if prices is None or limits is None:
        return prices
    return Prices(prompt=prices.prompt * limits.price, completion=prices.completion * limits.price)


def _is_here(endpoint: Endpoint) -> bool:
    return endpoint.base_url is None or urlsplit(endpoint.base_url).hostname in LOOPBACK
