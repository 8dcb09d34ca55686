from __future__ import annotations

import socket

import pytest
from pydantic import SecretStr

from bench.errors import EndpointError, UsageError
from runners.availability import available
from runners.chat.rate_limiter import Limits
from runners.copied_lead import CopiedLead
from runners.openai_protocol.presets import presets
from runners.openai_protocol.servers import server_of
from runners.paced_runners import ChatRunner, OneSlotPerSummary
from runners.program import Program
from runners.registry import resolve
from runners.replay import Replay
from runners.runner import PacedRunner

KEY = "sk-planted-8d1c"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch):
    for preset in presets().values():
        for variable in (preset.key_env, preset.base_url_env):
            if variable:
                monkeypatch.delenv(variable, raising=False)


def test_the_built_in_names(tmp_path):
    file = tmp_path / "a:b.jsonl"
    file.write_text('{"article": "a", "text": "x"}')
    for name, kind in (("lead-3", CopiedLead), (f"replay:{file}", Replay), ("command:cat -- 'a b'", Program)):
        runner = resolve(name)
        assert isinstance(runner, OneSlotPerSummary)
        assert isinstance(runner.runner, kind)
        assert runner.name == name


def test_a_preset_with_its_key(monkeypatch):
    monkeypatch.setenv("OPENROUTER_API_KEY", f" {KEY}\n")
    runner: PacedRunner = resolve("openrouter:meta/llama-3:free", parameters={"seed": 3})
    assert isinstance(runner, ChatRunner)
    assert runner.name == "openrouter:meta/llama-3:free"
    assert runner.model._transport._model == "meta/llama-3:free"
    assert runner.endpoint.model_dump() == {
        "provider": "openrouter",
        "base_url": "https://openrouter.ai/api/v1",
        "api_key_env": "OPENROUTER_API_KEY",
        "headers": (),
        "weights": None,
    }
    assert runner.parameters == {"temperature": 0.0, "max_tokens": 2048, "seed": 3}
    assert runner.uses_prompt
    assert KEY not in repr(runner) + repr(vars(runner)) + repr(vars(runner.model)) + repr(vars(runner.model._transport))


@pytest.mark.parametrize("name", sorted(presets()))
def test_every_preset_is_complete(name, monkeypatch):
    preset = presets()[name]
    for variable in (preset.key_env, preset.base_url_env):
        if variable:
            monkeypatch.setenv(variable, "https://mine.example" if variable == preset.base_url_env else KEY)
    server = server_of(name)
    assert server.is_local != preset.needs_key
    assert server.base_url.startswith("https://") or server.is_local
    assert preset.about
    assert bool(preset.key_env) or not preset.needs_key


def test_the_presets_that_were_promised():
    hosted = {
        "openai",
        "openrouter",
        "together",
        "groq",
        "mistral",
        "deepseek",
        "gemini",
        "anthropic",
        "azure",
    }
    assert set(presets()) == hosted | {"ollama", "vllm", "llamacpp", "lmstudio"}


