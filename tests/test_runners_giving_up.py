"""A server that only fails is given up after a few requests, unless the user has said how many may fail."""

from __future__ import annotations

import pytest
from endpoint_asked import endpoint, request
from scripted_server import chat, error

from runners.asking import ask_all
from runners.chat import giving_up
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryPolicy


async def asked(server, requests, *, max_failures=None, **options):
    """How asking ends, why it was given up, and what was answered."""
    runner = endpoint(server, limits=Limits(concurrency=1), **{"retry_policy": RetryPolicy.never()} | options)
    kept = []
    samples = [request(runner, sample) for sample in range(requests)]
    ending = await ask_all(samples, runner.summarise, runner.limiter, kept.append, max_failures=max_failures)
    await runner.aclose()
    return ending, runner.limiter.given_up, [summary.status for summary in kept]


async def test_nothing_but_errors_is_given_up_after_a_few(serve):
    ending, why, statuses = await asked(serve(error(500, "it burns")), 40)
    assert (ending, statuses) == ("hopeless", ["failed"] * giving_up.FIRST)
    assert why == "5 requests in a row failed, and none was answered (the server failed (500): it burns)"


async def test_a_server_that_has_answered_is_given_more(serve):
    ending, why, statuses = await asked(serve(chat(), error(500)), 40)
    assert (ending, len(statuses)) == ("hopeless", 1 + giving_up.LATER)
    assert why.startswith("20 requests in a row failed (")


async def test_the_user_s_own_limit_goes_first(serve):
    ending, why, statuses = await asked(serve(error(500)), 12, max_failures=8)
    assert (ending, why, len(statuses)) == ("hopeless", None, 9)


async def test_failures_between_answers_and_refusals_are_no_reason(serve):
    refusal = error(400, "content management policy", code="content_filter")
    answers = [error(500), error(500), error(500), error(500), refusal] * 2 + [chat()]
    ending, why, statuses = await asked(serve(*answers), 11)
    assert (ending, why, statuses.count("failed")) == ("done", None, 8)


async def test_a_pause_that_never_ends_is_not_waited_for(serve, monkeypatch):
    monkeypatch.setattr(giving_up, "SILENCE", 0.0)
    policy = RetryPolicy(attempts=50, shortest=0.001, longest=0.001)
    server = serve(error(429, "later"))
    ending, why, statuses = await asked(server, 40, retry_policy=policy, time_limit=0.001)
    assert (ending, len(statuses)) == ("hopeless", 0)
    assert why.startswith("no answer for 0 minutes (")
    assert len(server.seen) <= giving_up.ATTEMPTS


@pytest.mark.parametrize("options", [{"limits": Limits(timeout=0.05)}])
async def test_the_user_s_time_limit_goes_before_the_usual_one(serve, options):
    runner = endpoint(serve(lambda handler: handler.rfile.read(1)), retry_policy=RetryPolicy.never(), **options)
    assert (await runner.summarise(request(runner))).error == "no answer within 0.05 s"
    await runner.aclose()
