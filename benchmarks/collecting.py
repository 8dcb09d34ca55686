"""How fast summaries are collected, and at what cost: `python benchmarks/collecting.py [--summaries N] [--words N]`.

A server in a process of its own answers on loopback after a fixed time, with a summary of so many words. Summaries of
the shipped articles are collected from it into a run's folder, as `bench run` does it. The time is taken from when as
many requests are under way as may be; the least that it can be is the number of summaries after that, by the number of
requests at once, times the server's time for each.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from bench.goldset import load_all
from bench.pipeline import begin, collect_into, describe
from bench.rundir import RunDir
from bench.scorers import get
from runners import prompts
from runners.asking import Progress
from runners.chat.rate_limiter import Limits
from runners.registry import resolve
from runners.summary_request import requests_for

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


def answer(text: str) -> bytes:
    """A whole answer of the server."""
    words = len(text.split())
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 900, "completion_tokens": words, "total_tokens": 900 + words}
    envelope = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1764000000, "model": "m"}
    body = json.dumps({**envelope, "choices": [choice], "usage": usage}).encode()
    return HEAD % (len(body), body)


def serve(pipe: Connection, latency: float, text: str) -> None:
    """Answer with a text on a free port, which is sent through the pipe, for as long as the process lives."""
    whole = answer(text)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
                await reader.readexactly(int(length.partition(b":")[2]))
                await asyncio.sleep(latency)
                writer.write(whole)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Stopwatch:
    """Takes the time from when the collection has grown to its full width."""

    def __init__(self, width: int) -> None:
        self._width = width
        self.grown: tuple[int, float, float] | None = None
        """Summaries, seconds and processor seconds at that time."""
        self.done = 0

    def see(self, progress: Progress) -> None:
        """Take in a progress."""
        self.done = progress.done
        # A request that has just ended is not under way, and its place is given away only after this.
        if self.grown is None and progress.running >= self._width - 1:
            self.grown = progress.done, time.perf_counter(), time.process_time()


def disk(folder: Path) -> float:
    """Seconds that it takes to have one line on disk, at the median of 50."""
    times = []
    with (folder / "probe").open("ab") as file:
        for _ in range(50):
            at = time.perf_counter()
            file.write(b"x" * 4000)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - at)
    return sorted(times)[25]


def main() -> None:
    """Collect, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--summaries", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--words", type=int, default=100, metavar="N", help="words of each (default: 100)")
    parser.add_argument("--concurrency", type=int, default=64, metavar="N", help="requests at once (default: 64)")
    parser.add_argument("--latency", type=float, default=0.2, metavar="S", help="seconds of an answer (default: 0.2)")
    options = parser.parse_args()

    gc.set_threshold(200_000, 50, 50)  # as the command does
    port, server_end = multiprocessing.Pipe()
    text = " ".join(f"word{number}" for number in range(options.words))
    server = multiprocessing.Process(target=serve, args=(server_end, options.latency, text), daemon=True)
    server.start()
    limits = Limits(concurrency=options.concurrency)
    runner = resolve("m", base_url=f"http://127.0.0.1:{port.recv()}/v1", limits=limits)
    sets = load_all([])
    articles = [gold.article for gold_set in sets for gold in gold_set.articles]
    prompt = prompts.load("default")
    samples = -(-options.summaries // len(articles))
    requests = requests_for(articles, samples=samples, prompt=prompt, parameters=runner.parameters)[: options.summaries]
    watch = Stopwatch(options.concurrency)
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        run = RunDir(Path(folder) / "run")
        manifest = describe(
            model="m",
            endpoint=runner.endpoint,
            sets=sets,
            scorer=get("rules"),
            parameters=runner.parameters,
            samples=samples,
            prompt=prompt.ref,
        )
        begin(run, manifest)
        began, spent = time.perf_counter(), time.process_time()
        collect_into(run, runner, requests, on_progress=watch.see)
        ended, used = time.perf_counter(), time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        collected = len({summary.id for summary in run.each_summary() if summary.status == "ok"})
        synced = disk(Path(folder))
    server.terminate()
    figures = [
        ("summaries on disk", f"{collected} of {options.summaries}"),
        ("in all", f"{ended - began:.2f} s, {collected / (ended - began):.0f} a second"),
    ]
    if watch.grown:
        done, at, before = watch.grown
        least = (options.summaries - done) / options.concurrency * options.latency
        figures += [
            ("until it had grown", f"{at - began:.2f} s, {done} summaries"),
            (
                "from then on",
                f"{ended - at:.2f} s, the least possible {least:.2f} s, by that {(ended - at) / least:.2f}",
            ),
        ]
        figures.append(
            ("processor time then", f"{1000 * (used - before) / (options.summaries - done):.2f} ms a summary")
        )
    figures += [
        ("processor time", f"{1000 * (used - spent) / collected:.2f} ms a summary"),
        ("peak memory", f"{peak:.0f} MB, {loaded:.0f} MB before the first request"),
        ("the disk, for one line", f"{1000 * synced:.2f} ms"),
        ("load of the machine", " ".join(f"{load:.1f}" for load in os.getloadavg())),
    ]
    sys.stdout.writelines(f"{label:<26}{figure}\n" for label, figure in figures)


if __name__ == "__main__":
    main()
