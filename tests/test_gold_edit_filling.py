"""What a form is filled in with when a passage is selected."""

from __future__ import annotations

from typing import Any

import pytest
from gold_folder import ARTICLE


def passage(kind: str, quote: str, at: int | None = None) -> dict[str, Any]:
    start = ARTICLE.index(quote) if at is None else at
    return {"kind": kind, "span": [start, start + len(quote)]}


@pytest.mark.parametrize(
    ("asked", "filled"),
    [
        (
            passage("attribution", "The ferry was late, the mayor said.", ARTICLE.rindex("The ferry was late")),
            {"cue": "said", "stance": "neutral", "claim": "The ferry was late"},
        ),
        (passage("hedge", "It allegedly carried"), {"cue": "allegedly", "strength": "alleged", "sources": []}),
        (passage("number", "20 cars"), {"text": "20", "value": 20, "comparator": "exactly", "unit": "cars"}),
        (passage("number", "The ferry was late"), {}),
        (passage("number", ARTICLE + "x" * 50, 0), {"value": 20}),
    ],
)
def test_the_fields_that_the_passage_tells(client, asked, filled):
    text_hash = client.get("api/articles/ferry/hashes")["text"]
    status, fields = client.post("api/articles/ferry/proposal", asked | {"text_hash": text_hash})
    assert status == 200
    assert {name: fields.get(name) for name in filled} == filled
    assert bool(fields) == bool(filled)


def test_a_passage_of_another_text_or_of_nothing_fills_in_nothing(client):
    asked = passage("number", "20 cars")
    assert client.post("api/articles/ferry/proposal", asked | {"text_hash": "0" * 64}) == (200, {})
    assert client.post("api/articles/other/proposal", asked | {"text_hash": "0" * 64})[0] == 404
    assert client.post("api/articles/ferry/proposal", asked | {"kind": "mood", "text_hash": ""})[0] == 400
