"""An endpoint that is asked at a scripted server."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr
from scripted_server import Scripted

from bench.chat import Message
from bench.records import Summary
from runners.chat.retrying import RetryPolicy
from runners.collect import collect
from runners.openai_protocol.model import openai_chat_model
from runners.openai_protocol.servers import Server
from runners.paced_runners import ChatRunner
from runners.runner import PacedRunner
from runners.summary_request import SummaryRequest

KEY = 'sk-planted/7Qx+w9"Zz\\p2'
FAST = RetryPolicy(attempts=4, first_contact=2, shortest=0.001, longest=0.002)


def endpoint(server: Scripted | str, key: str | None = KEY, **options: Any) -> ChatRunner:
    address = server if isinstance(server, str) else server.base_url
    about = Server(
        provider="custom",
        base_url=address,
        key=SecretStr(key) if key else None,
        key_env="THE_KEY" if key else None,
    )
    return ChatRunner(openai_chat_model("custom:m", server=about, model="m", **{"retry_policy": FAST} | options))


def request(runner: PacedRunner, sample: int = 0) -> SummaryRequest:
    messages = (Message(role="user", content="Sum up: {text} <b>"),)
    return SummaryRequest(
        gold="g",
        article="a",
        text="text",
        sample=sample,
        messages=messages,
        parameters=dict(runner.parameters),
    )


async def answer(server: Scripted | str, **options: Any) -> Summary:
    runner = endpoint(server, **options)
    try:
        return await collected(runner)
    finally:
        await runner.aclose()


async def collected(runner: PacedRunner, sample: int = 0) -> Summary:
    """What a run would keep of one request."""
    kept: list[Summary] = []
    await collect([request(runner, sample)], runner, kept.append)
    return kept[0]
