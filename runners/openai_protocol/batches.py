"""Batches by the OpenAI protocol: files of requests and of results, and the batch between them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from bench.chat import Message
from bench.foreign_text import bounded_line
from runners.chat.batch_transport import BatchLimits, BatchResult, BatchState
from runners.chat.transport import RequestError, ServerError
from runners.openai_protocol.completion import error_of, parsed
from runners.openai_protocol.http_errors import request_error
from runners.openai_protocol.http_transport import LARGEST_ANSWER, OpenAITransport, body_of
from runners.openai_protocol.servers import Server

if TYPE_CHECKING:
    from openai import AsyncOpenAI

LARGEST_RESULTS = 4_000_000_000
"""Bytes of a file of results; they are read line by line."""
MARK = "allegedly"
"""The key of a batch's metadata that holds its mark."""
PAGE = 100
"""Batches of one page of a list: the most that the protocol gives."""
MOST_PAGES = 50


class OpenAIBatches(OpenAITransport):
    """The files and batches of one model of a server, over connections of their own."""

    def __init__(self, server: Server, model: str, limits: BatchLimits) -> None:
        super().__init__(server, model)
        self.limits = limits

    def line(self, custom_id: str, messages: Sequence[Message], parameters: Mapping[str, Any]) -> bytes:
        """One request, as a line of a batch's file."""
        request = {
            "custom_id": custom_id,
            "method": "POST",
            "url": self.limits.path,
            "body": self._body(messages, parameters),
        }
        return json.dumps(request, ensure_ascii=False).encode() + b"\n"

    async def upload(self, data: bytes) -> str:
        """Hand over a file of requests and return its id; nothing is asked yet."""
        file = ("requests.jsonl", data, "application/jsonl")
        answer = await self._answer(
            lambda client: client.files.with_streaming_response.create(file=file, purpose="batch")
        )
        if not (id_ := _text(answer, "id")):
            raise RequestError("the server's answer to a file of requests is none of the protocol's", "again")
        return id_

    async def create(self, file: str, mark: str) -> BatchState:
        """Begin a batch with the requests of a file."""
        return _state(
            await self._answer(
                lambda client: client.batches.with_streaming_response.create(
                    input_file_id=file,
                    # The client's type lists the protocol's own; Azure's has no "/v1".
                    endpoint=self.limits.path,  # type: ignore[arg-type]
                    completion_window="24h",
                    metadata={MARK: mark},
                )
            )
        )

    async def retrieve(self, batch: str) -> BatchState:
        """How a batch stands."""
        return _state(await self._answer(lambda client: client.batches.with_streaming_response.retrieve(batch)))

    async def recent(self) -> AsyncIterator[BatchState]:
        """The batches that the server knows of, the newest first."""
        import openai  # noqa: PLC0415 - time that other models' users need not spend

        after: str | None = None

        def page(client: AsyncOpenAI) -> AbstractAsyncContextManager[Any]:
            return client.batches.with_streaming_response.list(limit=PAGE, after=after or openai.omit)

        for _ in range(MOST_PAGES):
            answer = await self._answer(page)
            data = answer.get("data") if isinstance(answer, dict) else None
            batches = [_state(batch) for batch in data if _text(batch, "id")] if isinstance(data, list) else []
            for batch in batches:
                yield batch
            if not batches or answer.get("has_more") is not True:
                return
            after = batches[-1].id

    async def results(self, file: str) -> AsyncIterator[BatchResult]:
        """The lines of a file of results, as they come; what is no result is passed over."""
        async for line in self._lines(file):
            answer = parsed(line)
            if (custom_id := _text(answer, "custom_id")) and (result := self._result(custom_id, answer)):
                yield result

    async def _lines(self, file: str) -> AsyncIterator[bytes]:
        """The lines of a file, each of bounded size: one that is longer is no answer, and is left out."""
        self.open()
        assert self._client is not None
        line, is_too_long, size = bytearray(), False, 0
        with self._failures_as_request_errors():
            async with self._client.files.with_streaming_response.content(file) as response:
                async for chunk in response.iter_bytes():
                    size += len(chunk)
                    if size > LARGEST_RESULTS:
                        raise RequestError(f"a file of results of more than {LARGEST_RESULTS:,} bytes", "none")
                    *whole, rest = chunk.split(b"\n")
                    for end in whole:
                        if not is_too_long and len(line) + len(end) <= LARGEST_ANSWER:
                            yield bytes(line) + end
                        line, is_too_long = bytearray(), False
                    is_too_long = is_too_long or len(line) + len(rest) > LARGEST_ANSWER
                    line = bytearray() if is_too_long else line
                    line += b"" if is_too_long else rest
        # Servers do without a line end after the last one; a torn line is no JSON.
        if line:
            yield bytes(line)

    def _result(self, custom_id: str, answer: dict[str, Any]) -> BatchResult | None:
        response = answer.get("response")
        status = response.get("status_code") if isinstance(response, dict) else None
        body = response.get("body") if isinstance(response, dict) else None
        try:
            if status == 200:
                return BatchResult(custom_id, self._completion_in(body, None))
            error = error_of(body or answer.get("error"))
            if isinstance(status, int) and status >= 300:
                return BatchResult(custom_id, request_error(status, error))
            # Not begun at all: the time was over, or somebody cancelled the batch.
            why = bounded_line(error.message) if error else "no reason given"
            return BatchResult(custom_id, RequestError(f"not answered in the batch: {why}", "again"))
        except RequestError as error_in_body:
            return BatchResult(custom_id, error_in_body)

    async def _answer(self, call: Callable[[AsyncOpenAI], AbstractAsyncContextManager[Any]]) -> Any:
        """The JSON that the server answers to a call of the client; None if it is none."""
        self.open()
        assert self._client is not None
        with self._failures_as_request_errors():
            async with call(self._client) as response:
                body = await body_of(response.http_response)
        if body is None:
            raise RequestError(f"an answer of more than {LARGEST_ANSWER:,} bytes", "none")
        return parsed(body)


def _state(answer: Any) -> BatchState:
    """What an answer says of a batch.

    Raises:
        RequestError: it is about none.
    """
    if not _text(answer, "id") or not _text(answer, "status"):
        raise RequestError("the server's answer to a batch is none of the protocol's", "again")
    counts = answer.get("request_counts")
    errors = answer.get("errors")
    listed = errors.get("data") if isinstance(errors, dict) else None
    return BatchState(
        id=_text(answer, "id"),
        status=_text(answer, "status"),
        input_file=_text(answer, "input_file_id"),
        output_file=_text(answer, "output_file_id") or None,
        error_file=_text(answer, "error_file_id") or None,
        **{name: _count(counts, name) for name in ("total", "completed", "failed")},
        errors=tuple(map(_error, listed[:20])) if isinstance(listed, list) else (),
        mark=_text(answer.get("metadata"), MARK),
        created=_count(answer, "created_at"),
    )


def _error(entry: Any) -> ServerError:
    """One of the reasons why a batch was not begun, with the line that it is about."""
    error = error_of({"error": entry}) or ServerError(message="no reason given")
    line = _count(entry, "line")
    return error.model_copy(update={"message": f"line {line}: {error.message}"}) if line else error


def _text(table: Any, name: str) -> str:
    value = table.get(name) if isinstance(table, dict) else None
    return bounded_line(value, 500) if isinstance(value, str) else ""


def _count(table: Any, name: str) -> int:
    value = table.get(name) if isinstance(table, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else 0
