"""The OpenAI endpoint against a real server on loopback that answers by a script."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from endpoint_asked import FAST, KEY, answer, collected, endpoint, request
from scripted_server import Answer, Handler, chat, error, reset, tear

from bench.errors import EndpointError, UsageError
from runners.chat.retrying import RetryPolicy


async def test_an_answer_becomes_a_summary(serve):
    server = serve(chat())
    summary = await answer(server)
    assert (summary.id, summary.text, summary.status, summary.model) == (
        "g/a#0",
        "Three died.",
        "ok",
        "custom:m",
    )
    assert (summary.usage.prompt_tokens, summary.usage.completion_tokens) == (11, 3)
    assert (summary.finish_reason, summary.attempts, summary.error) == ("stop", 1, None)
    assert server.seen == [
        {
            "path": "/v1/chat/completions",
            "model": "m",
            "messages": [{"role": "user", "content": "Sum up: {text} <b>"}],
            "temperature": 0.0,
            "max_tokens": 2048,
        }
    ]


async def test_parameters_stand_beside_or_in_place_of_the_defaults(serve):
    server = serve(chat())
    await answer(server, parameters={"temperature": None, "top_k": 3, "max_tokens": 9})
    assert {name: server.seen[0].get(name) for name in ("temperature", "top_k", "max_tokens")} == {
        "temperature": None,
        "top_k": 3,
        "max_tokens": 9,
    }
    with pytest.raises(UsageError, match="'messages' is set by the benchmark"):
        endpoint(server, parameters={"messages": []})


async def test_only_what_the_protocol_needs_is_sent(serve, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "my-org")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "my-project")
    monkeypatch.setenv("OPENAI_API_KEY", "another-key")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Mine: secret\nAuthorization: Bearer other")
    server = serve(chat())
    await answer(server)
    await answer(server, key=None)
    with_key, without = server.headers
    assert with_key.pop("authorization") == f"Bearer {KEY}"
    expected = {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "user-agent",
        "x-stainless-raw-response",
    }
    assert set(with_key) == set(without) == expected


@pytest.mark.parametrize(
    ("reply", "status", "text"),
    [
        (chat("<think>hm</think>\nThree died."), "ok", "Three died."),
        (chat("Three died.", reasoning_content="hm"), "ok", "Three died."),
        (chat("Three died.", reasoning="hm", tool_calls=[], audio=None), "ok", "Three died."),
        (
            chat(
                [
                    {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
                    {"type": "text", "text": "Three died."},
                ]
            ),
            "ok",
            "Three died.",
        ),
        (chat("<think>hm", "length"), "failed", ""),
        (chat(None, reasoning_content="hm", finish="length"), "failed", ""),
        (chat(None), "failed", ""),
        (chat(""), "empty", ""),
        (chat("Three di", "length"), "truncated", "Three di"),
        (chat(None, refusal="I cannot help with that."), "refused", ""),
        (chat("I'm sorry, but I can't help with that."), "refused", "I'm sorry, but I can't help with that."),
        (chat("", "content_filter"), "refused", ""),
        (error(400, "triggered Azure's content management policy", code="content_filter"), "refused", ""),
        (error(403, "Your input was flagged by moderation"), "refused", ""),
    ],
)
async def test_answers_that_are_no_plain_summary(serve, reply, status, text):
    summary = await answer(serve(reply))
    assert (summary.status, summary.text, summary.attempts) == (status, text, 1)
    assert (summary.error is None) == (status == "ok")
    if b"hm" in reply[2]:
        assert "hm" in summary.raw


@pytest.mark.parametrize(
    "trouble",
    [
        error(429, "slow down", {"Retry-After": "0"}),
        error(429, "slow down", {"retry-after-ms": "5"}),
        error(500),
        error(503, "overloaded", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        (502, {}, b"<html>Bad gateway</html>"),
        (200, {}, b"<html>Please log in</html>"),
        (200, {}, b'{"choices": []}'),
        (200, {}, b'{"error": {"message": "upstream is busy", "code": 429}}'),
        (200, {}, b"[" * 100_000),
        reset,
        tear,
    ],
)
async def test_passing_trouble_is_met_with_another_request(serve, trouble):
    server = serve(trouble, trouble, chat())
    summary = await answer(server, retry_policy=FAST.model_copy(update={"first_contact": 3}))
    assert (summary.status, summary.attempts, len(server.seen)) == ("ok", 3, 3)


async def test_attempts_end(serve):
    summary = await answer(serve(error(500, "it burns")))
    assert (summary.status, summary.attempts) == ("failed", 4)
    assert summary.error == "the server failed (500): it burns"


async def test_nobody_waits_for_a_day(serve):
    summary = await answer(serve(error(429, "daily quota", {"Retry-After": "86400"})))
    assert (summary.status, summary.attempts) == ("failed", 1)


async def test_a_server_that_hangs_is_left(serve):
    hang = threading.Event()
    summary = await answer(serve(lambda _: bool(hang.wait(20)), chat()), time_limit=1)
    hang.set()
    assert (summary.status, summary.attempts) == ("ok", 2)


async def test_the_time_limit_is_met_three_times_at_most(serve):
    hang = threading.Event()
    summary = await answer(serve(lambda _: bool(hang.wait(20))), time_limit=0.1)
    hang.set()
    assert (summary.status, summary.attempts, summary.error) == ("failed", 3, "no answer within 0.1 s")


async def test_half_a_character_can_still_be_written(serve):
    summary = await answer(serve((200, {}, chat()[2].replace(b"Three", b"\\ud83d"))))
    assert summary.text == "\ufffd died."
    assert summary.model_dump_json()


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (error(401, "Incorrect API key"), "the key is not accepted"),
        (error(402, "pay"), "no credit"),
        (error(403, "forbidden"), "access is denied"),
        (error(400, "API key not valid. Please pass a valid one.", code=400), "the key is not accepted"),
        (error(404, "The model `m` does not exist"), "no such model or address"),
        (error(400, "Invalid model name passed in model=m"), "no such model or address"),
        (error(400, "m is not a valid model ID", code=400), "no such model or address"),
        (error(400, "no", code="model_not_found"), "no such model or address"),
        (error(429, "quota", code="insufficient_quota"), "no credit"),
        ((307, {"Location": "http://127.0.0.1:9/v1"}, b""), "points to another address"),
    ],
)
async def test_a_server_that_cannot_be_asked_is_an_endpoint_error_until_it_has_answered(serve, closed, said):
    with pytest.raises(EndpointError, match=said) as caught:
        await answer(serve(closed))
    assert "\n" not in str(caught.value)
    server = serve(chat(), closed)
    runner = endpoint(server)
    await runner.summarise(request(runner))
    later = await runner.summarise(request(runner, sample=1))
    await runner.aclose()
    assert later.status == "failed"
    assert said in later.error


async def test_a_missing_key_is_asked_for(serve):
    with pytest.raises(EndpointError, match="name the variable that holds it with --api-key-env"):
        await answer(serve(error(401, "who are you?")), key=None)


async def test_nothing_listens():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        with pytest.raises(EndpointError, match=f"nothing answers at {address}"):
            await answer(address)


async def test_a_proxy_is_not_asked_for_this_machine(serve, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert (await answer(serve(chat()))).status == "ok"


def echoes() -> Iterator[Answer]:
    """A server that repeats the key in every place there is, and in every spelling that JSON allows."""
    spelled = json.dumps(KEY)[1:-1]
    spellings = [spelled, spelled.replace("/", "\\/"), "".join(f"\\u{ord(letter):04x}" for letter in KEY)]
    for text in spellings:
        for padding in ("", "x" * 285):  # where a long message is cut, the key must be gone already
            for status in (200, 400, 401, 403, 404, 429, 500):
                body = '{"error":{"message":"%s %s","code":"%s","type":"%s","param":"%s"}}'
                yield status, {}, (body % (padding, text, text, text, text)).encode()
        yield 422, {}, f'{{"detail":[{{"loc":["body","{text}"],"msg":"{text} not permitted"}}]}}'.encode()
        yield (
            200,
            {},
            chat("KEY KEY", "KEY", refusal="KEY", reasoning="KEY")[2].replace(b"KEY", text.encode()),
        )
        yield 200, {}, chat("KEY")[2].replace(b"KEY", text.encode())
        halves = text[: len(text) // 2], text[len(text) // 2 :]
        yield chat("\n".join(halves))
        yield chat([{"type": "text", "text": half} for half in halves])
        yield chat(halves[1], reasoning=halves[0])
        yield 302, {"Location": "http://127.0.0.1:9/" + KEY.replace("\\", "")}, text.encode()

    for line in (b"HTTP/1.1 %s", b"HTTP/1.1 200 OK\r\nX %s: no", b"HTTP/1.1 200 OK\r\nX: \0%s", b"%s"):
        yield raw(line % KEY.encode() + b"\r\n\r\n")


def raw(data: bytes) -> Callable[[Handler], None]:
    """What is no HTTP, and so ends up in an exception."""

    def send(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return send


@pytest.mark.parametrize("echo", list(echoes()))
async def test_a_key_never_comes_back(serve, echo):
    server = serve(echo)
    runner = endpoint(server, retry_policy=RetryPolicy.never())
    try:
        said = (await collected(runner)).model_dump_json()
    except EndpointError as caught:
        said = f"{caught!r} {caught}"
    await runner.aclose()
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    shown = [
        said,
        repr(runner),
        repr(vars(runner)),
        repr(vars(runner.model)),
        repr(vars(runner.model._transport)),
        repr(runner.adjustments),
    ]
    for text in [*shown, runner.endpoint.model_dump_json()]:
        for spelled in (KEY, json.dumps(KEY)[1:-1], KEY[:12]):
            assert spelled not in text


async def test_a_word_is_no_secret(serve):
    summary = await answer(serve(chat("None died, none at all.")), key="none")
    assert summary.text == "None died, none at all."
