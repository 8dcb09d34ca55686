"""How much: every case under data/quantities, and what holds for any row of tokens."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.how_much.calendar import read_moment
from bench.reading.how_much.numerals import read_numeral, text_at, tokenize
from bench.reading.how_much.openings import may_open
from bench.reading.how_much.quantities import find_quantities
from bench.reading.parsing.sentences import parse
from bench.records import Quantity

CASES = [
    pytest.param(
        case,
        id=f"{path.stem}-{number}",
        marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
    )
    for path in sorted((Path(__file__).parent / "data" / "quantities").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
]
ALWAYS: dict[str, Any] = {"value_high": None, "comparator": "exactly", "unit": "", "per": None}
"""What a case may leave out and is compared all the same."""
OPTIONAL = {"counted", "bound"}
"""What is compared only where a case gives it."""
WORDS = [
    *("a", "an", "one", "half", "nine", "twenty", "ninety", "hundred", "thousand", "million", "dozen", "score", "m"),
    *("third", "thirds", "first", "second", "and", "-", "–", "to", "between", "per", "in", "out of", "every", "of"),
    *("May", "march", "Mon", "Nov.", "st", "th", "a.m.", "p.m", ":", ".", ",", "/", "%", "percentage", "points"),
    *("$", "€", "us", "+", "or more", "3", "0", "24", "60", "2024", "1,000", "9" * 400, "0.5", "12:60", "99"),
    *("2025-13-40", "2025-11-24", "-5", "٣", "१२", "x", "😀", "\x00", "\u0301"),
]
ANY = st.text(max_size=20)
ROWS = st.lists(st.sampled_from(WORDS), max_size=8).flatmap(lambda row: st.sampled_from((" ".join(row), "".join(row))))


def read_quantities(text: str) -> list[Quantity]:
    """All quantities of a text, sentence by sentence."""
    return [quantity for sentence in parse(text) for quantity in find_quantities(sentence)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    text, wanted = case["text"], case["quantities"]
    quantities = read_quantities(text)
    assert [quantity.text for quantity in quantities] == [expected["text"] for expected in wanted]
    for quantity, expected in zip(quantities, wanted, strict=True):
        assert not expected.keys() - ALWAYS.keys() - OPTIONAL - {"text", "value"}
        assert text[slice(*quantity.span)] == quantity.text
        assert quantity.value == pytest.approx(expected["value"])
        for name, usual in ALWAYS.items():
            assert getattr(quantity, name) == expected.get(name, usual), name
        if "counted" in expected:
            assert quantity.counted == expected["counted"]
        if "bound" in expected:
            assert quantity.bound_span is not None
            assert text[slice(*quantity.bound_span)] == expected["bound"]


@settings(max_examples=300)
@given(st.one_of(ROWS, ANY))
def test_any_row_of_tokens_is_tried_at_every_place(text: str) -> None:
    tokens = tokenize(text)
    for token in tokens:
        assert text[token.start : token.end].lower() == token.text
    for index in range(len(tokens) + 2):
        numeral = read_numeral(tokens, index)
        assert numeral is None or index < numeral.end <= len(tokens)
        assert numeral is None or may_open(tokens[index].text, text_at(tokens, index + 1))
    for index in range(len(tokens)):
        date = read_moment(tokens, index, text)
        assert date is None or index < date.end <= len(tokens)
        assert date is None or may_open(tokens[index].text, text_at(tokens, index + 1))


@settings(max_examples=60)
@given(ROWS)
def test_every_span_lies_inside_the_text_in_order(text: str) -> None:
    end = 0
    for quantity in read_quantities(text):
        assert end <= quantity.span[0] < quantity.span[1] <= len(text)
        written = text[slice(*quantity.span)]
        assert len(written) == len(quantity.text)
        assert written.replace("\0", " ") == quantity.text  # as parsed: what no reader sees is blank
        end = quantity.span[1]
        if quantity.bound_span is not None:
            assert 0 <= quantity.bound_span[0] < quantity.bound_span[1] <= len(text)


@given(st.integers(0, 999), st.sampled_from(["", "thousand", "million", "billion"]))
def test_a_number_in_words_is_the_number_in_digits(value: int, scale: str) -> None:
    spelt = f"{in_words(value)} {scale}".strip() if value else "zero"
    numeral = read_numeral(tokenize(spelt), 0)
    assert numeral is not None
    assert numeral.end == len(tokenize(spelt))
    times = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    assert numeral.value == value * times


def in_words(value: int) -> str:
    """A whole number below a thousand, spelt as news does."""
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    low = [*small.split(), "seventeen", "eighteen", "nineteen"]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if value >= 100:
        remainder = f" and {in_words(value % 100)}" if value % 100 else ""
        return f"{low[value // 100]} hundred{remainder}"
    if value < 20:
        return low[value]
    return tens[value // 10 - 2] + (f"-{low[value % 10]}" if value % 10 else "")
