from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bench.errors import EndpointError
from bench.records import Endpoint, Summary
from runners.collect import Progress, collect
from runners.reply import Reply, no_summary, summary_of
from runners.request import Request
from runners.runner import Runner


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

    async def summarise(self, request: Request) -> Summary:
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
            return no_summary(request, "no answer", model=self.name)
        return summary_of(request, Reply(content=request.text), model=self.name)

    async def aclose(self) -> None:
        pass


def asked(*texts: str) -> list[Request]:
    return [Request(gold="g", article=str(at), text=text) for at, text in enumerate(texts)]


async def test_every_request_ends_in_one_summary():
    runner: Runner = Fake()
    got: list[Summary] = []
    await collect(asked(*"abcdefgh"), runner, got.append)
    assert sorted((summary.article, summary.text) for summary in got) == [
        (str(at), text) for at, text in enumerate("abcdefgh")
    ]


@pytest.mark.parametrize(("asked_for", "most"), [(None, 3), (1, 1), (5, 5), (50, 8)])
async def test_no_more_at_once_than_allowed(asked_for, most):
    runner = Fake()
    await collect(asked(*"abcdefgh"), runner, lambda _: None, concurrency=asked_for)
    assert runner.most == most


async def test_nothing_to_do_is_done_at_once():
    await collect([], Fake(), lambda _: None)


async def test_failures_and_bugs_leave_the_others_alone():
    got: list[Summary] = []
    await collect(asked("a", "fail", "bug", "b"), Fake(), got.append, concurrency=1)
    assert [summary.status for summary in got] == ["ok", "failed", "failed", "ok"]
    assert got[2].error == "ZeroDivisionError inside the runner"


async def test_a_closed_endpoint_ends_it_with_one_line():
    got: list[Summary] = []
    with pytest.raises(EndpointError, match="fake: no key"):
        await collect(asked("a", "closed", "hang", "hang"), Fake(), got.append, concurrency=2)
    assert [summary.text for summary in got] == ["a"]


async def test_what_the_callback_raises_ends_it():
    def full(_: Summary) -> None:
        raise OSError("no space left")

    runner = Fake()
    with pytest.raises(OSError, match="no space left"):
        await collect(asked("hang", "a", "hang"), runner, full)
    assert runner.running == 0


async def test_cancelling_keeps_what_has_arrived_and_leaves_nothing_running():
    runner = Fake()
    got: list[Summary] = []
    task = asyncio.create_task(collect(asked("a", "hang", "b", "hang", "hang", "c"), runner, got.append))
    while len(got) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [summary.text for summary in got] == ["a", "b"]
    assert runner.running == 0


async def test_progress_is_told_from_the_first_request_to_the_last():
    seen: list[Progress] = []
    await collect(asked("a", "fail", "b"), Fake(), lambda _: None, concurrency=2, on_progress=seen.append)
    assert seen[0] == Progress(total=3, done=0, failed=0, running=0)
    assert seen[-1] == Progress(total=3, done=3, failed=1, running=0)
    assert [progress.done for progress in seen] == [0, 1, 2, 3]
