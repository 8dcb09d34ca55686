"""What a server refuses is learned from its answer, once a run."""

from __future__ import annotations

import pytest
from endpoint_asked import answer, endpoint, request
from scripted_server import Handler, chat, error

from bench.records import Summary
from runners.chat.rate_limiter import Limits
from runners.collect import collect

USE_OTHER = error(
    400,
    "Unsupported parameter: 'max_tokens' is not supported here. Use 'max_completion_tokens' instead.",
    param="max_tokens",
    code="unsupported_parameter",
)
NO_TEMPERATURE = error(400, "`temperature` is deprecated for this model.", type="invalid_request_error")
NO_SEED = (
    422,
    {},
    b'{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}',
)
UNKNOWN_NAME = (
    400,
    {},
    b'[{"error":{"code":400,"message":"Invalid JSON payload. Unknown name \\"seed\\": Cannot find field."}}]',
)
BEHIND_A_ROUTER = error(
    400,
    "Provider returned error",
    metadata={"raw": '{"error":{"message":"property \'seed\' is unsupported"}}'},
)


@pytest.mark.parametrize(
    ("refusals", "left"),
    [
        ([USE_OTHER], {"temperature": 0.0, "max_completion_tokens": 2048, "seed": 1}),
        ([NO_TEMPERATURE], {"max_tokens": 2048, "seed": 1}),
        ([NO_SEED], {"temperature": 0.0, "max_tokens": 2048}),
        ([UNKNOWN_NAME], {"temperature": 0.0, "max_tokens": 2048}),
        ([BEHIND_A_ROUTER], {"temperature": 0.0, "max_tokens": 2048}),
        ([USE_OTHER, NO_TEMPERATURE, NO_SEED], {"max_completion_tokens": 2048}),
        (
            [USE_OTHER, error(400, "Unknown parameter: 'max_completion_tokens'.")],
            {"temperature": 0.0, "seed": 1},
        ),
    ],
)
async def test_refused_parameters_are_learned_once_a_run(serve, refusals, left):
    server = serve(*refusals, chat())
    runner = endpoint(server, parameters={"seed": 1})
    first = await runner.summarise(request(runner))
    second = await runner.summarise(request(runner, sample=1))
    await runner.aclose()
    assert (first.status, first.attempts, second.attempts) == ("ok", len(refusals) + 1, 1)
    assert {"seed", "temperature", "max_tokens", "max_completion_tokens"} & set(server.seen[-1]) == set(left)
    assert left.items() <= server.seen[-1].items()
    assert len(runner.adjustments) == len(refusals)
    assert runner.parameters == {"temperature": 0.0, "max_tokens": 2048, "seed": 1}, "the manifest says what was asked"


NO_STOP = error(400, "'stop' is not supported with reasoning models", param="stop")
NO_FORMAT = error(400, "response_format: Extra inputs are not permitted")
ONLY_ONE = error(400, "invalid temperature: only 1 is allowed for this model")
NOT_BOTH = error(400, "`temperature` and `top_p` cannot both be specified for this model. Please use only one.")


@pytest.mark.parametrize(
    ("refusal", "gone"),
    [
        (NO_STOP, "stop"),
        (NO_FORMAT, "response_format"),
        (ONLY_ONE, "temperature"),
        (NOT_BOTH, "temperature"),
    ],
)
async def test_any_field_of_the_body_may_be_refused(serve, refusal, gone):
    server = serve(refusal, chat())
    fields = {"stop": ["END"], "response_format": {"type": "text"}, "top_p": 0.9}
    summary = await answer(server, parameters=fields)
    assert summary.status == "ok"
    assert set(server.seen[0]) - set(server.seen[1]) == {gone}


async def test_requests_under_way_together_learn_the_same(serve):
    def picky(handler: Handler) -> None:
        status, _, data = NO_TEMPERATURE if "temperature" in handler.asked else chat()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    server = serve(picky)
    runner = endpoint(server, limits=Limits(concurrency=4))
    got: list[Summary] = []
    await collect([request(runner, sample) for sample in range(12)], runner, got.append)
    await runner.aclose()
    assert sorted(summary.sample for summary in got) == list(range(12))
    assert {summary.status for summary in got} == {"ok"}
    assert len(server.seen) <= 12 + 4


@pytest.mark.parametrize(
    "refusal",
    [
        error(
            400,
            "Invalid 'temperature': above maximum value. Expected <= 2, but got 5 instead.",
            param="temperature",
        ),
        error(
            400,
            "This model's maximum context length is 900 tokens, but max_tokens asks for more: not supported.",
        ),
        error(400, "Invalid messages: the model expects a list"),
        error(422, "no"),
        (400, {}, b"Bad request"),
    ],
)
async def test_other_refusals_are_failures_of_that_request(serve, refusal):
    server = serve(refusal, chat())
    runner = endpoint(server)
    summary = await runner.summarise(request(runner))
    await runner.aclose()
    assert (summary.status, summary.attempts, runner.adjustments) == ("failed", 1, {})
