"""An endpoint that is asked at a scripted server."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr
from scripted_server import Scripted

from bench.records import Summary
from runners.endpoint import OpenAIEndpoint
from runners.presets import Server
from runners.request import Message, Request
from runners.retry import Patience

KEY = 'sk-planted/7Qx+w9"Zz\\p2'
FAST = Patience(attempts=4, first_contact=2, shortest=0.001, longest=0.002)


def endpoint(server: Scripted | str, key: str | None = KEY, **options: Any) -> OpenAIEndpoint:
    address = server if isinstance(server, str) else server.base_url
    about = Server(
        provider="custom",
        base_url=address,
        key=SecretStr(key) if key else None,
        key_env="THE_KEY" if key else None,
    )
    return OpenAIEndpoint("custom:m", server=about, model="m", **{"patience": FAST} | options)


def request(runner: OpenAIEndpoint, sample: int = 0) -> Request:
    messages = (Message(role="user", content="Sum up: {text} <b>"),)
    return Request(
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
        return await runner.summarise(request(runner))
    finally:
        await runner.aclose()
