"""Fields of the user's own in the body of each request."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import UsageError
from runners.body import parse_body

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
        (["stop=[1,"], "is no JSON"),
        (["top_p=NaN"], "is no JSON"),
        (["top_p=-Infinity"], "is no JSON"),
        (["x=" + "[" * 100_000], "is no JSON"),
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
