"""Who judges: a model that is asked now, or the answers of one that was asked before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.chat import ChatRequest
from bench.errors import InputError, UsageError
from bench.growing_file import each_line
from bench.records import JudgedAnswer, Record
from bench.scorers.judge.answers import Answers
from bench.scorers.judge.request import JudgeRequest
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.chat.replies import failed_reply
from runners.paced_runners import ChatRunner, PacedChatModel
from runners.registry import resolve
from runners.request_options import parse_body, parse_headers

REPLAY = "replay:"


class JudgeOptions(Record):
    """Which model judges, as the command line names it; None means that the user gave no value."""

    model: str
    """`PROVIDER:NAME` or a built-in that chats, or `replay:FILE`."""
    base_url: str | None = None
    api_key_env: str | None = None
    header: tuple[str, ...] = ()
    """`NAME: VALUE`, as written on the command line."""
    body: tuple[str, ...] = ()
    """`KEY=JSON`, as written on the command line."""
    thinking_tokens: int | None = None
    limits: Limits = Limits()


class LiveJudge:
    """A chat model that is asked for verdicts."""

    def __init__(self, model: PacedChatModel, name: str) -> None:
        self.name = name
        self.model = model

    @property
    def limiter(self) -> RateLimiter:
        """What each request goes through."""
        return self.model.limiter

    async def ask(self, request: JudgeRequest) -> JudgedAnswer:
        """Send one request; a failure that concerns it alone is in the answer's status.

        Raises:
            EndpointError: the model cannot be asked at all.
            AskingStopped: no more requests are sent.
        """
        reply = await self.model.ask(with_parameters(request.chat, self.model.parameters))
        # A judge's answer may mention a refusal, and its verdicts are checked one by one: what came is looked at in any
        # case.
        return JudgedAnswer(
            request=request.request,
            asked=request.asked,
            asks_flags=request.asks_flags,
            is_repair=request.is_repair,
            article=request.article,
            summary=request.summary,
            model=self.name,
            status=reply.status,
            text=reply.text,
            finish_reason=reply.finish_reason,
            usage=reply.usage,
            latency=round(reply.latency, 3),
            attempts=reply.attempts,
            error=reply.error,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def broken(self, request: JudgeRequest, error: Exception) -> JudgedAnswer:
        """The failed answer for a request that met a bug in a runner of somebody else's."""
        reply = failed_reply(f"{type(error).__name__} inside the judge")
        return JudgedAnswer(
            request=request.request,
            asked=request.asked,
            article=request.article,
            summary=request.summary,
            model=self.name,
            status=reply.status,
            error=reply.error,
        )


class RecordedJudge:
    """The answers of a judge that was asked before, from a judged.jsonl."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            UsageError: there is no such file, or nothing in it.
            InputError: a line is broken, or several models have answered.
        """
        if not path.is_file():
            raise UsageError(f"{path}: no such file of a judge's answers to replay; a run keeps one as judged.jsonl")
        lines = tuple(each_line(JudgedAnswer, path))
        models = sorted({line.model for line in lines})
        if not models:
            raise UsageError(f"{path}: no answers in it")
        if len(models) > 1:
            raise InputError(f"answers of several models ({', '.join(models)}); keep them in a file each", file=path)
        self.path = path
        self.name = models[0]
        self.answers = Answers(lines)


Judge = LiveJudge | RecordedJudge


def judge_of(options: JudgeOptions, *, is_asked: bool = True) -> Judge:
    """The judge that the options name; nothing is sent yet.

    Args:
        options: which model.
        is_asked: whether it will be asked for anything; if not, a server's key may be missing.

    Raises:
        AllegedlyError: there is no such model, it cannot chat, or what else was given does not go with it.
    """
    if options.model.startswith(REPLAY):
        return RecordedJudge(Path(options.model.removeprefix(REPLAY)).expanduser())
    parameters = parse_body(options.body)
    if options.thinking_tokens is not None:
        parameters["thinking_tokens"] = options.thinking_tokens
    runner = resolve(
        options.model,
        base_url=options.base_url,
        api_key_env=options.api_key_env,
        headers=parse_headers(options.header),
        parameters=parameters,
        limits=options.limits,
        is_asked=is_asked,
    )
    if not isinstance(runner, ChatRunner):
        raise UsageError(
            f"--judge {options.model}: no chat model, so there is nothing to ask; name one, such as openai:NAME"
        )
    # With other parameters a model judges otherwise, and what was measured of it does not hold.
    suffix = f"~{hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()[:4]}" if parameters else ""
    return LiveJudge(runner.model, options.model + suffix)


def with_parameters(chat: ChatRequest, of_model: Any) -> ChatRequest:
    """A request with the model's own parameters, and room for the longer of what it and the answer need."""
    room = max(of_model.get("max_tokens") or 0, chat.parameters.get("max_tokens", 0))
    return chat.model_copy(update={"parameters": {**of_model, **chat.parameters, "max_tokens": room}})
