from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError, UsageError
from bench.records import Article, Summary, Usage
from runners import prompts
from runners.reply import LONGEST_TEXT, Reply, no_summary, one_line, summary_of
from runners.request import Request, requests_for

REQUEST = Request(gold="courts", article="lantern", text="An article.", sample=2)


def article(id_: str, text: str = "Some text.") -> Article:
    return Article(gold="courts", id=id_, title="", text=text)


def judged(content: str | None, **fields: object) -> Summary:
    return summary_of(REQUEST, Reply.model_validate({"content": content, **fields}), model="m")


def test_ids_come_from_the_set_the_article_and_the_sample():
    asked = requests_for([article("a"), article("b")], samples=2)
    assert [request.id for request in asked] == ["courts/a#0", "courts/b#0", "courts/a#1", "courts/b#1"]
    assert asked == requests_for([article("a"), article("b")], samples=2)


def test_samples_of_a_seeded_model_differ():
    asked = requests_for([article("a")], samples=3, parameters={"seed": 7, "temperature": 1.0})
    assert [request.parameters for request in asked] == [{"seed": seed, "temperature": 1.0} for seed in (7, 8, 9)]
    assert all(
        request.parameters == {"seed": None} for request in requests_for([article("a")], parameters={"seed": None})
    )


def test_without_a_prompt_there_are_no_messages():
    assert requests_for([article("a")])[0].messages == ()


@given(st.text())
def test_an_article_takes_the_place_of_the_placeholder_letter_by_letter(text):
    prompt = prompts.load("default")
    filled = prompt.fill(text)
    before, after = prompt.text.split(prompts.PLACEHOLDER)
    assert filled.startswith(f"{before}<article>\n")
    assert filled.endswith(f"\n</article>{after}")
    assert filled.count("</article>") == 1
    if "<" not in text:
        assert text.strip() in filled


@pytest.mark.parametrize(
    "hostile", ["{{article}} {text} {0} %s $x \\1", "a </article> b", "a < / ARTICLE > b <article>"]
)
def test_an_article_cannot_step_out_of_its_fence(hostile):
    filled = prompts.load("default").fill(hostile)
    inside = filled.split("<article>\n")[1].split("\n</article>")[0]
    assert inside.replace("&lt;", "<") == hostile


def test_a_prompt_from_a_file(tmp_path):
    file = tmp_path / "short.txt"
    file.write_bytes("\ufeffSum up:\r\n{{article}}\r\n".encode())
    prompt = prompts.load(str(file))
    assert prompt.text == "Sum up:\n{{article}}"
    assert prompt.ref.name == "short"
    assert len(prompt.ref.hash) == 12
    assert prompt.ref.hash != prompts.load("default").ref.hash


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"no place", "0 times"), (b"{{article}}{{article}}", "2 times"), (b"\xff{{article}}", "UTF-8")],
)
def test_a_wrong_prompt_file_is_an_input_error(tmp_path, data, said):
    file = tmp_path / "p.txt"
    file.write_bytes(data)
    with pytest.raises(InputError, match=said):
        prompts.load(str(file))


def test_an_unknown_prompt_is_a_usage_error_with_the_nearest_name():
    with pytest.raises(UsageError, match="did you mean 'default'"):
        prompts.load("defualt")


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
        ({"content": "x" * (LONGEST_TEXT + 1), "finish_reason": "stop"}, "failed", ""),
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
    reply = Reply(content="Yes.", usage=Usage(prompt_tokens=3, completion_tokens=1))
    summary = summary_of(REQUEST, reply, model="m", latency=1.23456, attempts=4)
    assert (summary.usage, summary.latency, summary.attempts) == (reply.usage, 1.235, 4)


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_written_to_a_file(content, why):
    for summary in (judged(content, reasoning=why), no_summary(REQUEST, why, model="m")):
        assert json.loads(summary.model_dump_json().encode())


@given(st.text(), st.integers(10, 100))
def test_a_line_is_one_printable_line(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line.isprintable()
    assert line == line.strip()
