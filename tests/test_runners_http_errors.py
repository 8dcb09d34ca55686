"""How long a server asks to wait, and the phrases that tell one refusal from another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runners.failure_phrases import phrase, server_errors
from runners.openai_protocol.http_errors import asked_to_wait

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


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, table in server_errors().items() for example in table.examples]
)
def test_every_phrase_list_knows_its_examples(name, example):
    assert phrase(name).search(example)


@pytest.mark.parametrize(
    ("name", "example"),
    [(name, example) for name, table in server_errors().items() for example in table.counterexamples],
)
def test_no_phrase_list_takes_its_counterexamples(name, example):
    assert not phrase(name).search(example)
