"""Cutting a text into blocks: offsets stay true, markup goes, and lines keep apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading.parsing.blocks import MAX_BLOCK, MAX_WORD, Block, split_blocks

MARKUP = st.lists(
    st.sampled_from([
        *("# ", "## ", "- ", "* ", "• ", "1. ", "(2) ", "a) ", "> ", "**", "__", "*", "_", "|", "---", "~~", "`"),
        *("The dam broke", "8m. The", "rain", " ", ".", ":", ";", "; ", '"', "“", "”", "\n", "\n\n", "\r\n", "\t"),
        *("\x00", "\u200b", "\ufeff", "\u2028", "\ud800", "\u00a0", "😀", "e\u0301", "\u05d0"),
    ]),
    max_size=30,
).map("".join)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), MARKUP)


def test_each_line_is_a_block_and_blank_ones_are_none() -> None:
    found = split_blocks("One fell.\n\n  \nTwo fell.\n")
    assert found == [Block("One fell.", 0, False, False), Block("Two fell.", 14, False, False)]
    assert split_blocks("") == split_blocks(" \n\t\n") == []


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "– ", "1. ", "12) ", "(3) ", "b) ", "  - "])
def test_an_item_loses_its_mark(mark: str) -> None:
    (block,) = split_blocks(f"{mark}The dam broke.")
    assert block.is_item
    assert not block.is_heading
    assert block.text == " " * len(mark) + "The dam broke."


@pytest.mark.parametrize("text", ["-5 degrees", "3.5 metres", "1990. A year", "A) Option", "-", "2024 was wet"])
def test_what_only_looks_like_an_item_is_none(text: str) -> None:
    (block,) = split_blocks(text)
    assert block.text == text
    assert not block.is_item


@pytest.mark.parametrize("line", ["# The dam", "###### The dam", "**The dam**", "__The dam__", "**The dam**:"])
def test_a_heading_is_told_by_its_markup(line: str) -> None:
    (block,) = split_blocks(line)
    assert block.is_heading
    assert block.text.strip(" :") == "The dam"
    assert len(block.text) == len(line)


def test_a_first_line_without_a_stop_is_a_headline() -> None:
    headline, body = split_blocks("Dam breaks above Orla\nThe dam broke.")
    assert headline.is_heading
    assert not body.is_heading
    assert not any(block.is_heading for block in split_blocks("The dam broke.\nIt rained."))
    assert not any(block.is_heading for block in split_blocks("- Dam breaks\n- It rained"))
    assert not split_blocks("Dam breaks above Orla")[0].is_heading  # all there is
    assert not split_blocks(f"{'the dam ' * 9}\nIt rained.")[0].is_heading


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("The **old** dam", "The   old   dam"),
        ("The *old* dam", "The  old  dam"),
        ("an __old__ dam", "an   old   dam"),
        ("a file_name_here", "a file_name_here"),
        ("2 * 3 dams", "2 * 3 dams"),
        ("| Dam | Toll |", "  Dam   Toll  "),
        ("> It rained", "  It rained"),
        ("~~old~~ dam", "  old   dam"),
        ("“It’s” a dam", '"It\'s" a dam'),
        ("a dam\u00a0of\u202f8", "a dam of 8"),
        ("a\u200bdam\x00", "a dam "),
        ("−5", "-5"),
    ],
)
def test_markup_and_typography_give_way_character_by_character(written: str, parsed: str) -> None:
    (block,) = split_blocks(written)
    assert block.text == parsed
    assert len(block.text) == len(written)


@pytest.mark.parametrize("line", ["---", "***", "- - -", "|---|:--|", "=====", " ___ "])
def test_a_rule_is_no_block(line: str) -> None:
    assert not split_blocks(line)


def test_a_line_parts_at_semicolons_outside_quotations_and_behind_amounts() -> None:
    parts = split_blocks("The dam broke; the mill burned.")
    assert [(block.text, block.start, block.continues) for block in parts] == [
        ("The dam broke;", 0, False),
        (" the mill burned.", 14, True),
    ]
    assert len(split_blocks('"It broke; it burned," he said.')) == 1
    assert len(split_blocks("Ports 80;443 are open.")) == 1
    assert [block.text for block in split_blocks("It cost £8m. The mill paid.")] == ["It cost £8m.", " The mill paid."]


def test_a_long_line_is_cut_at_a_space() -> None:
    text = "rain " * (MAX_BLOCK // 2)
    found = split_blocks(text)
    assert len(found) > 2
    assert "".join(block.text for block in found) == text
    assert all(len(block.text) <= MAX_BLOCK for block in found)
    assert all(block.text.strip().split(" ")[0] == "rain" for block in found)
    assert [block.continues for block in found] == [False] + [True] * (len(found) - 1)


def test_a_word_that_does_not_end_is_cut() -> None:
    found = split_blocks("Yes " + "x" * (2 * MAX_WORD))
    assert [len(block.text) for block in found] == [MAX_WORD + 4, MAX_WORD]
    assert [block.start for block in found] == [0, MAX_WORD + 4]
    assert len(split_blocks("x" * MAX_WORD)) == 1


@settings(max_examples=300)
@given(TEXTS)
def test_blocks_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for block in split_blocks(text):
        assert end <= block.start < len(text)
        assert block.text.strip()
        assert "\n" not in block.text
        end = block.start + len(block.text)
        assert end <= len(text)
        for parsed, written in zip(block.text, text[block.start : end], strict=True):
            assert parsed == written or parsed in " '\"-"  # blanked, or plain for typographic


@settings(max_examples=100)
@given(TEXTS)
def test_no_letter_or_figure_is_lost(text: str) -> None:
    """But for the numbers and letters of list items."""
    kept = "".join(block.text for block in split_blocks(text))
    shown = "".join(sign for sign in kept if sign.isalnum())
    lost = len([sign for sign in text if sign.isalnum()]) - len(shown)
    assert 0 <= lost <= 2 * (text.count("\n") + 1)
