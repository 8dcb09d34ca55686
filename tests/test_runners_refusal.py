from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runners.refusal import LONGEST, is_refusal


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m sorry, I can’t assist with that request.",
        "Sorry, I cannot summarize this article.",
        "I cannot provide a summary of this article, as it contains violence.",
        "I am unable to write a summary of this.",
        "I'm not able to help with that.",
        "Unfortunately, I won't do that.",
        "I apologize, but I cannot fulfill your request.",
        "As an AI language model, I cannot comply.",
        "  I can't continue with this.\n",
    ],
)
def test_refusals(text):
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Three died.",
        "“I cannot help you,” the mayor said.",
        "\"I'm sorry, but I can't help with that,\" the operator told the caller.",
        "The mayor said: I cannot help with that.",
        "I can't breathe, Garner said eleven times.",
        "I can't believe it, the winner said.",
        "I will not resign, the premier told parliament.",
        "I won't do interviews, the actor said.",
        "Sorry, the Oscar-winning film, cannot be shown.",
        "Unfortunately for the ministry, it cannot provide a figure.",
        "Maduro denied that he leads the cartel.",
        "",
    ],
)
def test_summaries_are_none(text):
    assert not is_refusal(text)


@given(st.text(min_size=LONGEST))
def test_a_long_text_is_none(text):
    assert not is_refusal("I cannot help. " + text)


def test_what_nobody_wrote_takes_no_time():
    assert not is_refusal(("I " * 5000)[:LONGEST])
    assert not is_refusal((" ," * 5000)[:LONGEST])
