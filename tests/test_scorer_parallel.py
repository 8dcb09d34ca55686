"""Scoring in several processes gives what one process gives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_set
from waiting import until

from bench import ending
from bench.goldset import load
from bench.records import Summary
from bench.scorers import get, parallel
from bench.scorers.parallel import Task, score_all
from bench.terminal.output import progress


class MortalScorer(FakeScorer):
    """Its further processes are killed at their first summary, as by a machine that is out of memory."""

    def score(self, gold, summaries):
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().score(gold, summaries)


class ConnectedScorer(FakeScorer):
    """Holds what cannot be pickled, as a scorer with open connections does, and notes which processes it works in."""

    is_copyable = False

    def __init__(self):
        self.connection = threading.Lock()
        self.processes = set()

    def score(self, gold, summaries):
        with self.connection:
            self.processes.add(os.getpid())
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


@pytest.mark.parametrize("may_fork", [True, False])
def test_a_scorer_that_cannot_be_copied_scores_everything_in_this_process(tasks, two_processes, monkeypatch, may_fork):
    monkeypatch.setattr(parallel, "_may_fork", lambda: may_fork)
    scorer, steps = ConnectedScorer(), []
    whole = [(one, *FakeScorer().score(task.gold, [one])) for task in tasks for one in task.summaries]
    assert score_all(scorer, tasks, step=lambda: steps.append(1)) == whole
    assert scorer.processes == {os.getpid()}
    assert len(steps) == len(whole)


def test_real_verdicts_are_the_same_in_processes_that_are_started_anew(two_processes, monkeypatch):
    monkeypatch.setattr(parallel, "_may_fork", lambda: False)  # the scorer is sent, after it has read an article
    monkeypatch.setattr(parallel, "_may_spawn", lambda: True)
    tasks = [
        Task(gold, [Summary(id=s.id, gold="venezuela", article=gold.article.id, model="m", text=s.text)])
        for gold in load("venezuela").articles
        for s in gold.labels[:4]
    ]
    several = score_all(get("rules"), tasks, step=lambda: None)
    scorer = get("rules")
    alone = [(task.summaries[0], *scorer.score(*task)) for task in reversed(tasks)][::-1]
    assert [one[1].model_dump_json() for one in several] == [one[1].model_dump_json() for one in alone]


def test_a_program_of_the_users_own_is_not_started_anew(tasks, two_processes, monkeypatch):
    monkeypatch.setattr(parallel, "_may_fork", lambda: False)
    monkeypatch.delitem(sys.modules, "bench.cli", raising=False)
    monkeypatch.setattr(parallel, "_spread", lambda *_: pytest.fail("further processes were started"))
    assert len(score_all(FakeScorer(), tasks, step=lambda: None)) == 24


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_a_process_without_other_threads_is_copied(tmp_path):
    write_set(tmp_path / "set", articles=tuple(f"ferry{number}" for number in range(4)))
    code = (
        "from fake_scorer import FakeScorer\n"
        "from bench.goldset import load\n"
        "from bench.records import Summary\n"
        "from bench.scorers import parallel\n"
        "assert parallel._may_fork()\n"
        "parallel._processes = lambda chunks: 2\n"
        "golds = load('set').articles\n"
        "rows = [Summary(id=g.article.id, gold='g', article=g.article.id, model='m', text='f01=preserved')\n"
        "        for g in golds]\n"
        "tasks = [parallel.Task(g, [row]) for g, row in zip(golds, rows)]\n"
        "found = parallel.score_all(FakeScorer(), tasks, step=lambda: None)\n"
        "assert found == [(row, *FakeScorer().score(g, [row])) for g, row in zip(golds, rows)]\n"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


class StuckScorer(FakeScorer):
    """Gets nowhere in any process but the first one, after it has left the process's number."""

    def __init__(self, folder):
        self.folder, self.first = folder, os.getpid()

    def score(self, gold, summaries):
        if os.getpid() != self.first:
            (self.folder / str(os.getpid())).touch()
            time.sleep(60)
        return super().score(gold, summaries)


def score_stuck(folder, tasks):
    parallel._processes = lambda _: 3
    score_all(StuckScorer(folder), tasks, step=lambda: None)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_further_processes_end_with_the_first_one(tasks, tmp_path):
    folder = tmp_path / "numbers"
    folder.mkdir()
    first = multiprocessing.get_context("fork").Process(target=score_stuck, args=(folder, tasks))
    first.start()
    until(lambda: len(list(folder.iterdir())) == 2)
    first.kill()
    first.join()
    until(lambda: not any(Path("/proc", path.name).exists() for path in folder.iterdir()))


def test_an_interrupt_that_is_swallowed_is_raised_again_and_the_next_one_ends_it(monkeypatch):
    monkeypatch.setattr(ending, "_interrupts", [])
    ending.check_interrupt()
    before = signal.signal(signal.SIGINT, ending.interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is ending.end
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(KeyboardInterrupt), progress("scoring", 2) as step:
        step()
