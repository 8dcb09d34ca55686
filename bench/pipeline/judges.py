"""Who judges: a model that is asked now, or the answers of one that was asked before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.chat import ChatReply, ChatRequest
from bench.errors import InputError, UsageError
from bench.growing_file import each_given_line
from bench.pipeline.model_options import ModelOptions, runner_of
from bench.records import JudgedAnswer
from bench.scorers.judge.answers import Answers
from bench.scorers.judge.request import JudgeRequest
from bench.storage import MissingFileError
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.chat.replies import failed_reply
from runners.paced_runners import ChatRunner, PacedChatModel

REPLAY = "replay:"


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
        return self.answer(request, await self.model.ask(self.chat(request)))

    def chat(self, request: JudgeRequest) -> ChatRequest:
        """What the model is sent."""
        return with_parameters(request.chat, self.model.parameters)

    def broken(self, request: JudgeRequest, error: Exception) -> JudgedAnswer:
        """The failed answer for a request that met a bug in a runner of somebody else's."""
        return self.answer(request, failed_reply(f"{type(error).__name__} inside the judge"))

    def answer(self, request: JudgeRequest, reply: ChatReply) -> JudgedAnswer:
        """What is kept of a reply."""
        # Its text is kept whatever the status: verdicts are checked one by one, and a refusal holds none.
        return JudgedAnswer(
            **request.model_dump(exclude={"chat"}),
            **reply.model_dump(exclude={"raw", "troubles", "latency"}),
            latency=round(reply.latency, 3),
            model=self.name,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
        )


class RecordedJudge:
    """The answers of a judge that was asked before, from a judged.jsonl."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            UsageError: there is no such file, or nothing in it.
            InputError: a line is broken, or several models have answered.
        """
        try:
            lines = tuple(each_given_line(JudgedAnswer, path))
        except MissingFileError:
            raise UsageError(f"{path}: no such file; a judge is replayed from the judged.jsonl of a run") from None
        models = sorted({line.model for line in lines})
        if not models:
            raise UsageError(f"{path}: no answers in it")
        if len(models) > 1:
            raise InputError(f"answers of several models ({', '.join(models)}); keep them in a file each", file=path)
        self.path = path
        self.name = models[0]
        self.answers = Answers(lines)


Judge = LiveJudge | RecordedJudge


def judge_of(options: ModelOptions, limits: Limits | None = None, *, is_asked: bool = True) -> Judge:
    """The judge that the options name; nothing is sent yet.

    Args:
        options: a model that chats, or `replay:FILE`.
        limits: how many requests at once and per minute; if None, what suits the model.
        is_asked: whether it will be asked for anything; if not, a server's key may be missing.

    Raises:
        AllegedlyError: there is no such model, it cannot chat, or what else was given does not go with it.
    """
    if options.model.startswith(REPLAY):
        return RecordedJudge(Path(options.model.removeprefix(REPLAY)).expanduser())
    runner = runner_of(options, limits, is_asked=is_asked)
    if not isinstance(runner, ChatRunner):
        raise UsageError(
            f"--judge {options.model}: not a chat model, so it cannot judge; name one, such as openai:NAME"
        )
    # With other parameters a model judges otherwise, and what was measured of it does not hold.
    own = json.dumps(options.parameters(), sort_keys=True)
    suffix = f"~{hashlib.sha256(own.encode()).hexdigest()[:4]}" if options.parameters() else ""
    return LiveJudge(runner.model, options.model + suffix)


def with_parameters(chat: ChatRequest, of_model: Mapping[str, Any]) -> ChatRequest:
    """A request with the model's own parameters, and room for the longer of what it and the answer need."""
    room = max(of_model.get("max_tokens") or 0, chat.parameters.get("max_tokens", 0))
    return chat.model_copy(update={"parameters": {**of_model, **chat.parameters, "max_tokens": room}})
