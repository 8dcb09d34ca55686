from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runners.thinking import TAG, cut_thinking

plain = st.text().filter(lambda text: not TAG.search(text) and "<" not in text and "[" not in text)
tags = st.sampled_from(
    [
        ("<think>", "</think>"),
        ("<Thinking>", "</THINKING>"),
        ("[THINK]", "[/THINK]"),
        ("<thought>", "</ thought >"),
        ("<seed:think>", "</seed:think>"),
        ("◁think▷", "◁/think▷"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
    ]
)


@given(plain, plain, plain, tags)
def test_what_is_between_the_tags_goes_and_the_rest_stays(before, thought, after, tag):
    cut = cut_thinking(f"{before}{tag[0]}{thought}{tag[1]}{after}")
    assert cut.text == (before + after).strip()
    assert cut.found
    assert not cut.unfinished


@given(plain, plain)
def test_a_thought_that_never_ends_is_told(before, thought):
    cut = cut_thinking(f"{before}<think>{thought}")
    assert cut.unfinished
    assert cut.text == before.strip()


@given(st.lists(st.one_of(plain, st.sampled_from(["<think>", "</think>", "[THINK]", "[/THINK]"]))))
def test_no_tag_is_ever_left(pieces):
    assert not TAG.search(cut_thinking("".join(pieces)).text)


@given(plain)
def test_a_text_without_thinking_is_itself(text):
    assert cut_thinking(text) == (text.strip(), False, False)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hm, the user wants\n</think>\n\nThree died.", "Three died."),  # the prompt held the opening tag
        ("<think>the tag <think> is odd</think>Three died.", "Three died."),
        ("<think>a<think>b</think>c</think>Three died.", "Three died."),
        ("<think></think>Three died.", "Three died."),
        ("<think>a</think>Three <think>b</think>died.", "Three died."),
        ("He said: “I [think] so.” 3 < 4, he thought.", "He said: “I [think] so.” 3 < 4, he thought."),
    ],
)
def test_shapes_that_models_give(text, answer):
    assert cut_thinking(text) == (answer, "think>" in text, False)
