"""Sending a run's requests in batches: who takes them, what is kept of them, and what they cost."""

from __future__ import annotations

from urllib.parse import urlsplit

from bench.errors import UsageError
from bench.pipeline.judges import Judge, LiveJudge
from bench.pipeline.planning import Prices
from bench.records import BatchNote, Endpoint, Purpose
from bench.rundir import RunDir
from runners.chat.batch_transport import BatchLimits
from runners.chat.retrying import RetryingChatModel
from runners.openai_protocol.servers import LOOPBACK
from runners.paced_runners import ChatRunner
from runners.runner import PacedRunner


class RunBatches:
    """The notes on a run's batches of one purpose: lines of batches.jsonl in its folder."""

    def __init__(self, run: RunDir, purpose: Purpose) -> None:
        self._run = run
        self.purpose = purpose

    def under_way(self) -> tuple[BatchNote, ...]:
        """The batches of which not everything is on disk yet."""
        return tuple(note for note in self._run.batches() if note.purpose == self.purpose and note.event != "taken")

    def write(self, note: BatchNote) -> None:
        """Add a note; it is on disk when this returns."""
        self._run.append_batch(note)


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


def check_none_under_way(run: RunDir) -> None:
    """Refuse to go on one request at a time while batches have some of them.

    Raises:
        UsageError: they do.
    """
    under_way = [note for note in run.batches() if note.event != "taken"]
    if under_way:
        raise UsageError(
            f"{run.path}: batch {under_way[0].batch or 'of file ' + under_way[0].file} is under way at "
            f"{under_way[0].server}: give --batch to pick it up; to leave it and ask for all of it again, remove "
            "batches.jsonl"
        )


def batch_prices(prices: Prices | None, limits: BatchLimits | None) -> Prices | None:
    """The prices of tokens in batches, of those of single requests."""
    if prices is None or limits is None:
        return prices
    return Prices(prompt=prices.prompt * limits.price, completion=prices.completion * limits.price)


def _is_here(endpoint: Endpoint) -> bool:
    return endpoint.base_url is None or urlsplit(endpoint.base_url).hostname in LOOPBACK
