"""How fast a judge is asked, and at what cost: `python benchmarks/judging.py [--summaries N]`.

A server in a process of its own answers on loopback after a fixed time, as in collecting.py, with a verdict on every
fact. Made-up summaries of the shipped articles are judged by it in a run's folder, as `bench score --scorer judge` does
it. The time is taken from when as many requests are under way as may be; the least that it can be is the number of
requests after that, by the number at once, times the server's time for each.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from collecting import Stopwatch, serve

from bench.goldset import load_all
from bench.pipeline import begin, describe
from bench.pipeline.judges import LiveJudge, judge_of
from bench.pipeline.judging import ask_judge
from bench.pipeline.model_options import ModelOptions
from bench.pipeline.scoring import tasks_of
from bench.records import Endpoint, Summary
from bench.rundir import RunDir
from bench.scorers import get
from bench.scorers.interface import AskingScorer
from runners.chat.rate_limiter import Limits

FACTS = 60
"""More than any article has: what a judge was not asked about is passed over."""


def verdicts() -> str:
    """An answer that leaves every fact out."""
    facts = [{"id": f"f{number:02d}", "verdict": "omitted", "evidence": ""} for number in range(1, FACTS + 1)]
    return json.dumps({"facts": facts, "flags": []})


def main() -> None:
    """Judge, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--summaries", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--concurrency", type=int, default=64, metavar="N", help="requests at once (default: 64)")
    parser.add_argument("--latency", type=float, default=0.2, metavar="S", help="seconds of an answer (default: 0.2)")
    options = parser.parse_args()

    gc.set_threshold(200_000, 50, 50)  # as the command does
    port, server_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(server_end, options.latency, verdicts()), daemon=True)
    server.start()
    limits = Limits(concurrency=options.concurrency)
    judge = judge_of(ModelOptions(model="m", base_url=f"http://127.0.0.1:{port.recv()}/v1"), limits)
    assert isinstance(judge, LiveJudge)
    sets = load_all([])
    articles = [gold.article for gold_set in sets for gold in gold_set.articles]
    summaries = [
        Summary(id=str(n), gold=of.gold, article=of.id, model="m", sample=n, text=f"Number {n}. {of.text[:600]}")
        for n, of in ((n, articles[n % len(articles)]) for n in range(options.summaries))
    ]
    scorer = get("judge", judge=judge.name)
    assert isinstance(scorer, AskingScorer)
    watch = Stopwatch(options.concurrency)
    with tempfile.TemporaryDirectory() as folder:
        run = RunDir(Path(folder) / "run")
        begin(run, describe(model="m", endpoint=Endpoint(provider="file"), sets=sets, scorer=scorer, parameters={}))
        run.replace_summaries(summaries)
        tasks = tasks_of(run.summaries(), sets)
        began, spent = time.perf_counter(), time.process_time()
        requests = len(scorer.pending(tasks))
        prepared = time.perf_counter()
        keep = run.append_answers
        left = ask_judge(scorer, tasks, judge, lambda answers: keep(*answers), on_progress=watch.see)
        ended, used = time.perf_counter(), time.process_time()
    server.terminate()
    if watch.grown is None:
        sys.exit(f"it never had {options.concurrency} requests under way: ask for more summaries")
    done, grown, _ = watch.grown
    least = (watch.done - done) / options.concurrency * options.latency
    taken = ended - grown
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, value in (
        ("requests", f"{requests}, {left.requests} without an answer"),
        ("building them once", f"{prepared - began:.2f} s"),
        ("grown after", f"{grown - prepared:.2f} s, {done} answers"),
        ("from then", f"{taken:.2f} s; the least possible {least:.2f} s; ratio {taken / least:.3f}"),
        ("processor time", f"{used - spent:.2f} s, {1000 * (used - spent) / requests:.1f} ms a request"),
        ("peak memory", f"{peak:.0f} MB"),
    ):
        sys.stdout.write(f"{name:<22}{value}\n")


if __name__ == "__main__":
    main()
