"""Who is credited with what: every case under data/credits, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.parsing.sentences import parse
from bench.reading.who.credits import credits_of
from bench.reading.who.mentions import Mentions
from bench.records import Credit

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "data" / "credits").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
]
KEYS = {"source", "cue", "stance", "scope", "names", "negated", "carried"}
WORDS = [
    *(
        "said",
        "he",
        "who",
        "whose",
        "according to",
        "whom",
        "the NMA",
        "Corvane",
        "that",
        "as",
        "it",
        "claims",
        "by",
    ),
    *(
        "in",
        "view",
        "'s",
        "citing",
        "denied",
        "and",
        "she",
        "told",
        "them",
        "not",
        "ex-",
        "LONDON",
        "of",
        "adding",
    ),
    *(
        '"',
        "“",
        "”",
        "''",
        ",",
        ".",
        ":",
        ";",
        "\n",
        "\n\n",
        "-",
        "—",
        "―",
        "?",
        "!",
        "…",
        "(",
        ")",
        "* ",
        "**",
        "X:",
    ),
    *("1", "\u200b", "😀", "é", "²", "\ufeff", "\t"),
]


def read_credits(text: str) -> list[Credit]:
    """All credits of a text, sentence by sentence."""
    mentions = Mentions()
    return [credit for sentence in parse(text) for credit in credits_of(sentence, mentions)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = read_credits(text)
    wanted = case.get("credit", [])
    given_ = [(credit.source, credit.cue, [text[start:end] for start, end in credit.scope]) for credit in found]
    assert given_ == [(one["source"], one["cue"], one["scope"]) for one in wanted]
    for credit, one in zip(found, wanted, strict=True):
        assert not one.keys() - KEYS
        assert credit.stance == one.get("stance", "neutral")
        assert credit.negated == one.get("negated", False)
        assert credit.carried == one.get("carried", False)
        assert set(one.get("names", ())) <= set(credit.names)
        assert credit.names[:1] != ("",)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str) -> None:
    for credit in read_credits(text):
        assert credit.scope
        for start, end in (
            credit.cue_span,
            *credit.scope,
            *([credit.source_span] if credit.source_span else []),
        ):
            assert 0 <= start < end <= len(text)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_reading_again_gives_the_same(text: str) -> None:
    assert read_credits(text) == read_credits(text)
