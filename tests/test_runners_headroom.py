"""Room for a model's thinking, in what is sent to servers of each kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from scripted_server import chat, error

from runners.endpoint import OpenAIEndpoint
from runners.headroom import with_thinking
from runners.presets import Server, presets
from runners.request import Message, Request

tokens = st.integers(1, 10**6)


@given(tokens, tokens)
def test_thinking_comes_on_top_of_the_answer(answer, thinking):
    assert with_thinking({"max_tokens": answer, "thinking_tokens": thinking}, {}) == {"max_tokens": answer + thinking}


@given(st.dictionaries(st.sampled_from(["max_tokens", "seed", "thinking"]), st.integers()))
def test_without_thinking_parameters_stay_as_they_are(parameters):
    assert with_thinking(parameters, {"thinking": "{tokens}"}) == parameters


@pytest.mark.parametrize(
    ("provider", "field"),
    [
        ("openai", {}),
        ("openrouter", {"reasoning": {"max_tokens": 500}}),
        ("anthropic", {"thinking": {"type": "enabled", "budget_tokens": 500}}),
        ("gemini", {"extra_body": {"google": {"thinking_config": {"thinking_budget": 500}}}}),
        ("vllm", {"thinking_token_budget": 500}),
        ("llamacpp", {"thinking_budget_tokens": 500}),
    ],
)
def test_a_server_is_told_in_its_own_words(provider, field):
    sent = with_thinking({"max_tokens": 100, "thinking_tokens": 500}, presets()[provider].thinking)
    assert sent == {"max_tokens": 600} | field


def test_what_the_user_says_of_such_a_field_counts():
    sent = with_thinking({"thinking_tokens": 500, "reasoning": {"effort": "low"}}, presets()["openrouter"].thinking)
    assert sent == {"reasoning": {"effort": "low"}}


async def test_a_budget_that_a_server_refuses_is_left_out_and_the_room_stays(serve):
    refusal = error(400, '"thinking.type.enabled" is not supported for this model.')
    cold = error(400, "`temperature` may only be set to 1 when thinking is enabled.")
    server = serve(cold, refusal, chat("<think>hm</think>Three died."))
    about = Server(
        provider="anthropic", base_url=server.base_url, key=SecretStr("k"), thinking=presets()["anthropic"].thinking
    )
    runner = OpenAIEndpoint("anthropic:m", server=about, model="m", parameters={"thinking_tokens": 500})
    asked = (Message(role="user", content="Sum up."),)
    summary = await runner.summarise(
        Request(gold="g", article="a", text="t", messages=asked, parameters=dict(runner.parameters))
    )
    await runner.aclose()
    assert (summary.status, summary.text) == ("ok", "Three died.")
    assert server.seen[0]["thinking"] == {"type": "enabled", "budget_tokens": 500}
    assert {"temperature", "thinking", "thinking_tokens"} & set(server.seen[-1]) == set()
    assert server.seen[-1]["max_tokens"] == 2048 + 500
    assert set(runner.adjustments) == {"temperature", "thinking"}
    assert runner.parameters == {"temperature": 0.0, "max_tokens": 2048, "thinking_tokens": 500}
