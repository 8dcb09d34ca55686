"""A judge that is asked in batches."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchServer, Body, answered, completion
from gold_folder import write_set
from judge_server import answer, question
from test_judge_faults import outcomes, summaries

from bench.errors import UsageError
from bench.goldset import load_all
from bench.pipeline import begin, describe, score_run
from bench.pipeline.batch_file import BatchFile, check_none_under_way
from bench.pipeline.judges import LiveJudge
from bench.pipeline.judging import Unanswered, ask_judge
from bench.pipeline.scoring import tasks_of
from bench.records import Endpoint, JudgedAnswer
from bench.rundir import RunDir
from bench.scorers.judge.scorer import JudgeScorer
from runners.chat.batch_transport import BatchLimits
from runners.chat.retrying import RetryPolicy
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server

QUICK = RetryPolicy(attempts=4, first_contact=2, shortest=0.001, longest=0.002, first_look=0.001, longest_look=0.01)


def judge(custom_id: str, body: Body) -> Body:
    return answered(custom_id, completion(json.dumps(answer(body))))


def score(server: BatchServer, folder: Path, count: int, keep: Any = None) -> Unanswered:
    run, sets = RunDir(folder / "run"), load_all([str(folder / "gold")])
    about = Server(provider="custom", base_url=server.base_url, batch=BatchLimits(requests=5))
    model = openai_chat_model("m", server=about, model="m", retry_policy=QUICK)
    live, scorer = LiveJudge(model, "m"), JudgeScorer("m")
    with run.locked():
        begin(run, describe(model="m", endpoint=Endpoint(provider="file"), sets=sets, scorer=scorer, parameters={}))
        run.replace_summaries(summaries(count))
        scorer.answers.add(*run.answers())
        tasks = tasks_of(run.summaries(), sets)
        keep = keep or (lambda answers: run.append_answers(*answers))
        left = ask_judge(scorer, tasks, live, keep, notes=BatchFile(run.path, "verdicts"))
        score_run(run, sets, scorer, expected=count, step=lambda: None, judge=live, unanswered=left.requests)
    return left


def test_pending_requests_are_one_round_of_batches_and_repairs_the_next(batch_server, tmp_path):
    write_set(tmp_path / "gold")
    had: Counter[str] = Counter()

    def at_first_wrong(custom_id: str, body: Body) -> Body:
        _, summary = question(body)
        had[summary] += 1
        is_wrong = summary.startswith("Number 2") and had[summary] == 1
        return answered(custom_id, completion("no JSON")) if is_wrong else judge(custom_id, body)

    batch_server.respond = at_first_wrong
    assert score(batch_server, tmp_path, 8).requests == 0
    assert [len(batch_server.lines(batch)) for batch in batch_server.batches.values()] == [5, 3, 1]
    of = outcomes(tmp_path / "run")
    assert [of[f"s{n}", "f01"] for n in range(4)] == ["preserved", "dropped_attribution", "misattribution", "omitted"]
    check_none_under_way(tmp_path / "run")


def test_a_scoring_that_ends_before_its_answers_are_kept_takes_them_from_the_same_batches(batch_server, tmp_path):
    write_set(tmp_path / "gold")
    batch_server.respond = judge

    def ends(_: list[JudgedAnswer]) -> None:
        raise EOFError

    with suppress(EOFError):
        score(batch_server, tmp_path, 4, ends)
    with pytest.raises(UsageError, match=r"batch batch-1 is under way at .*: give --batch to pick it up"):
        check_none_under_way(tmp_path / "run")
    assert score(batch_server, tmp_path, 4).requests == 0
    assert len(batch_server.batches) == 1
    assert sorted(batch_server.paid.values()) == [1] * 4
    check_none_under_way(tmp_path / "run")


def test_what_a_batch_could_not_bring_is_counted(batch_server, tmp_path):
    write_set(tmp_path / "gold")
    batch_server.respond = lambda custom_id, _: answered(custom_id, {"error": {"message": "it burns"}}, 500)
    left = score(batch_server, tmp_path, 3)
    assert (left.requests, left.why) == (3, "the server failed (500): it burns")
