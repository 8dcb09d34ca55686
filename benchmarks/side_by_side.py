"""The same requests, collected by other tools: `python benchmarks/side_by_side.py --inspect PATH --lm-eval PATH`.

A server in a process of its own answers on loopback after 200 ms. Each tool asks it for 59 summaries of each of the
shipped articles, with the same prompts and up to 64 requests at once, by its own command. The server notes when the
first request came and when the last answer went; the rest of a command's time is its start, and what it does with the
answers: `bench run` scores them and writes the scorecard, the others store them and compare strings.

The paths are those of the commands `inspect` (of inspect_ai) and `lm_eval`, each in an environment of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from collecting import answer

from bench.goldset import load_all
from runners import prompts

AT_ONCE = 64
SAMPLES = 59
LATENCY = 0.2
WORDS = 100
ANSWER_TOKENS = 400

INSPECT_TASK = """
from inspect_ai import Task, task
from inspect_ai.dataset import json_dataset
from inspect_ai.solver import generate

@task
def summaries():
    return Task(dataset=json_dataset("prompts.jsonl"), solver=generate())
"""
LM_EVAL_TASK = """
task: summaries
dataset_path: json
dataset_kwargs: {data_files: {test: prompts.jsonl}}
test_split: test
output_type: generate_until
doc_to_text: "{{input}}"
doc_to_target: "{{target}}"
generation_kwargs: {max_gen_toks: 400, temperature: 0, until: ["<|end|>"]}
metric_list: [{metric: exact_match, aggregation: mean, higher_is_better: true}]
"""


def serve(pipe: Connection) -> None:
    """Answer on a free port, which is sent first; then, whenever asked, send what was seen and forget it."""
    whole = answer(" ".join(f"word{number}" for number in range(WORDS)))
    answered: list[tuple[float, float]] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                came = time.time()
                length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
                await reader.readexactly(int(length.partition(b":")[2]))
                await asyncio.sleep(LATENCY)
                writer.write(whole)
                await writer.drain()
                answered.append((came, time.time()))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def tell() -> None:
        pipe.recv()
        pipe.send(answered.copy())
        answered.clear()

    async def run() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        asyncio.get_running_loop().add_reader(pipe.fileno(), tell)
        await server.serve_forever()

    asyncio.run(run())


def write_tasks(folder: Path) -> int:
    """Write every request, and a task for each of the other tools; returns how many requests there are."""
    articles = [gold.article for gold_set in load_all([]) for gold in gold_set.articles]
    prompt = prompts.load("default")
    lines = [json.dumps({"input": prompt.fill(article.text), "target": "none"}) for article in articles] * SAMPLES
    (folder / "prompts.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "summaries.py").write_text(INSPECT_TASK)
    (folder / "summaries.yaml").write_text(LM_EVAL_TASK)
    return len(lines)


def commands(address: str, inspect: Path | None, lm_eval: Path | None) -> dict[str, list[str]]:
    """The command of each tool whose path is given, by the tool's name."""
    at_once, tokens = str(AT_ONCE), str(ANSWER_TOKENS)
    bench_run = [
        str(Path(sys.executable).parent / "bench"),
        "run",
        "--model",
        "m",
        "--base-url",
        address,
        "--samples",
        str(SAMPLES),
    ]
    by_tool = {"allegedly": [*bench_run, "--concurrency", at_once, "--out", "run"]}
    if inspect:
        model = ["--model", "openai-api/local/m", "--max-tokens", tokens, "--temperature", "0"]
        limits = ["--max-connections", at_once, "--max-samples", at_once]
        by_tool["inspect_ai"] = [str(inspect), "eval", "summaries.py", *model, *limits, "--display", "plain"]
    if lm_eval:
        model_args = f"model=m,base_url={address}/chat/completions,num_concurrent={AT_ONCE},tokenized_requests=False"
        model = ["--model", "local-chat-completions", "--model_args", model_args, "--apply_chat_template"]
        task = ["--tasks", "summaries", "--include_path", ".", "--output_path", "results", "--log_samples"]
        by_tool["lm_eval"] = [str(lm_eval), *model, *task]
    return by_tool


def version(command: Sequence[str], package: str) -> str:
    """The version of a package in the environment of a command."""
    python = Path(command[0]).parent / "python"
    ask = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _absolute(path: str) -> Path:
    return Path(path).absolute()


def main() -> None:
    """Run them one after another, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inspect", type=_absolute, metavar="PATH", help="the command of inspect_ai")
    parser.add_argument("--lm-eval", type=_absolute, metavar="PATH", help="the command of lm_eval")
    options = parser.parse_args()

    log_end, server_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(server_end,), daemon=True)
    server.start()
    address = f"http://127.0.0.1:{log_end.recv()}/v1"
    environment = {**os.environ, "LOCAL_API_KEY": "none", "LOCAL_BASE_URL": address, "OPENAI_API_KEY": "none"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = write_tasks(folder)
        least = count / AT_ONCE * LATENCY
        say(f"{count} requests, {AT_ONCE} at once, {LATENCY} s each: {least:.2f} s is the least possible")
        for tool, command in commands(address, options.inspect, options.lm_eval).items():
            say(f"\n{tool} {version(command, tool)}: {' '.join([Path(command[0]).name, *command[1:]])}")
            began = time.time()
            with (folder / f"{tool}.log").open("wb") as log:
                ending = subprocess.run(  # noqa: S603
                    command, cwd=folder, env=environment, stdout=log, stderr=log, check=False
                )
            ended = time.time()
            log_end.send("what was seen")
            seen = log_end.recv()
            if not seen:
                say(f"  it asked for nothing, and ended with {ending.returncode}")
                say((folder / f"{tool}.log").read_text(errors="replace")[-2000:])
                continue
            first_asked, last_answered = min(came for came, _ in seen), max(went for _, went in seen)
            say(f"  requests answered                {len(seen)}")
            say(f"  from first request to last answer {last_answered - first_asked:7.2f} s")
            say(f"  from start to last answer         {last_answered - began:7.2f} s")
            say(f"  the whole command                 {ended - began:7.2f} s")
    server.terminate()
    say(f"\nload of the machine: {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
