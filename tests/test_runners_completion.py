from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.records import Usage
from runners.completion import error_of, parse, reply_of
from runners.reply import Reply
from runners.retry import Patience, asked_to_wait

words = st.sampled_from(
    [
        "choices",
        "message",
        "content",
        "reasoning",
        "refusal",
        "finish_reason",
        "usage",
        "prompt_tokens",
        "type",
        "text",
        "thinking",
        "error",
        "code",
        "detail",
        "loc",
        "msg",
        "errors",
        "param",
        "metadata",
        "raw",
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
)
choices = st.fixed_dictionaries({"choices": st.lists(st.fixed_dictionaries({"message": anything}) | anything)})


@given(anything | choices)
def test_nothing_that_a_server_sends_raises(body):
    reply, error = reply_of(body), error_of(body)
    assert reply is None or isinstance(reply, Reply)
    assert error is None or "\n" not in error.message


@given(st.binary() | st.text().map(str.encode))
def test_what_is_no_json_is_nothing(body):
    parse(body, ["a-secret"])


@given(anything)
def test_without_a_secret_json_stays_as_it_is(body):
    data = json.dumps(body).encode()
    assert json.dumps(parse(data, ["secret not there"])) == json.dumps(parse(data)) == json.dumps(body)


def test_counts_that_are_none_are_zero():
    body = {"choices": [{"message": {"content": "x"}}]}
    for usage in (None, {}, {"prompt_tokens": None, "completion_tokens": "9"}, {"prompt_tokens": -1}, [1]):
        reply = reply_of(body | {"usage": usage})
        assert reply is not None
        assert reply.usage == Usage()


@pytest.mark.parametrize(
    ("body", "message", "code", "parameters"),
    [
        (
            {"error": {"message": "no", "type": "t", "code": "C", "param": "body.seed"}},
            "no",
            "c t",
            ("seed",),
        ),
        ({"message": "no", "object": "error", "code": 400}, "no", "400", ()),
        ({"detail": "Not\n found"}, "Not found", "", ()),
        ({"object": "error", "message": {"detail": [{"msg": "no", "loc": ["body", "x"]}]}}, "no", "", ("x",)),
        ([{"error": {"message": "no", "code": 400, "status": "S"}}], "no", "400", ()),
        ({"error": "no"}, "no", "", ()),
        ("no", "no", "", ()),
    ],
)
def test_errors_come_in_many_shapes(body, message, code, parameters):
    error = error_of(body)
    assert error is not None
    assert (error.message, error.code, error.parameters) == (message, code, parameters)


@pytest.mark.parametrize("body", [None, 3, [], {}, {"error": None}, {"error": {}}, {"choices": []}])
def test_no_error_is_none(body):
    assert error_of(body) is None


NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "Thu, 01 Jan 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Thu, 01 Jan 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after-ms": "soon"}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers, seconds):
    assert asked_to_wait(headers, NOW) == seconds


@given(st.integers(1, 100))
def test_pauses_grow_up_to_a_limit(attempt):
    patience = Patience(shortest=1.0, longest=30.0)
    full = min(30.0, 2.0 ** (attempt - 1))
    assert full / 2 <= patience.before(attempt) <= full
