"""Concurrency that finds its limit, and budgets a minute: as plain data, and at the limiter."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.chat import AskingStopped, ChatRequest, Message
from runners.chat.concurrency import FIRST, Concurrency
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.chat.server_pace import MinuteBudget
from runners.chat.transport import RequestError

REQUEST = ChatRequest(messages=(Message(role="user", content="word " * 80),))


def test_it_doubles_with_each_round_until_the_ceiling():
    concurrency = Concurrency.growing(64)
    widths = []
    for _ in range(5):
        widths.append(concurrency.at_once)
        for _ in range(concurrency.at_once):
            concurrency = concurrency.answered(concurrency.at_once)
    assert widths == [FIRST, 16, 32, 64, 64]


def test_requests_under_way_together_are_pushed_back_as_one():
    concurrency = Concurrency(ceiling=64, limit=40)
    first = concurrency.pushed_back(number=100, newest=140)
    assert first.at_once == 30
    for number in range(101, 141):
        assert first.pushed_back(number, 150) == first
    assert first.pushed_back(141, 170).at_once == 22


def test_after_a_push_it_grows_by_one_a_round():
    concurrency = Concurrency(ceiling=64, limit=40).pushed_back(1, 40)
    for _ in range(30):
        concurrency = concurrency.answered(30)
    assert concurrency.limit == pytest.approx(31, abs=0.05)


def test_answers_on_an_idle_line_show_nothing():
    concurrency = Concurrency(ceiling=64, limit=40)
    assert concurrency.answered(running=5) == concurrency


@given(st.integers(1, 200), st.lists(st.booleans(), max_size=300))
def test_it_is_always_between_one_and_the_ceiling(ceiling, went_well):
    concurrency = Concurrency.growing(ceiling)
    for number, well in enumerate(went_well, start=1):
        concurrency = concurrency.answered(concurrency.at_once) if well else concurrency.pushed_back(number, number)
        assert 1 <= concurrency.at_once <= ceiling


@given(st.integers(1, 5000), st.lists(st.tuples(st.floats(0, 20), st.integers(1, 300)), min_size=1, max_size=60))
def test_no_minute_begins_more_than_its_budget_and_one_request(per_minute, arrivals):
    budget = MinuteBudget(per_minute)
    now, spent = 0.0, []
    for gap, amount in arrivals:
        now += gap
        spent.append((now + budget.reserve(amount, now), amount))
    for start, _ in spent:
        window = [amount for at, amount in spent if start <= at < start + 60]
        assert sum(window) - window[-1] <= per_minute * (1 + 1e-6)


async def hold_slot(limiter: RateLimiter, log: list[float], trouble: Exception | None = None) -> None:
    async with limiter.slot(REQUEST):
        log.append(time.monotonic())
        await asyncio.sleep(0.01)
        if trouble:
            raise trouble


async def test_a_pause_that_a_server_asks_for_is_kept_by_everybody():
    limiter = RateLimiter(Concurrency.fixed(4))
    log: list[float] = []
    with pytest.raises(RequestError):
        await hold_slot(limiter, log, RequestError("slow down", "again", wait=0.3, is_pushback=True))
    await asyncio.gather(*(hold_slot(limiter, log) for _ in range(4)))
    assert min(log[1:]) - log[0] >= 0.3
    assert limiter.concurrency.at_once == 3


async def test_a_pause_that_is_too_long_is_nobody_elses_concern():
    limiter = RateLimiter(Concurrency.fixed(4), longest_pause=5)
    log: list[float] = []
    with pytest.raises(RequestError):
        await hold_slot(limiter, log, RequestError("for today", "again", wait=86400, is_pushback=True))
    async with asyncio.timeout(2):
        await hold_slot(limiter, log)


@pytest.mark.parametrize(
    ("limits", "seconds"),
    [
        (Limits(requests_per_minute=600), 0.1),
        # 100 tokens of the prompt, 200 expected of the answer
        (Limits(tokens_per_minute=180_000), 0.1),
    ],
)
async def test_requests_are_spread_over_the_minute(limits, seconds):
    limiter = RateLimiter(Concurrency.fixed(8), limits)
    log: list[float] = []
    await asyncio.gather(*(hold_slot(limiter, log) for _ in range(6)))
    assert log[-1] - log[0] >= 5 * seconds * 0.98


async def test_who_waits_is_sent_away_when_the_limiter_is_stopped():
    limiter = RateLimiter(Concurrency.fixed(1))
    log: list[float] = []
    inside = asyncio.create_task(hold_slot(limiter, log))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(hold_slot(limiter, log)) for _ in range(3)] + [
        asyncio.create_task(limiter.sleep(60))
    ]
    await asyncio.sleep(0.001)
    limiter.stop()
    await inside
    assert [type(end) for end in await asyncio.gather(*waiting, return_exceptions=True)] == [AskingStopped] * 4
    assert len(log) == 1


async def test_models_of_one_server_share_its_pace_and_are_stopped_each_by_itself():
    one, other = (RateLimiter(Concurrency.fixed(1)) for _ in range(2))
    other.share_pace_of(one)
    log: list[float] = []
    inside = asyncio.create_task(hold_slot(one, log))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(hold_slot(limiter, log)) for limiter in (other, one, one)]
    await asyncio.sleep(0.001)
    assert (one.running, other.running) == (1, 0)
    one.stop()
    ends = await asyncio.gather(inside, *waiting, return_exceptions=True)
    assert [type(end) for end in ends] == [type(None), type(None), AskingStopped, AskingStopped]
    assert log[1] - log[0] >= 0.01
    # A pause that one of them is asked for holds for both.
    with pytest.raises(RequestError):
        await hold_slot(other, log, RequestError("slow down", "again", wait=0.1))
    third = RateLimiter(Concurrency.fixed(1))
    third.share_pace_of(one)
    await hold_slot(third, log)
    assert log[-1] - log[-2] >= 0.1
