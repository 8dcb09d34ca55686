from __future__ import annotations

import json

import pytest

from bench.errors import InputError, UsageError
from runners.replay import Replay
from runners.summary_request import SummaryRequest


def ask(article: str, sample: int = 0, gold: str = "g") -> SummaryRequest:
    return SummaryRequest(gold=gold, article=article, text="", sample=sample)


@pytest.fixture
def replay(tmp_path):
    def write(*rows: dict) -> Replay:
        file = tmp_path / "summaries.jsonl"
        file.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return Replay(file)

    return write


async def test_a_line_is_the_summary_of_its_article(replay):
    runner = replay({"article": "a", "text": " <think>hm</think> One.", "id": "s1", "note": "anything"})
    summary = await runner.summarise(ask("a"))
    assert (summary.id, summary.text, summary.status) == ("g/a#0", "One.", "ok")
    assert summary.model == runner.name == f"replay:{runner._path}"


async def test_an_article_that_is_missing_is_a_failure_with_a_reason(replay):
    runner = replay({"article": "a", "text": "One."})
    for request in (ask("b"), ask("a", sample=1)):
        summary = await runner.summarise(request)
        assert summary.status == "failed"
        assert f"article '{request.article}', sample {request.sample}" in summary.error


async def test_samples_are_counted_where_the_file_does_not(replay):
    runner = replay({"article": "a", "text": "One."}, {"article": "b", "text": "x"}, {"article": "a", "text": "Two."})
    assert [(await runner.summarise(ask("a", sample))).text for sample in (0, 1)] == ["One.", "Two."]


async def test_a_line_may_name_its_set_and_its_model(replay):
    runner = replay(
        {"article": "a", "text": "Of g.", "gold": "g", "model": "m1"},
        {"article": "a", "text": "Of any.", "sample": 0},
    )
    first, second = await runner.summarise(ask("a")), await runner.summarise(ask("a", gold="h"))
    assert (first.text, first.model) == ("Of g.", "m1")
    assert second.text == "Of any."


async def test_what_a_run_recorded_as_failed_stays_failed(replay):
    runner = replay(
        {"article": "a", "text": "", "status": "failed", "error": "no answer"},
        {"article": "b", "text": "cut", "status": "truncated", "finish_reason": "length"},
    )
    failed, truncated = await runner.summarise(ask("a")), await runner.summarise(ask("b"))
    assert (failed.status, failed.error) == ("failed", "no answer")
    assert (truncated.status, truncated.text) == ("truncated", "cut")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"article":"a","text":"x"}\n{"article":"a"', "2: not a JSON object"),
        ('{"text":"x"}', "1: field 'article'"),
        ('{"article":"a","text":null}', "1: field 'text'"),
        ('{"article":"a","text":"x","sample":-1}', "1: field 'sample'"),
        (
            '{"article":"a","text":"x","sample":0}\n\n{"article":"a","text":"y","sample":0}',
            "3: a second summary",
        ),
        ("[]", "1: not a JSON object"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path, text, said):
    file = tmp_path / "s.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"s.jsonl:{said}"):
        Replay(file)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        Replay(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        Replay(tmp_path / "bad.jsonl")
    with pytest.raises(InputError):
        Replay(tmp_path)
