"""Headers and body fields of the user's own; headers are sent with each request and never seen again."""

from __future__ import annotations

import json

import pytest
from endpoint_asked import collected, request
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from scripted_server import chat, error

from bench.errors import EndpointError, UsageError
from runners.registry import resolve
from runners.request_options import RESERVED_HEADERS, parse_body, parse_headers

PLANTED = "hush-planted/7Q"
token = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_.", min_size=1)
value = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)


@given(token.filter(lambda name: name.lower() not in RESERVED_HEADERS), value)
def test_a_header_is_what_it_says(name, said):
    (header,) = parse_headers([f" {name} :  {said} "]).items()
    assert header == (name.lower(), SecretStr(said))


@pytest.mark.parametrize(("said", "sent"), [("env:MINE", PLANTED), ("Token  env:MINE", f"Token  {PLANTED}")])
def test_a_header_s_value_may_come_from_the_environment(monkeypatch, said, sent):
    monkeypatch.setenv("MINE", f"{PLANTED}\n")
    assert parse_headers([f"X-Key: {said}"]) == {"x-key": SecretStr(sent)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([PLANTED], "looks like 'Name: value'"),
        ([f"X Y: {PLANTED}"], "looks like 'Name: value'"),
        ([f": {PLANTED}"], "looks like 'Name: value'"),
        (["X-Key:"], "no value"),
        ([f"X-Key: env:{PLANTED}"], "the name of a variable"),
        (["X-Key: env:NOT_SET_ANYWHERE"], "set the variable"),
        ([f"X-Key: {PLANTED}\nHost: elsewhere"], "no header can hold"),
        ([f"X-Key: {PLANTED}é"], "no header can hold"),
        ([f"Content-Length: {PLANTED}"], "set by the benchmark"),
        ([f"HOST: {PLANTED}"], "set by the benchmark"),
        ([f"X-Key: {PLANTED}", f"x-key: {PLANTED}"], "given twice"),
    ],
)
def test_what_is_no_header_is_refused_without_its_value(lines, said):
    with pytest.raises(UsageError, match=said) as caught:
        parse_headers(lines)
    assert PLANTED not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_headers_go_with_each_request_beside_the_key(serve, monkeypatch):
    monkeypatch.setenv("MY_KEY", "sk-one")
    server = serve(chat())
    headers = parse_headers([f"X-Project: {PLANTED}", "User-Agent: mine"])
    runner = resolve("m", base_url=server.base_url, api_key_env="MY_KEY", headers=headers)
    await runner.summarise(request(runner))
    await runner.aclose()
    (sent,) = server.headers
    assert (sent["x-project"], sent["user-agent"], sent["authorization"]) == (PLANTED, "mine", "Bearer sk-one")
    assert runner.endpoint.headers == ("user-agent", "x-project")
    assert PLANTED not in runner.endpoint.model_dump_json() + repr(runner) + repr(vars(runner)) + repr(headers)


async def test_a_login_of_one_s_own_takes_the_place_of_the_key(serve, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    server = serve(chat())
    headers = parse_headers([f"Authorization: Basic {PLANTED}"])
    runner = resolve("openai:m", base_url=server.base_url, headers=headers)
    await runner.summarise(request(runner))
    await runner.aclose()
    assert server.headers[0]["authorization"] == f"Basic {PLANTED}"
    with pytest.raises(UsageError, match="give one of them"):
        resolve("m", base_url=server.base_url, api_key_env="MY_KEY", headers=headers)


@pytest.mark.parametrize("status", [400, 401, 403, 500])
async def test_a_value_that_a_server_repeats_goes_no_further(serve, status):
    server = serve(chat(f"It said {PLANTED}."), error(status, f"bad header: {PLANTED}", code=PLANTED))
    headers = parse_headers([f"X-Key: {PLANTED}", f"Authorization: Token {PLANTED}"])
    runner = resolve("m", base_url=server.base_url, headers=headers)
    first = await collected(runner)
    said = first.model_dump_json()
    assert first.text == "It said [key]."
    if status != 500:  # which is asked again, and that takes its time
        said += (await collected(runner)).model_dump_json()
    await runner.aclose()
    assert PLANTED not in said


async def test_a_refused_login_of_one_s_own_is_told_as_one(serve):
    runner = resolve("m", base_url=serve(error(401)).base_url, headers=parse_headers([f"X-Key: {PLANTED}"]))
    with pytest.raises(EndpointError, match="the key is not accepted"):
        await runner.summarise(request(runner))
    await runner.aclose()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(anything)
def test_a_value_is_any_json(value):
    assert parse_body([f"top_k={json.dumps(value)}"]) == {"top_k": value}


@pytest.mark.parametrize("name", ["temperature", "max_tokens", "seed"])
def test_null_leaves_a_default_out(name):
    assert parse_body([f"{name}=null"]) == {name: None}
    with pytest.raises(UsageError, match=f"there is --{name.replace('_', '-')} for that"):
        parse_body([f"{name}=1"])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["top_p"], "looks like top_p=0.9"),
        (["=1"], "looks like top_p=0.9"),
        (["effort=low"], """'effort="low"'"""),
        (["effort='low'"], """'effort="low"'"""),
        (["stop=[1,"], "is not JSON"),
        (["top_p=NaN"], "is not JSON"),
        (["top_p=-Infinity"], "is not JSON"),
        (["x=" + "[" * 100_000], "is not JSON"),
        (["top_p=1", "top_p=0.5"], "given twice"),
        (["thinking_tokens=9"], "--thinking-tokens"),
    ],
)
def test_what_is_no_field_is_refused_in_a_line(fields, said):
    with pytest.raises(UsageError) as caught:
        parse_body(fields)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)
