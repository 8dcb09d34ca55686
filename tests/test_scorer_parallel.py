"""Scoring in several processes gives what one process gives."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_set

from bench.goldset import load
from bench.models import Summary
from bench.scorers import get, parallel
from bench.scorers.parallel import Task, score_all


class MortalScorer(FakeScorer):
    """Its further processes are killed at their first summary, as by a machine that is out of memory."""

    def score(self, gold, summaries):
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().score(gold, summaries)


@pytest.fixture
def two_processes(monkeypatch):
    monkeypatch.setattr(parallel, "_processes", lambda _: 2)


@pytest.fixture
def tasks(tmp_path):
    articles = tuple(f"ferry{number}" for number in range(8))
    return [
        Task(one, [summary(number, one.article.id) for number in (1, 2, 3)])
        for one in load(str(write_set(tmp_path / "set", articles=articles))).articles
    ]


def summary(number, article):
    text = f"f0{number}=dropped_hedge and [so on]"
    return Summary(id=f"{article}-{number}", gold="harbour", article=article, model="m", text=text)


def test_little_work_is_done_in_one_process(tasks):
    assert parallel._processes(tasks) == 1


def test_the_order_is_that_of_the_tasks(tasks, two_processes):
    steps = []
    found = score_all(FakeScorer(), tasks, step=lambda: steps.append(1))
    assert [one.id for one, _ in found] == [one.id for task in tasks for one in task.summaries]
    assert len(steps) == len(found)


def test_many_summaries_of_one_article_are_shared_out(tasks, two_processes, monkeypatch):
    monkeypatch.setattr(parallel, "_CHUNK", 1)
    alone = [(one, *FakeScorer().score(task.gold, [one])) for task in tasks for one in task.summaries]
    assert score_all(FakeScorer(), tasks, step=lambda: None) == alone


def test_what_a_killed_process_had_is_scored_all_the_same(tasks, two_processes):
    whole = [(one, *FakeScorer().score(task.gold, [one])) for task in tasks for one in task.summaries]
    assert score_all(MortalScorer(), tasks, step=lambda: None) == whole


def test_real_verdicts_are_the_same_in_several_processes(two_processes):
    tasks = [
        Task(gold, [Summary(id=s.id, gold="venezuela", article=gold.article.id, model="m", text=s.text)])
        for gold in load("venezuela").articles
        for s in gold.labels[:4]
    ]
    several = score_all(get("rules"), tasks, step=lambda: None)
    scorer = get("rules")
    alone = [(task.summaries[0], *scorer.score(*task)) for task in reversed(tasks)][::-1]
    assert [one[1].model_dump_json() for one in several] == [one[1].model_dump_json() for one in alone]
