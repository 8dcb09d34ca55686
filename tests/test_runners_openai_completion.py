from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.records import Usage
from runners.chat.transport import Completion
from runners.openai_protocol.completion import completion_of, error_of

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
    completion, error = completion_of(body), error_of(body)
    assert completion is None or isinstance(completion, Completion)
    assert error is None or "\n" not in error.message


def test_counts_that_are_none_are_zero():
    body = {"choices": [{"message": {"content": "x"}}]}
    for usage in (None, {}, {"prompt_tokens": None, "completion_tokens": "9"}, {"prompt_tokens": -1}, [1]):
        completion = completion_of(body | {"usage": usage})
        assert completion is not None
        assert completion.usage == Usage()


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
