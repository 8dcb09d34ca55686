"""Texts of a scorecard: cut at the ends of marks, and safe to look at."""

from __future__ import annotations

import re
from collections import Counter

from cards import Page, hostile_card
from hypothesis import given
from hypothesis import strategies as st

from bench.records import Span
from reports.scorecard_page import render
from reports.segments import cut, merged, paragraphs
from reports.untrusted import SPARED, Keep, revealed, shortened

TEXTS = st.text(st.sampled_from("ab é😀\n\u0301 "), max_size=60)
MARKS = st.dictionaries(
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=3),
    max_size=5,
)


@given(TEXTS, MARKS)
def test_segments_are_the_text_under_its_marks(text: str, marks: dict[int, list[Span]]) -> None:
    covered = [
        {key for key, spans in marks.items() if any(start <= place < end for start, end in spans)}
        for place in range(len(text))
    ]
    cut_up = cut(text, marks)
    for (start, end), pieces in zip(paragraphs(text), cut_up, strict=True):
        assert "".join(piece.text for piece in pieces) == text[start:end]
        place = start
        for piece in pieces:
            assert piece.text
            assert set(piece.ending) <= set(piece.under)
            for offset, character in enumerate(piece.text, start=place):
                assert set(piece.under) <= covered[offset]
                if not character.isspace():
                    assert set(piece.under) == covered[offset]
            place += len(piece.text)


@given(TEXTS, MARKS)
def test_every_mark_on_visible_text_ends_somewhere(text: str, marks: dict[int, list[Span]]) -> None:
    pieces = [piece for line in cut(text, marks) for piece in line]
    for key, spans in marks.items():
        seen = any(text[max(start, 0) : max(end, 0)].strip() for start, end in spans if start < end)
        assert seen == any(key in piece.ending for piece in pieces)


@given(TEXTS)
def test_paragraphs_leave_out_nothing_but_space(text: str) -> None:
    kept = "".join(text[start:end] for start, end in paragraphs(text))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert not re.search(r"\n\s*\n", "|".join(text[start:end] for start, end in paragraphs(text)))


def test_offsets_are_code_points() -> None:
    ((before, marked, after),) = cut("😀é 14 people", {"n": [(3, 5)]})
    assert (before.text, marked.text, after.text) == ("😀é ", "14", " people")


def test_merged_spans_are_disjoint() -> None:
    assert merged([(5, 9), (0, 3), (2, 6), (12, 12), (20, 15)]) == ((0, 9),)


# Untrusted text


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    shown = revealed(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


def test_ordinary_text_is_left_alone() -> None:
    for text in ("Tomás Brandt “said”\n\tso — 5 €", "👩‍👩‍👧 مرحبا\u200f עברית"):
        assert revealed(text) == text
    assert revealed("a\r\nb\rc") == "a\nb\nc"
    assert revealed("a\x00\x7f\u202e") == "a‹U+0000›‹U+007F›‹U+202E›"


@given(
    st.text(st.sampled_from("ab c-é😀\n"), max_size=120), st.integers(4, 60), st.sampled_from(["start", "end", "both"])
)
def test_a_shortened_text_is_shorter_and_ends_with_a_word(text: str, limit: int, keep: Keep) -> None:
    short = shortened(text, limit, keep)
    assert len(short) <= limit + max(1, min(limit // 5, SPARED))
    if short != text:
        assert len(text) - len(short.replace("…", "")) > min(limit // 5, SPARED)
        kept = short.split("…")
        assert text.startswith(kept[0])
        assert text.endswith(kept[-1])


def test_nothing_is_cut_within_a_word_or_by_four_characters() -> None:
    title = "US prepares terrorist designation of Cartel de los Soles and builds up forces"
    assert shortened(title, 60) == "US prepares terrorist designation of Cartel de los Soles and…"
    assert shortened(title, 30, "end") == "…los Soles and builds up forces"
    assert shortened(title, len(title) - 4) == title
    assert shortened("meta-llama/Llama-3.1-70B-Instruct", 20, "both") == "meta-llama…Instruct"
    assert shortened("x" * 50, 20) == "x" * 20 + "…"


def test_hostile_text_is_text() -> None:
    html = render(hostile_card())
    html.encode("utf-8")
    page = Page(html)
    tags = Counter(tag for tag, _ in page.elements)
    assert tags["script"] == 2, "the page's own, and its data"
    assert tags["img"] == 0
    assert page.unclosed == []
    assert page.open == []
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert "</script><script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}{% raw %}" in page.text
    assert "49" not in page.text[: page.text.index("{{")]
    assert "‹U+0000›‹U+001B›[2J‹U+202E›gnp.exe‹U+2066›&amp;‹U+D800›" in page.text
    assert "characters are not shown" in page.text
    assert len(html) < 300_000
