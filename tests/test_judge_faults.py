"""A judge behind a server that fails in every way, and a scoring that is killed at any moment."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from pathlib import Path

from gold_folder import write_set
from judge_server import judge, question
from kills import killed_and_ended
from scripted_server import Handler, chat, error, reset, say, tear

from bench.goldset import load_all
from bench.pipeline import begin, describe, score_run
from bench.pipeline.judges import LiveJudge
from bench.pipeline.judging import ask_judge
from bench.pipeline.scoring import tasks_of
from bench.records import Endpoint, Summary
from bench.rundir import RunDir
from bench.scorers.judge.scorer import JudgeScorer
from runners.chat.rate_limiter import Limits
from runners.chat.retrying import RetryPolicy
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server

FAST = RetryPolicy(attempts=10, first_contact=10, timeouts=5, shortest=0.005, longest=0.02)
CONCURRENCY = 8
CODES = ("preserved", "dropped_attribution", "misattribution", "omitted")


def summaries(count: int) -> list[Summary]:
    return [
        Summary(
            id=f"s{n}",
            gold="harbour",
            article="ferry",
            model="m",
            text=f"Number {n}: f01-{CODES[n % 4].replace('_', '-')}",
        )
        for n in range(count)
    ]


def score_again(folder: Path, gold: Path, address: str, count: int) -> None:
    """Score a run from where it is; what each of the processes does that are killed."""
    run, sets = RunDir(folder), load_all([str(gold)])
    limits = Limits(concurrency=CONCURRENCY)
    server = Server(provider="custom", base_url=address)
    model = openai_chat_model("m", server=server, model="m", time_limit=1.0, retry_policy=FAST, limits=limits)
    live, scorer = LiveJudge(model, "m"), JudgeScorer("m")
    endpoint = Endpoint(provider="file")
    with run.locked():
        begin(run, describe(model="m", endpoint=endpoint, sets=sets, scorer=scorer, parameters={}))
        run.replace_summaries(summaries(count))
        scorer.answers.add(*run.answers())
        left = ask_judge(scorer, tasks_of(run.summaries(), sets), live, lambda answers: run.append_answers(*answers))
        score_run(run, sets, scorer, expected=count, step=lambda: None, judge=live, unanswered=left.requests)


def outcomes(folder: Path) -> dict[tuple[str, str], str]:
    rows = map(json.loads, (folder / "outcomes.jsonl").read_text().splitlines())
    return {(row["summary"], row["fact"]): row["verdict"] for row in rows}


def faulty(handler: Handler) -> None:
    dice = random.random()
    if dice < 0.05:
        say(handler, error(429, "slow down", {"Retry-After": "0.01"}))
    elif dice < 0.10:
        say(handler, error(500, "it burns"))
    elif dice < 0.13:
        reset(handler)
    elif dice < 0.16:
        tear(handler)
    elif dice < 0.18:
        say(handler, (200, {}, b"<html>one moment</html>"))
    elif dice < 0.20:
        say(handler, (200, {}, b'{"choices": []}'))
    else:
        judge(handler)


def test_every_verdict_arrives_whatever_the_server_does(serve, tmp_path):
    gold = write_set(tmp_path / "gold")
    score_again(tmp_path / "run", gold, serve(faulty).base_url, 200)
    verdicts = outcomes(tmp_path / "run")
    assert len(verdicts) == 600
    assert all(verdicts[f"s{n}", "f01"] == CODES[n % 4] for n in range(200))


def test_answers_that_are_nonsense_for_ever_give_no_verdict(serve, tmp_path):
    gold = write_set(tmp_path / "gold")
    server = serve(chat("f01 is preserved, I am sure."))
    score_again(tmp_path / "run", gold, server.base_url, 5)
    assert set(outcomes(tmp_path / "run").values()) == {"unscored"}
    assert len(server.seen) == 10, "each is asked twice, and never again"
    score_again(tmp_path / "run", gold, server.base_url, 5)
    assert len(server.seen) == 10


def test_a_scoring_killed_at_random_moments_ends_as_an_unbroken_one(serve, tmp_path):
    def slowly(handler: Handler) -> None:
        time.sleep(0.02)
        judge(handler)

    count, kills = 120, 6
    server, gold = serve(slowly), write_set(tmp_path / "gold")
    path = tmp_path / "run" / "judged.jsonl"
    about = (tmp_path / "run", gold, server.base_url, count)
    killed_and_ended(score_again, about, path, lines=count, kills=kills)
    kept = Counter(json.loads(line)["request"] for line in path.read_text().splitlines())
    assert len(kept) == count
    assert set(kept.values()) == {1}, "no answer is kept twice"
    asked = Counter(question(asked)[1] for asked in server.seen)
    held = 2 * CONCURRENCY  # what was under way when the process was killed, or not on disk yet
    assert sum(asked.values()) <= count + kills * held
    score_again(tmp_path / "unbroken", gold, server.base_url, count)
    for name in ("outcomes.jsonl", "flags.jsonl"):
        assert (tmp_path / "run" / name).read_bytes() == (tmp_path / "unbroken" / name).read_bytes()
    scores = [json.loads((tmp_path / run / "score.json").read_text()) for run in ("run", "unbroken")]
    assert scores[0] == scores[1]
