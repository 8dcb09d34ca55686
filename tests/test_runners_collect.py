from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bench.errors import EndpointError
from bench.records import Endpoint, Summary
from runners.asking import Progress
from runners.chat.rate_limiter import Limits
from runners.chat.replies import failed_reply, reply_from
from runners.chat.transport import Completion
from runners.collect import collect
from runners.paced_runners import OneSlotPerSummary
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest, summary_of


class Fake:
    """Answers by the article's text; keeps count of how many it answers at once."""

    name = "fake"
    endpoint = Endpoint(provider="fake")
    parameters: Mapping[str, Any] = {}
    adjustments: Mapping[str, str] = {}
    concurrency = 3
    uses_prompt = False

    def __init__(self) -> None:
        self.running = self.most = 0

    async def summarise(self, request: SummaryRequest) -> Summary:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await (asyncio.Event().wait() if request.text == "hang" else asyncio.sleep(0))
        finally:
            self.running -= 1
        if request.text == "bug":
            raise ZeroDivisionError("a secret")
        if request.text == "closed":
            raise EndpointError("fake: no key")
        if request.text == "fail":
            return summary_of(request, failed_reply("no answer"), model=self.name)
        return summary_of(request, reply_from(Completion(content=request.text)), model=self.name)

    async def aclose(self) -> None:
        pass


def paced(runner: Fake, concurrency: int | None = None) -> PacedRunner:
    return OneSlotPerSummary(runner, Limits(concurrency=concurrency))


def asked(*texts: str) -> list[SummaryRequest]:
    return [SummaryRequest(gold="g", article=str(at), text=text) for at, text in enumerate(texts)]


async def test_every_request_ends_in_one_summary():
    runner = Fake()
    got: list[Summary] = []
    await collect(asked(*"abcdefgh"), paced(runner), got.append)
    assert sorted((summary.article, summary.text) for summary in got) == [
        (str(at), text) for at, text in enumerate("abcdefgh")
    ]


@pytest.mark.parametrize(("asked_for", "most"), [(None, 3), (1, 1), (5, 5), (50, 8)])
async def test_no_more_at_once_than_allowed(asked_for, most):
    runner = Fake()
    await collect(asked(*"abcdefgh"), paced(runner, asked_for), lambda _: None)
    assert runner.most == most


async def test_nothing_to_do_is_done_at_once():
    await collect([], paced(Fake()), lambda _: None)


async def test_failures_and_bugs_leave_the_others_alone():
    got: list[Summary] = []
    await collect(asked("a", "fail", "bug", "b"), paced(Fake(), 1), got.append)
    assert [summary.status for summary in got] == ["ok", "failed", "failed", "ok"]
    assert got[2].error == "ZeroDivisionError inside the runner"


async def test_a_closed_endpoint_ends_it_with_one_line():
    got: list[Summary] = []
    with pytest.raises(EndpointError, match="fake: no key"):
        await collect(asked("a", "closed", "hang", "hang"), paced(Fake(), 2), got.append)
    assert [summary.text for summary in got] == ["a"]


async def test_what_the_callback_raises_ends_it():
    def full(_: Summary) -> None:
        raise OSError("no space left")

    runner = Fake()
    with pytest.raises(OSError, match="no space left"):
        await collect(asked("hang", "a", "hang"), paced(runner), full)
    assert runner.running == 0


async def test_cancelling_keeps_what_has_arrived_and_leaves_nothing_running():
    runner = Fake()
    got: list[Summary] = []
    task = asyncio.create_task(collect(asked("a", "hang", "b", "hang", "hang", "c"), paced(runner), got.append))
    while len(got) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [summary.text for summary in got] == ["a", "b"]
    assert runner.running == 0


async def test_progress_is_told_from_the_first_request_to_the_last():
    seen: list[Progress] = []
    await collect(asked("a", "fail", "b"), paced(Fake(), 2), lambda _: None, on_progress=seen.append)
    assert seen[0] == Progress(total=3, done=0, failed=0, running=0)
    assert seen[-1] == Progress(total=3, done=3, failed=1, running=0)
    assert [progress.done for progress in seen] == [0, 1, 2, 3]
