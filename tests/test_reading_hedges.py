"""How sure: every case under data/hedges, and what holds for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.how_sure.hedges import find_hedges
from bench.reading.lexicon import data
from bench.reading.parsing.sentences import parse
from bench.records import Hedge

CASES = [
    pytest.param(
        case,
        id=f"{path.stem}-{number}",
        marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
    )
    for path in sorted((Path(__file__).parent / "data" / "hedges").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
]
KEYS = {"cue", "strength", "scope"}
"""Each is compared only where a case gives it; how many hedges there are, always."""
NEVER_FOUND = ["so-called", "self-described", "self-styled", "would-be", "anyone 's guess", "cannot say"]
"""Entries known to match nothing: hyphens, "'s" and "cannot" are cut up or rewritten before they are compared."""
WORDS = [
    *("may", "not", "n't", "allegedly", "if", "should", "whether", "no", "evidence", "reported", "said", "to", "be"),
    *("what", "calls", "denies", "which", "is", "the", "mayor", "possible", "suspect", "of", "that", "seems", "rain"),
    *("rule", "out", "?", ".", ",", ":", "“", '"', "\n", "- ", "**", "²", "😀", "\u0301", "\x00", "\u200f", "("),
]


def read_hedges(text: str) -> list[Hedge]:
    """All hedges of a text, sentence by sentence."""
    return [hedge for sentence in parse(text) for hedge in find_hedges(sentence)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    text, wanted = case["text"], case["hedges"]
    found = read_hedges(text)
    assert len(found) == len(wanted), [hedge.cue for hedge in found]
    for hedge, one in zip(found, wanted, strict=True):
        assert not one.keys() - KEYS
        read = {
            "cue": hedge.cue,
            "strength": hedge.strength,
            "scope": [text[start:end] for start, end in hedge.scope],
        }
        assert {key: read[key] for key in one} == one


@settings(max_examples=100)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str) -> None:
    found = read_hedges(text)
    assert found == sorted(found, key=lambda hedge: hedge.cue_span)
    for hedge in found:
        assert hedge.scope
        for start, end in (hedge.cue_span, *hedge.scope):
            assert 0 <= start < end <= len(text)


def phrases() -> Iterator[tuple[str, str, str]]:
    """Group, strength and text of every hedge that has no grammar of its own."""
    for group in ("adverb", "adjective", "phrase"):
        for strength, words in data("hedging")[group].items():
            yield from ((group, strength, word) for word in words)


def test_every_entry_is_found_where_it_belongs() -> None:
    """An entry that the parser cuts otherwise ("would-be" is three words to it) would be in its list for nothing."""
    frames = {
        "adverb": ("The mill {} burned.",),
        "adjective": ("The {} fire spread.", "The fire is {}."),
        "phrase": ("The mill {}.",),
    }
    lost = [
        text
        for group, strength, text in phrases()
        if not any(
            hedge.strength == strength
            for frame in frames[group]
            for hedge in read_hedges(frame.format(text.replace("*", "these men")))
        )
    ]
    assert lost == NEVER_FOUND
