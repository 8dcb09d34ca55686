"""One request to a server that speaks the OpenAI protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any

from bench.chat import Message
from bench.foreign_text import bounded_line
from bench.redaction import remember
from runners.chat.transport import Completion, RequestError, ServerError
from runners.openai_protocol.completion import completion_of, error_beside, error_of, parsed
from runners.openai_protocol.http_errors import asked_to_wait, request_error
from runners.openai_protocol.presets import CHAT_PATH
from runners.openai_protocol.servers import Server
from runners.secrets_sent import secrets_in

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

LARGEST_ANSWER = 4_000_000
"""Bytes."""
WHOLE = frozenset({200, 201})
"""Statuses with which a whole answer comes."""
SENT_HEADERS = frozenset(
    {"host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent"}
) | {"x-stainless-raw-response"}  # the client's note to itself; without it, it would read without a limit


class OpenAITransport:
    """The connections to one model of a server."""

    def __init__(self, server: Server, model: str) -> None:
        self._server = server
        self._model = model
        self._client: AsyncOpenAI | None = None
        remember(*secrets_in(server.key, server.headers))

    def open(self) -> None:
        """Load the client; this takes half a second, which must not count as part of an answer's time."""
        import openai  # noqa: PLC0415 - time that the other models' users need not spend

        if self._client is not None:
            return
        self._client = openai.AsyncOpenAI(
            api_key="set for each request",
            base_url=self._server.base_url,
            max_retries=0,
            # Whoever sends through this limits the whole attempt; only a server that does not accept is given up
            # sooner.
            timeout=openai.Timeout(None, connect=10.0),
            http_client=openai.DefaultAsyncHttpxClient(
                trust_env=not self._server.is_local,  # a proxy cannot reach this machine's own ports
                follow_redirects=False,  # to nobody but the address that the user named
                event_hooks={"request": [self._only_ours], "response": [self._only_answers]},
            ),
        )

    async def send(self, messages: Sequence[Message], parameters: Mapping[str, Any]) -> Completion:
        """Send one request; `open` comes first.

        Raises:
            RequestError: no completion came of it.
        """
        body = self._body(messages, parameters)
        with self._failures_as_request_errors():
            async with aclosing(await self._post(body)) as response:
                wait = asked_to_wait(response.headers)
                answer = await body_of(response)
        if answer is None:
            raise RequestError(f"an answer of more than {LARGEST_ANSWER:,} bytes", "none")
        return self._completion_in(parsed(answer), wait)

    @contextmanager
    def _failures_as_request_errors(self) -> Iterator[None]:
        """Say of what the client raises what is to be done about it."""
        import httpx2  # noqa: PLC0415 - both are loaded by now
        import openai  # noqa: PLC0415

        try:
            yield
        except openai.OpenAIError as error:
            # `_only_answers` raised this one inside the client, with the true reason behind it.
            cause = error.__cause__
            if isinstance(cause, RequestError):
                raise cause from None
            why = bounded_line(str(cause or error)) or type(cause).__name__
            why = f"nothing answers at {self._server.base_url} ({why})"
            raise RequestError(why, "again", is_unreachable=True) from None
        except httpx2.HTTPError as error:
            why = f"the connection broke off while the answer came in ({type(error).__name__})"
            raise RequestError(why, "again") from None

    def _body(self, messages: Sequence[Message], parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The body of a request."""
        return {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            **parameters,
        }

    async def _post(self, body: dict[str, Any]) -> httpx2.Response:
        """Send a body; the response still has to be read and closed.

        The client's own method for chats first checks the whole body against its types, which takes twice as long as
        all the rest of a request.
        """
        import httpx2  # noqa: PLC0415

        assert self._client is not None
        return await self._client.post(
            CHAT_PATH,
            cast_to=httpx2.Response,
            body=body,
            options={"headers": {"x-stainless-raw-response": "stream"}},
        )

    async def aclose(self) -> None:
        """Close all connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    @staticmethod
    def _completion_in(answer: Any, wait: float | None) -> Completion:
        """The completion in an answer with status 200."""
        completion = completion_of(answer)
        # A router that has begun to answer with 200 can only report its provider's 429 in the body.
        error = error_beside(answer) or (error_of(answer) if completion is None or completion.content is None else None)
        if error is not None:
            # 502 where no status is named: something behind the server has failed, and may work the next time.
            raise request_error(error.status or 502, error, wait)
        # A page of a proxy, or a torn answer: the next attempt may well succeed.
        if completion is None:
            raise RequestError("the server's answer is no chat completion", "again")
        return completion

    async def _only_answers(self, response: httpx2.Response) -> None:
        """Raise for every status but success.

        The client would do so as well, but read the whole body first, however long it is.
        """
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        # 206 is a part of an answer, 202 a promise of one, 204 none at all.
        if response.status_code in WHOLE:
            return
        try:
            body = await body_of(response)
        except httpx2.HTTPError:
            body = b""  # the body broke off, but the status has arrived
        if response.status_code == 401 and not self._server.key and not self._server.headers:
            why = "the server wants a key (401); name the variable that holds it with --api-key-env"
            error = RequestError(why, "closed")
        else:
            too_long = ServerError(message=f"an error of more than {LARGEST_ANSWER:,} bytes")
            reported = too_long if body is None else error_of(parsed(body))
            error = request_error(response.status_code, reported, asked_to_wait(response.headers))
        raise openai.OpenAIError from error  # the client hands on this kind as it is, and wraps all others

    async def _only_ours(self, request: httpx2.Request) -> None:
        """Remove all headers but ours and the user's.

        The client adds a description of this machine, and whatever OPENAI_ORG_ID, OPENAI_CUSTOM_HEADERS and
        their like hold, even where the address is another company's.
        """
        for name in set(request.headers) - SENT_HEADERS:
            del request.headers[name]
        if self._server.key:
            request.headers["authorization"] = f"Bearer {self._server.key.get_secret_value()}"
        for name, value in self._server.headers.items():
            request.headers[name] = value.get_secret_value()


async def body_of(response: httpx2.Response) -> bytes | None:
    """All that a server sends; None if that is more than any answer."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            return None
    return bytes(body)
