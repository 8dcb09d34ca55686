"""A model loaded into this process, which answers calls and, on loopback, requests of the OpenAI protocol."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.errors import EndpointError
from bench.foreign_text import bounded_line
from runners.chat.transport import Completion
from runners.openai_protocol.completion import error_of, usage_of
from runners.openai_protocol.http_errors import request_error

CONTEXT = 4096
"""Tokens: an article of 700 words takes about 1,100."""


class InProcessServer:
    """A GGUF file that is loaded and answers."""

    def __init__(self, path: Path, *, name: str = "local", threads: int = 1, context: int = CONTEXT) -> None:
        """Load the model, which takes half a second or, if it is large, many.

        Args:
            path: the weights.
            name: of the model, for those who ask over HTTP.
            threads: how many.
            context: tokens of article, prompt, thinking and answer together.

        Raises:
            EndpointError: the runtime cannot be run here, or it cannot load the file.
        """
        try:
            import xllamacpp  # noqa: PLC0415 - a hundred megabytes that only local models need
        except (ImportError, OSError) as error:
            raise EndpointError(f"{name} cannot be run on this machine: {bounded_line(str(error))}") from None
        settings = xllamacpp.CommonParams()
        settings.model.path = str(path)
        settings.model_alias = {name}
        settings.n_ctx = context
        # One at a time: requests in parallel share batches, and an answer would depend on its neighbours.
        settings.n_parallel = 1
        settings.n_gpu_layers = 0
        settings.cpuparams.n_threads = threads
        settings.cpuparams_batch.n_threads = threads
        settings.n_threads_http = 2
        # A cached prompt is processed in other batches than a new one, and rounds differently: the same request would
        # get another answer the second time.
        settings.cache_prompt = False
        settings.cache_ram_mib = 0
        settings.fit_params = False
        settings.warmup = False
        # Nothing is to be fetched at run time.
        settings.offline = True
        settings.ui = False
        settings.endpoint_slots = False
        settings.verbosity = -1
        try:
            self._server = xllamacpp.Server(settings)
        except (RuntimeError, ValueError):
            why = "these weights cannot be loaded: the file is damaged, or no model that this runtime knows"
            raise EndpointError(f"{path}: {why}") from None

    @property
    def base_url(self) -> str:
        """Where it speaks the OpenAI protocol, on a free port of this machine."""
        return f"{self._server.listening_address}/v1"

    def ask(self, messages: list[dict[str, str]], parameters: Mapping[str, Any], stop: threading.Event) -> Completion:
        """Answer a chat; blocks until the answer is complete, or until one token after `stop` is set.

        Raises:
            RequestError: the model cannot take the request.
        """
        text: list[str] = []
        thinking: list[str] = []
        last: dict[str, Any] = {}

        def on_chunk(chunk: dict[str, Any]) -> bool:
            choice: dict[str, Any] = next(iter(chunk.get("choices") or []), {})
            delta = choice.get("delta") or {}
            text.append(delta.get("content") or "")
            thinking.append(delta.get("reasoning_content") or "")
            # The last chunk alone has the usage, and an error may come in any of them.
            for key in ("error", "usage"):
                if chunk.get(key):
                    last[key] = chunk[key]
            if choice.get("finish_reason"):
                last["finish_reason"] = choice["finish_reason"]
            # The runtime ends a generation whose callback returns true.
            return stop.is_set()

        body = {"messages": messages, "stream": True, "stream_options": {"include_usage": True}}
        self._server.handle_chat_completions(body | dict(parameters), on_chunk)
        if error := error_of(last):
            raise request_error(error.status or 500, error)
        return Completion(
            content="".join(text),
            reasoning="".join(thinking),
            finish_reason=last.get("finish_reason"),
            usage=usage_of(last),
        )
