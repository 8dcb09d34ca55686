"""What is a secret, and that nothing but secrets is taken out of an answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from runners.openai_protocol.redaction import parsed_without, secrets_in

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | st.text().map(str.encode))
def test_what_is_no_json_is_nothing(body):
    parsed_without(["a-secret"], body)


@given(anything)
def test_without_a_secret_json_stays_as_it_is(body):
    data = json.dumps(body).encode()
    assert (
        json.dumps(parsed_without(["secret not there"], data))
        == json.dumps(parsed_without([], data))
        == json.dumps(body)
    )


@pytest.mark.parametrize(
    ("name", "said", "secrets"),
    [
        ("x", "Allegedly benchmark", ()),
        ("x", "short1", ()),
        ("x", "2023-06-01", ()),
        ("x", "Bearer hush-planted-7Q", ("Bearer hush-planted-7Q", "hush-planted-7Q")),
        ("x", "abcdefghijklmnopqrst", ("abcdefghijklmnopqrst",)),
        ("x", "p4ssw0rd!", ("p4ssw0rd!",)),
        ("x-api-key", "swordfish", ("swordfish",)),
        ("x-session-id", "2023-06-01", ("2023-06-01",)),
        ("authorization", "Basic dXNlcjpwYXNz", ("Basic dXNlcjpwYXNz", "dXNlcjpwYXNz")),
        (
            "cookie",
            'theme=dark; sid="swordfish"',
            ('theme=dark; sid="swordfish"', 'sid="swordfish"', "swordfish"),
        ),
    ],
)
def test_plain_words_are_no_secrets_unless_their_header_is_for_secrets(name, said, secrets):
    assert secrets_in(None, {name: SecretStr(said)}) == secrets


def test_a_key_is_a_secret_if_it_is_long_enough_to_be_one():
    assert secrets_in(SecretStr("none"), {}) == ()
    assert secrets_in(SecretStr("sk-planted"), {}) == ("sk-planted",)
