"""Secrets are taken out of a text in whatever spelling they come, and nothing else is."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bench import redaction
from bench.redaction import redacted, remember
from runners.secrets_sent import secrets_in

SECRET = 'sk-Pl4nted/7Qx+w9"Zz'
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "on two lines": lambda secret: f"{secret[:9]}\n {secret[9:]}",
    "in two texts of a list": lambda secret: json.dumps([secret[:9], secret[9:]]),
    "after a thought": lambda secret: f"<think>{secret[:9]}</think>\n{secret[9:]}",
    "with zero-width spaces": "\u200b".join,
    "letter by letter": " ".join,
    "as JSON": lambda secret: json.dumps(secret)[1:-1],
    "as JSON in JSON": lambda secret: json.dumps(json.dumps(secret)),
    "in JSON's numbers": lambda secret: "".join(f"\\u{ord(char):04X}" for char in secret),
    "with JSON's slashes": lambda secret: secret.replace("/", "\\/"),
    "as Python shows bytes": lambda secret: repr(bytearray(secret.encode()))[12:-2],
    "as HTML": lambda secret: html.escape(secret).replace("/", "&#x2F;"),
    "in a URL": lambda secret: quote(secret, safe=""),
    "all in per cent": lambda secret: "".join(f"%{ord(char):02x}" for char in secret),
    "in hex": lambda secret: secret.encode().hex().upper(),
    "in base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "in a URL's base64": lambda secret: base64.urlsafe_b64encode(b"?>" + secret.encode()).decode(),
    "in base64 after a name": lambda secret: base64.b64encode(b"ann:" + secret.encode() + b"!").decode(),
}


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(redaction, "_secrets", set())
    redaction._needles.cache_clear()
    yield
    redaction._needles.cache_clear()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_secret_is_left(spelling):
    spelled = SPELLINGS[spelling](SECRET)
    text = f"It said: {spelled} and İ no more"
    assert redacted(text) == text
    remember(SECRET)
    left = redacted(text)
    assert "[key]" in left
    assert left.startswith("It said: ")
    assert left.endswith(" and İ no more")
    pieces = (spelled[at : at + redaction.SHORTEST] for at in range(len(spelled) - redaction.SHORTEST + 1))
    assert not [piece for piece in pieces if piece in left], left


@given(st.text(), st.text(alphabet="abc-%\\ nİß&;\u200b"), st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_what_stands_beside_a_secret_is_kept(before, after, secret):
    redaction._secrets.clear()
    redaction._needles.cache_clear()
    remember(secret)
    without = redacted(before + after)
    if len(secret) < redaction.SHORTEST:
        assert without == before + after
    else:
        assert secret not in redacted(f"{before} {secret} {after}")


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
