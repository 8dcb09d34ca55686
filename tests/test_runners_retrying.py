"""The loop that sends a request again, with a transport that speaks no protocol at all."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.chat import AskingStopped, ChatModel, ChatRequest, Message
from bench.errors import EndpointError
from bench.records import Endpoint, Usage
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryingChatModel, RetryPolicy
from runners.chat.transport import Completion, RequestError, ServerError

FAST = RetryPolicy(attempts=4, first_contact=2, shortest=0.001, longest=0.002)
REQUEST = ChatRequest(messages=(Message(role="user", content="Is it so?"),), parameters={"max_tokens": 9, "seed": 1})
PAUSE = RequestError("one moment", "again", is_pushback=True)
YES = Completion(content="<think>hm</think>Yes.", finish_reason="stop", usage=Usage(completion_tokens=2))


class FakeTransport:
    """Does what it was told, one thing for each request; the last one again and again."""

    def __init__(self, *script: Completion | Exception) -> None:
        self.script = list(script)
        self.sent: list[Mapping[str, Any]] = []

    def open(self) -> None: ...

    async def send(self, messages: Sequence[Message], parameters: Mapping[str, Any]) -> Completion:
        assert messages == REQUEST.messages
        self.sent.append(parameters)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, Exception):
            raise step
        return step

    async def aclose(self) -> None: ...


def model(transport: FakeTransport, **options: Any) -> RetryingChatModel:
    about = {"endpoint": Endpoint(provider="fake"), "parameters": {}, "concurrency": 4, "retry_policy": FAST}
    return RetryingChatModel("fake:m", transport, **about | options)


async def test_a_reply_says_what_it_took():
    transport = FakeTransport(PAUSE, PAUSE, YES)
    asked: ChatModel = model(transport)
    reply = await asked.ask(REQUEST)
    assert (reply.status, reply.text, reply.raw, reply.finish_reason) == ("ok", "Yes.", YES.content, "stop")
    assert (reply.attempts, reply.troubles) == (3, ("one moment", "one moment"))
    assert reply.usage == YES.usage
    assert 0 < reply.latency < 5
    assert transport.sent == [REQUEST.parameters] * 3


async def test_attempts_end():
    reply = await model(FakeTransport(PAUSE)).ask(REQUEST)
    assert (reply.status, reply.text, reply.attempts, reply.error) == ("failed", "", 4, "one moment")


async def test_without_retries_each_request_is_sent_once():
    transport = FakeTransport(PAUSE)
    reply = await model(transport, limits=Limits(retries=False)).ask(REQUEST)
    assert (reply.attempts, len(transport.sent)) == (1, 1)


async def test_what_is_refused_by_name_is_left_out_at_once_and_from_then_on():
    no_seed = RequestError("no", "adapt", server_error=ServerError(message="'seed' is not supported"))
    transport = FakeTransport(no_seed, YES)
    asked = model(transport)
    first, second = await asked.ask(REQUEST), await asked.ask(REQUEST)
    assert [sorted(parameters) for parameters in transport.sent] == [
        ["max_tokens", "seed"],
        ["max_tokens"],
        ["max_tokens"],
    ]
    assert (first.attempts, second.attempts) == (2, 1)
    assert list(asked.adjustments) == ["seed"]


@pytest.mark.parametrize(("remedy", "status"), [("none", "failed"), ("refused", "refused"), ("adapt", "failed")])
async def test_what_no_other_attempt_would_mend_is_not_sent_again(remedy, status):
    transport = FakeTransport(RequestError("no", remedy))
    reply = await model(transport).ask(REQUEST)
    assert (reply.status, reply.error, len(transport.sent)) == (status, "no", 1)


async def test_a_server_that_cannot_be_asked_ends_everything_until_it_has_answered():
    closed = RequestError("the key is not accepted", "closed")
    with pytest.raises(EndpointError, match="fake:m: the key is not accepted"):
        await model(FakeTransport(closed)).ask(REQUEST)
    asked = model(FakeTransport(YES, closed))
    assert [(await asked.ask(REQUEST)).status for _ in range(2)] == ["ok", "failed"]


async def test_a_model_that_is_stopped_sends_nothing():
    transport = FakeTransport(YES)
    asked = model(transport)
    asked.limiter.stop()
    with pytest.raises(AskingStopped):
        await asked.ask(REQUEST)
    assert transport.sent == []


async def test_stopping_ends_the_wait_for_another_attempt():
    asked = model(FakeTransport(PAUSE), retry_policy=RetryPolicy(shortest=60, longest=60))
    task = asyncio.create_task(asked.ask(REQUEST))
    await asyncio.sleep(0.01)
    asked.limiter.stop()
    async with asyncio.timeout(5):
        with pytest.raises(AskingStopped):
            await task


@given(st.integers(1, 100))
def test_pauses_grow_up_to_a_limit(attempt):
    policy = RetryPolicy(shortest=1.0, longest=30.0)
    full = min(30.0, 2.0 ** (attempt - 1))
    assert full / 2 <= policy.wait_after(attempt) <= full
