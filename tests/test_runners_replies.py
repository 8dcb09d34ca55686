"""What a completion comes to: a summary, or the reason why there is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.bounds import most
from bench.foreign_text import bounded_line
from bench.records import Summary, Usage
from runners.chat.replies import LONGEST_REFUSAL, failed_reply, is_refusal, reply_from
from runners.chat.transport import Completion
from runners.failure_phrases import refusal_phrases
from runners.summary_request import SummaryRequest, summary_of

REQUEST = SummaryRequest(gold="courts", article="lantern", text="An article.", sample=2)


def judged(content: str | None, **fields: object) -> Summary:
    return summary_of(REQUEST, reply_from(Completion.model_validate({"content": content, **fields})), model="m")


@pytest.mark.parametrize(
    ("reply", "status", "text"),
    [
        ({"content": "  Three died.\n", "finish_reason": "stop"}, "ok", "Three died."),
        ({"content": "Three died.", "finish_reason": None}, "ok", "Three died."),
        ({"content": "<think>hm</think> Three died.", "finish_reason": "stop"}, "ok", "Three died."),
        ({"content": "Three died.", "reasoning": "hm", "finish_reason": "stop"}, "ok", "Three died."),
        ({"content": "Three died in", "finish_reason": "length"}, "truncated", "Three died in"),
        (
            {"content": "<think>hm</think>Three died in", "finish_reason": "length"},
            "truncated",
            "Three died in",
        ),
        ({"content": "", "finish_reason": "stop"}, "empty", ""),
        ({"content": " \n ", "finish_reason": "length"}, "empty", ""),
        ({"content": "<think>hm</think>", "finish_reason": "stop"}, "empty", ""),
        ({"content": "<think>hm", "finish_reason": "stop"}, "failed", ""),
        ({"content": "<think>hm", "finish_reason": "length"}, "failed", ""),
        ({"content": "", "reasoning": "hm", "finish_reason": "length"}, "failed", ""),
        ({"content": None, "reasoning": "hm", "finish_reason": "length"}, "failed", ""),
        ({"content": None, "finish_reason": "stop"}, "failed", ""),
        ({"content": "Three", "finish_reason": "error"}, "failed", ""),
        ({"content": "x" * (most("summary") + 1), "finish_reason": "stop"}, "failed", ""),
        ({"content": None, "refusal": "I cannot.", "finish_reason": "stop"}, "refused", ""),
        ({"content": "Three", "finish_reason": "content_filter"}, "refused", "Three"),
        ({"content": None, "finish_reason": "content_filter: SAFETY"}, "refused", ""),
    ],
)
def test_what_a_reply_comes_to(reply, status, text):
    summary = judged(**reply)
    assert (summary.status, summary.text) == (status, text)
    assert (summary.error is None) == (status == "ok")
    assert summary.is_scored == (status in ("ok", "truncated"))
    assert summary.id == "courts/lantern#2"


def test_thinking_stays_in_raw():
    assert judged("<think>hm</think> Yes.").raw == "<think>hm</think> Yes."
    assert judged("Yes.", reasoning="hm").raw == "<think>hm</think>\nYes."
    assert judged(None, refusal="I cannot.").raw == "I cannot."


def test_usage_latency_and_attempts_are_kept():
    reply = reply_from(Completion(content="Yes.", usage=Usage(prompt_tokens=3, completion_tokens=1)))
    reply = reply.model_copy(update={"latency": 1.23456, "attempts": 4})
    summary = summary_of(REQUEST, reply, model="m")
    assert (summary.usage, summary.latency, summary.attempts) == (reply.usage, 1.235, 4)


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_written_to_a_file(content, why):
    for summary in (judged(content, reasoning=why), summary_of(REQUEST, failed_reply(why), model="m")):
        assert json.loads(summary.model_dump_json().encode())


@given(st.text(), st.integers(10, 100))
def test_a_line_is_one_printable_line(text, limit):
    line = bounded_line(text, limit)
    assert len(line) <= limit
    assert line.isprintable()
    assert line == line.strip()


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


@given(st.text(min_size=LONGEST_REFUSAL))
def test_a_long_text_is_none(text):
    assert not is_refusal("I cannot help. " + text)


def test_what_nobody_wrote_takes_no_time():
    assert not is_refusal(("I " * 5000)[:LONGEST_REFUSAL])
    assert not is_refusal((" ," * 5000)[:LONGEST_REFUSAL])


def test_the_word_list_knows_its_examples():
    assert all(is_refusal(example) for example in refusal_phrases().examples)
    assert not any(is_refusal(example) for example in refusal_phrases().counterexamples)
