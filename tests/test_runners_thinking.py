"""A model's thinking: cut out of its answers, and given room in what is sent to servers of each kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from scripted_server import chat, error

from bench.chat import Message
from runners.chat.thinking import TAG, cut_thinking, with_thinking
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.presets import presets
from runners.openai_protocol.servers import Server
from runners.paced_runners import ChatRunner
from runners.summary_request import SummaryRequest

plain = st.text().filter(lambda text: not TAG.search(text) and "<" not in text and "[" not in text)
tags = st.sampled_from(
    [
        ("<think>", "</think>"),
        ("<Thinking>", "</THINKING>"),
        ("[THINK]", "[/THINK]"),
        ("<thought>", "</ thought >"),
        ("<seed:think>", "</seed:think>"),
        ("◁think▷", "◁/think▷"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
    ]
)


@given(plain, plain, plain, tags)
def test_what_is_between_the_tags_goes_and_the_rest_stays(before, thought, after, tag):
    cut = cut_thinking(f"{before}{tag[0]}{thought}{tag[1]}{after}")
    assert cut.text == (before + after).strip()
    assert cut.has_thinking
    assert not cut.is_unfinished


@given(plain, plain)
def test_a_thought_that_never_ends_is_told(before, thought):
    cut = cut_thinking(f"{before}<think>{thought}")
    assert cut.is_unfinished
    assert cut.text == before.strip()


@given(st.lists(st.one_of(plain, st.sampled_from(["<think>", "</think>", "[THINK]", "[/THINK]"]))))
def test_no_tag_is_ever_left(pieces):
    assert not TAG.search(cut_thinking("".join(pieces)).text)


@given(plain)
def test_a_text_without_thinking_is_itself(text):
    assert cut_thinking(text) == (text.strip(), False, False)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hm, the user wants\n</think>\n\nThree died.", "Three died."),  # the prompt held the opening tag
        ("<think>the tag <think> is odd</think>Three died.", "Three died."),
        ("<think>a<think>b</think>c</think>Three died.", "Three died."),
        ("<think></think>Three died.", "Three died."),
        ("<think>a</think>Three <think>b</think>died.", "Three died."),
        ("He said: “I [think] so.” 3 < 4, he thought.", "He said: “I [think] so.” 3 < 4, he thought."),
    ],
)
def test_shapes_that_models_give(text, answer):
    assert cut_thinking(text) == (answer, "think>" in text, False)


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
    model = openai_chat_model("anthropic:m", server=about, model="m", parameters={"thinking_tokens": 500})
    runner = ChatRunner(model)
    asked = (Message(role="user", content="Sum up."),)
    summary = await runner.summarise(
        SummaryRequest(gold="g", article="a", text="t", messages=asked, parameters=dict(runner.parameters))
    )
    await runner.aclose()
    assert (summary.status, summary.text) == ("ok", "Three died.")
    assert server.seen[0]["thinking"] == {"type": "enabled", "budget_tokens": 500}
    assert {"temperature", "thinking", "thinking_tokens"} & set(server.seen[-1]) == set()
    assert server.seen[-1]["max_tokens"] == 2048 + 500
    assert set(runner.adjustments) == {"temperature", "thinking"}
    assert runner.parameters == {"temperature": 0.0, "max_tokens": 2048, "thinking_tokens": 500}
