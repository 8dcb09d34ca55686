"""A chat model that runs inside this process."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from bench.chat import ChatReply, ChatRequest
from bench.errors import EndpointError, UsageError
from bench.records import Endpoint
from runners.chat.concurrency import Concurrency
from runners.chat.rate_limiter import Limits, RateLimiter
from runners.chat.replies import failed_reply, reply_from
from runners.chat.thinking import TOKENS, with_thinking
from runners.chat.transport import Completion, RequestError
from runners.local import model_files
from runners.local.in_process_server import CONTEXT, InProcessServer

DEFAULTS: dict[str, Any] = {"temperature": 0.0, "max_tokens": 256, "threads": 1}
"""One thread: beside another busy process, two are many times slower than one."""
SAMPLING = frozenset({"seed", "top_p", "top_k", "min_p", "repeat_penalty", "stop"})
KNOWN = frozenset(DEFAULTS) | SAMPLING | {"context", "thinking_tokens", "chat_template_kwargs"}
"""The runtime silently ignores what it does not know, and a run must not claim to have used such a parameter."""
THINKING_FIELDS = {"thinking_budget_tokens": TOKENS}
LARGEST = {"threads": 1024, "context": 1 << 24}


class LocalModel:
    """A `ChatModel` in this process; it answers one request at a time, on a thread of its own."""

    adjustments: Mapping[str, str] = {}
    concurrency = 1

    def __init__(
        self,
        name: str,
        path: Path,
        *,
        endpoint: Endpoint,
        defaults: Mapping[str, Any],
        parameters: Mapping[str, Any] | None = None,
        limits: Limits | None = None,
    ) -> None:
        """Check the parameters; the model is loaded at the first request.

        Raises:
            UsageError: a parameter is unknown, or wrong.
        """
        user_parameters = {key: value for key, value in (parameters or {}).items() if value is not None}
        if unknown := sorted(set(user_parameters) - KNOWN):
            raise UsageError(f"{name} has no parameter '{unknown[0]}', only {', '.join(sorted(KNOWN))}")
        for key, largest in LARGEST.items():
            if key in user_parameters and not (
                # `isinstance` would let `true` pass as 1.
                type(user_parameters[key]) is int and 0 < user_parameters[key] <= largest
            ):
                raise UsageError(f"{name}: {key} is a whole number from 1 to {largest:,}")
        self.name = name
        self.endpoint = endpoint
        self.parameters = dict(defaults) | user_parameters
        limits = limits or Limits()
        # A model in this process never pushes back, so there is no limit to be found out.
        self.limiter = RateLimiter(Concurrency.fixed(limits.concurrency or self.concurrency), limits)
        self._time_limit = limits.timeout
        self._path = path
        self._server: InProcessServer | None = None
        # One thread: the runtime answers one request at a time, and is only ever called from where it was loaded.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="local-model")

    @classmethod
    def smollm2(cls, parameters: Mapping[str, Any] | None = None, limits: Limits | None = None) -> Self:
        """The built-in model.

        Raises:
            UsageError: a parameter is unknown.
            EndpointError: it is not installed.
        """
        path = model_files.smollm2_file()
        endpoint = Endpoint(provider="smollm2")
        return cls("smollm2", path, endpoint=endpoint, defaults=DEFAULTS, parameters=parameters, limits=limits)

    @classmethod
    def gguf(
        cls, name: str, path: Path, parameters: Mapping[str, Any] | None = None, limits: Limits | None = None
    ) -> Self:
        """Any other model, from its file; its name is as given on the command line.

        Raises:
            UsageError: a parameter is unknown.
            InputError: there is no such file, or it is not a GGUF.
            EndpointError: the runtime is not installed.
        """
        file = model_files.gguf_file(path)
        endpoint = Endpoint(provider="gguf", weights=model_files.digest(file))
        defaults = DEFAULTS | {"max_tokens": 1024}  # some think first, or write at more length
        return cls(name, file, endpoint=endpoint, defaults=defaults, parameters=parameters, limits=limits)

    async def ask(self, request: ChatRequest) -> ChatReply:
        """Answer one request.

        Raises:
            EndpointError: the model cannot be loaded.
            AskingStopped: no more requests are answered.
        """
        stop = threading.Event()
        async with self.limiter.slot(request):
            began = time.monotonic()
            try:
                loop = asyncio.get_running_loop()
                async with asyncio.timeout(self._time_limit):
                    reply = reply_from(await loop.run_in_executor(self._worker, self._complete, request, stop))
            except TimeoutError:
                reply = failed_reply(f"no answer within {self._time_limit:g} s")
            except RequestError as error:
                reply = failed_reply(str(error))
            finally:
                stop.set()  # a cancelled request must not keep the only thread busy
            return reply.model_copy(update={"latency": time.monotonic() - began})

    async def aclose(self) -> None:
        """Unload the model."""
        await asyncio.to_thread(self._worker.shutdown)
        self._server = None

    def _complete(self, request: ChatRequest, stop: threading.Event) -> Completion:
        parameters = with_thinking(request.parameters, THINKING_FIELDS)
        threads = parameters.pop("threads", DEFAULTS["threads"])
        context = parameters.pop("context", CONTEXT)
        # On this thread, not at set-up: loading takes seconds, and a dry run never asks.
        if self._server is None:
            try:
                self._server = InProcessServer(self._path, name=self.name, threads=threads, context=context)
            except EndpointError as error:
                if self.endpoint.provider == "smollm2":
                    raise EndpointError(f"{error}; install them again: {model_files.INSTALL}") from None
                raise
        messages = [message.model_dump() for message in request.messages]
        return self._server.ask(messages, parameters, stop)