@pytest.mark.parametrize("model", ["lead-3", "openai:m"])
def test_every_runner_keeps_to_the_limits(model, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert resolve(model, limits=Limits(concurrency=5)).limiter.concurrency.ceiling == 5
    runner = resolve(model)
    assert runner.limiter.concurrency.ceiling == runner.concurrency


def test_a_missing_key_names_its_variable():
    with pytest.raises(EndpointError, match="OPENAI_API_KEY") as caught:
        resolve("openai:gpt")
    assert "\n" not in str(caught.value)
    with pytest.raises(EndpointError, match="MY_KEY"):
        resolve("vllm:m", api_key_env="MY_KEY")


@pytest.mark.parametrize("typed", [KEY, "gsk_planted8d1c", "sk proj"])
def test_a_key_in_place_of_its_variable_is_not_repeated(typed):
    with pytest.raises((UsageError, EndpointError)) as caught:
        resolve("openai:gpt", api_key_env=typed)
    assert typed not in str(caught.value)


def test_a_key_that_cannot_be_sent_is_not_repeated(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\nX-Other: header")
    with pytest.raises(EndpointError, match="OPENAI_API_KEY") as caught:
        resolve("openai:gpt")
    assert KEY not in str(caught.value)


def test_a_company_s_key_goes_to_no_other_address(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("VLLM_API_KEY", KEY)
    assert resolve("openai:gpt", base_url="https://proxy.example/v1").endpoint.api_key_env is None
    named = resolve("openai:gpt", base_url="https://proxy.example/v1", api_key_env="OPENAI_API_KEY")
    assert named.endpoint.api_key_env == "OPENAI_API_KEY"
    for pasted in ("http://gpu.example:8000/v1/chat/completions", "http://gpu.example:8000/v1/chat/completions/"):
        assert resolve("vllm:m", base_url=pasted).endpoint.base_url == "http://gpu.example:8000/v1"
    assert resolve("vllm:m", base_url="http://gpu.example:8000/v1/").endpoint.model_dump() == {
        "provider": "vllm",
        "base_url": "http://gpu.example:8000/v1",
        "api_key_env": "VLLM_API_KEY",
        "headers": (),
        "weights": None,
    }


def test_any_other_server_by_its_address():
    runner = resolve("llama3.2:3b", base_url="http://127.0.0.1:9000/v1/")
    assert isinstance(runner, ChatRunner)
    assert (runner.model._transport._model, runner.endpoint.provider) == ("llama3.2:3b", "custom")
    assert runner.endpoint.base_url == "http://127.0.0.1:9000/v1"
    assert runner.endpoint.api_key_env is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:8000",
        "ftp://h/v1",
        "http://",
        "http://h:99999/v1",
        "http://[::1/v1",
        "file:///etc/passwd",
        "https://u:planted@h/v1",
        "https://planted@h/v1",
        "https://h/v1?key=planted",
        "https://h/v1#planted",
    ],
)
def test_addresses_that_are_none_or_hold_a_secret(address):
    with pytest.raises(UsageError) as caught:
        resolve("m", base_url=address)
    assert "planted" not in str(caught.value)


def test_an_address_of_one_s_own(monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    with pytest.raises(EndpointError, match="AZURE_OPENAI_ENDPOINT"):
        resolve("azure:my-deployment")
    for address in ("https://mine.openai.azure.com/", "https://mine.openai.azure.com/openai/v1/"):
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        runner = resolve("azure:my-deployment")
        assert runner.endpoint.base_url == "https://mine.openai.azure.com/openai/v1"


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("opnai:gpt-4", "did you mean openai:gpt-4"),
        ("smolm2", "did you mean smollm2"),
        ("lead", "lead-3"),
        ("olama", "ollama:NAME"),
        ("replya:x.jsonl", "replay:x.jsonl"),
        ("gpt-4o", "--base-url"),
        ("", "no model"),
        ("openai:", "name of a model"),
        ("replay:", "needs a file"),
        ("command: ", "needs a program"),
    ],
)
def test_unknown_models_are_usage_errors_with_a_hint(model, said):
    with pytest.raises(UsageError, match=said):
        resolve(model)


@pytest.mark.parametrize("model", ["lead-3", "command:cat", "smollm2"])
def test_what_does_not_go_with_a_model_is_refused(model):
    with pytest.raises(UsageError, match="no address, no key and no header"):
        resolve(model, base_url="http://127.0.0.1:1/v1")
    with pytest.raises(UsageError, match="no address, no key and no header"):
        resolve(model, headers={"x": SecretStr("y")})
    with pytest.raises(UsageError, match="'topk'"):
        resolve(model, parameters={"temperature": None, "topk": 3})


def test_what_is_available_and_what_is_missing(monkeypatch):
    monkeypatch.setenv("GROQ_API_KEY", KEY)
    lines = {line.name: line for line in available()}
    assert lines["groq:NAME"].is_ready
    assert lines["lead-3"].is_ready
    assert "OPENAI_API_KEY" in lines["openai:NAME"].missing
    assert "AZURE_OPENAI_ENDPOINT" in lines["azure:NAME"].missing
    assert {"smollm2", "replay:FILE", "command:PROGRAM", "ollama:NAME"} <= set(lines)
    assert KEY not in repr(lines)


def test_a_server_on_this_machine_is_ready_when_it_listens(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        ollama = presets()["ollama"].model_copy(update={"base_url": address})
        monkeypatch.setitem(presets(), "ollama", ollama)
        assert {line.name: line for line in available()}["ollama:NAME"].is_ready
    missing = {line.name: line for line in available()}["ollama:NAME"].missing
    assert missing == f"nothing listens at {address}"
