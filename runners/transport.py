"""One request to a server that speaks the OpenAI protocol."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from runners.completion import ServerError, error_of, parse, reply_of
from runners.headers import SHORTEST_SECRET, secrets_in
from runners.presets import Server
from runners.reply import Reply, one_line
from runners.request import Request
from runners.retry import asked_to_wait
from runners.trouble import RequestError, request_error

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

LARGEST_ANSWER = 4_000_000
"""Bytes."""
SENT_HEADERS = frozenset(
    {"host", "content-type", "content-length", "accept", "accept-encoding", "connection", "user-agent"}
) | {"x-stainless-raw-response"}  # the client's note to itself; without it, it would read without a limit


class Transport:
    """The connections to one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: AsyncOpenAI | None = None

    def open(self) -> None:
        """Load the client, so that the half a second which that takes is no part of an answer's time."""
        import openai  # noqa: PLC0415 - time that the other models' users need not spend

        if self._client is not None:
            return
        self._client = openai.AsyncOpenAI(
            api_key="set for each request",
            base_url=self._server.base_url,
            max_retries=0,
            timeout=openai.Timeout(None, connect=10.0),
            http_client=openai.DefaultAsyncHttpxClient(
                trust_env=not self._server.is_local,  # a proxy cannot reach this machine's own ports
                follow_redirects=False,  # to nobody but the address that the user named
                event_hooks={"request": [self._only_ours], "response": [self._only_answers]},
            ),
        )

    async def ask(self, model: str, request: Request, parameters: Mapping[str, Any]) -> Reply:
        """Send one request to one of the server's models, once it is open.

        Raises:
            RequestError: no reply came of it.
        """
        import httpx2  # noqa: PLC0415 - both are loaded by now
        import openai  # noqa: PLC0415

        messages = [{"role": message.role, "content": message.content} for message in request.messages]
        try:
            async with aclosing(await self._post({"model": model, "messages": messages, **parameters})) as response:
                wait = asked_to_wait(response.headers)
                answer = await _body_of(response)
        except openai.OpenAIError as error:
            cause = error.__cause__
            if isinstance(cause, RequestError):
                raise cause from None
            why = one_line(str(cause or error)) or type(cause).__name__
            why = f"nothing answers at {self._server.base_url} ({why})"
            raise RequestError(why, "again", is_unreachable=True) from None
        except httpx2.HTTPError as error:
            why = f"the connection broke off while the answer came in ({type(error).__name__})"
            raise RequestError(why, "again") from None
        if answer is None:
            raise RequestError(f"an answer of more than {LARGEST_ANSWER:,} bytes", "none")
        return self._reply_in(parse(answer, self._secrets), wait)

    async def _post(self, body: dict[str, Any]) -> httpx2.Response:
        """Send a body; what comes back is still to be read, and to be closed.

        The client's own method for chats first goes through the whole body to see whether it fits its types, which
        takes twice as long as all the rest of a request.
        """
        import httpx2  # noqa: PLC0415

        assert self._client is not None
        return await self._client.post(
            "/chat/completions",
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
    def _reply_in(answer: Any, wait: float | None) -> Reply:
        """The reply in an answer with status 200, which may well be an error all the same."""
        reply = reply_of(answer)
        said = error_of(answer) if reply is None or reply.content is None else None
        if said is not None:
            raise request_error(said.status or 502, said, wait)
        if reply is None:
            raise RequestError("the server's answer is no chat completion", "again")
        return reply

    @property
    def _secrets(self) -> tuple[str, ...]:
        """The key, if it is long enough to be one ('none' and 'EMPTY' are words like others), and the like."""
        key = self._server.key.get_secret_value() if self._server.key else ""
        return (*([key] if len(key) >= SHORTEST_SECRET else []), *secrets_in(self._server.headers))

    async def _only_answers(self, response: httpx2.Response) -> None:
        """Turn a status that says that there is no answer into what it comes to.

        The client would read all of what the server says to it first, however long that is.
        """
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        if response.is_success:
            return
        try:
            body = await _body_of(response)
        except httpx2.HTTPError:
            body = b""  # broken off, but the status is there
        if response.status_code == 401 and not self._server.key and not self._server.headers:
            why = "the server wants a key (401); name the variable that holds it with --api-key-env"
            trouble = RequestError(why, "closed")
        else:
            too_long = ServerError(message=f"an error of more than {LARGEST_ANSWER:,} bytes")
            said = too_long if body is None else error_of(parse(body, self._secrets))
            trouble = request_error(response.status_code, said, asked_to_wait(response.headers))
        raise openai.OpenAIError from trouble  # the one kind that the client hands on as it is

    async def _only_ours(self, request: httpx2.Request) -> None:
        """Take off all headers but ours and the user's.

        The client adds a description of this machine, and whatever OPENAI_ORG_ID, OPENAI_CUSTOM_HEADERS and
        their like hold, even where the address is another company's.
        """
        for name in set(request.headers) - SENT_HEADERS:
            del request.headers[name]
        if self._server.key:
            request.headers["authorization"] = f"Bearer {self._server.key.get_secret_value()}"
        for name, value in self._server.headers.items():
            request.headers[name] = value.get_secret_value()


async def _body_of(response: httpx2.Response) -> bytes | None:
    """All that a server sends; None if that is more than any answer."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            return None
    return bytes(body)
