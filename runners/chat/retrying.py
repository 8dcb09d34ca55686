"""A chat model behind a server, which decides when to retry, after what wait, and with which changes."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from typing import Any

from bench.chat import ChatReply, ChatRequest
from bench.errors import EndpointError
from bench.records import Endpoint, Record
from runners.chat.batch_transport import BatchTransport
from runners.chat.concurrency import Concurrency
from runners.chat.giving_up import Patience
from runners.chat.rate_limiter import LONGEST_PAUSE, Limits, RateLimiter
from runners.chat.refused_parameters import RefusedParameters
from runners.chat.replies import failed_reply, reply_from
from runners.chat.thinking import with_thinking
from runners.chat.transport import RequestError, Transport


class RetryPolicy(Record):
    """How often a request is sent and how long the waits between are; all times in seconds."""

    attempts: int = 8
    """In all, the first one included: enough to sit out a minute whose quota is used up."""
    first_contact: int = 3
    """The same while the server has never answered at all: it is probably not running."""
    timeouts: int = 3
    """Attempts that may run into the time limit: each has taken long enough."""
    shortest: float = 1.0
    """The wait before the second attempt; it doubles each time."""
    longest: float = 30.0
    """No wait is longer than this, however often it has doubled."""
    longest_pause: float = LONGEST_PAUSE
    """If a server asks for a longer pause than this, the request is given up."""

    first_look: float = 2.0
    """The wait before a batch is looked at for the first time; it grows."""
    longest_look: float = 120.0
    """No wait before another look is longer than this."""

    @classmethod
    def never(cls) -> RetryPolicy:
        """Send each request once."""
        return cls(attempts=1, first_contact=1)

    def wait_after(self, attempt: int) -> float:
        """Seconds between attempt number `attempt` and the next one, with jitter."""
        # 1, 2, 4, 8, 16 and then always 30 seconds.
        full = min(self.longest, self.shortest * 2.0 ** (attempt - 1))
        # Requests that failed together must not come back together.
        return full * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, keeps no secret


class RetryingChatModel:
    """A `ChatModel` behind any transport: paces its requests, and sends one again where that helps."""

    def __init__(
        self,
        name: str,
        transport: Transport,
        *,
        endpoint: Endpoint,
        parameters: Mapping[str, Any],
        concurrency: int,
        limits: Limits | None = None,
        retry_policy: RetryPolicy | None = None,
        time_limit: float = 300.0,
        thinking_fields: Mapping[str, Any] | None = None,
        batches: BatchTransport | None = None,
    ) -> None:
        """Set up; nothing is sent yet.

        Args:
            name: the model as given on the command line.
            transport: what sends one request once; it belongs to this model, which closes it.
            endpoint: where the answers come from.
            parameters: what requests are to be given, for the manifest.
            concurrency: requests at once that suit the server, at most, unless the limits say otherwise.
            limits: what the user wants to be kept to.
            retry_policy: how often to send a request again; if None, the usual.
            time_limit: seconds that one attempt may take, unless the limits say otherwise.
            thinking_fields: how the server is told of a budget for thinking; see `thinking.with_thinking`.
            batches: what sends many requests at once, if the server takes them; it belongs to this model too.
        """
        limits = limits or Limits()
        policy = (retry_policy or RetryPolicy()) if limits.retries else RetryPolicy.never()
        self.name = name
        self.endpoint = endpoint
        self.parameters = parameters
        self.concurrency = concurrency
        self._transport = transport
        self.batches = batches
        self.retry_policy = policy
        self._time_limit = limits.timeout or time_limit
        self._patience = Patience(self._time_limit)
        self._thinking_fields = thinking_fields or {}
        self.refused = RefusedParameters()
        self._has_answered = False
        self.limiter = RateLimiter(
            Concurrency.growing(limits.concurrency or concurrency), limits, longest_pause=policy.longest_pause
        )

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server has refused so far, each with what was done instead."""
        return self.refused.adjustments

    async def ask(self, request: ChatRequest) -> ChatReply:
        """Send a request, and send it again where that helps.

        Raises:
            EndpointError: the server has never answered and, by what it says, never will.
            AskingStopped: no more requests are sent.
        """
        self._transport.open()
        began: float | None = None
        troubles: list[str] = []
        timeouts = 0
        while True:
            try:
                async with self.limiter.slot(request) as slot:
                    began = began or slot.began
                    # Worked out anew for each attempt, and only now: while this one waited for a slot, another request
                    # may have learned what the server does not take.
                    sent = self.as_sent(request.parameters)
                    self._patience.begin()
                    async with asyncio.timeout(self._time_limit):
                        completion = await self._transport.send(request.messages, sent)
                    slot.usage = completion.usage
            except TimeoutError:
                # Each has taken the whole time limit, so they are not tried as often as a refusal is.
                timeouts += 1
                is_enough = timeouts >= self.retry_policy.timeouts
                error = RequestError(f"no answer within {self._time_limit:g} s", "none" if is_enough else "again")
            except RequestError as raised:
                error = raised
            else:
                self._has_answered = True
                self._patience.answered()
                reply = reply_from(completion)
                break
            # A 400 such as "Unsupported parameter: 'max_tokens'" costs no wait: the request goes out again at once
            # without the parameter (or under its other name), and so do all later ones.
            if why := self._patience.attempt_failed():
                self.limiter.give_up(f"{why} ({error})")
            reported = error.server_error if error.remedy == "adapt" else None
            is_adapted = reported is not None and self.refused.learn(sent, reported)
            if is_adapted or (error.remedy == "again" and await self._has_waited(error, len(troubles) + 1)):
                troubles.append(str(error))
                continue
            # A wrong key or a server that is not running concerns all requests, and the run ends with one line. After
            # the first answer it does not: one 403 among a thousand answers is that request's failure.
            if not self._has_answered and (error.remedy == "closed" or error.is_unreachable):
                raise EndpointError(f"{self.name}: {error}")
            reply = failed_reply(str(error), status="refused" if error.remedy == "refused" else "failed")
            if reply.status == "refused":
                self._patience.answered()  # no is an answer
            elif why := self._patience.request_failed():
                self.limiter.give_up(f"{why} ({error})")
            break
        return reply.model_copy(
            update={
                "latency": round(time.monotonic() - (began or 0.0), 3),
                "attempts": len(troubles) + 1,
                "troubles": tuple(troubles),
            }
        )

    def as_sent(self, parameters: Mapping[str, Any], refused: RefusedParameters | None = None) -> dict[str, Any]:
        """The parameters of a request as this server takes them, by what is known, or was known, of it."""
        return (refused or self.refused).applied_to(with_thinking(parameters, self._thinking_fields))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()
        if self.batches:
            await self.batches.aclose()

    async def _has_waited(self, error: RequestError, attempts: int) -> bool:
        """Whether another attempt is due; if so, the wait before it is over."""
        # Nothing has ever answered: most likely the address is wrong, and eight attempts would only delay the news.
        is_first_contact = error.is_unreachable and not self._has_answered
        if attempts >= (self.retry_policy.first_contact if is_first_contact else self.retry_policy.attempts):
            return False
        # "Retry-After: 7200" is a quota of the day, which no run should sit out.
        if error.wait is not None and error.wait > self.retry_policy.longest_pause:
            return False
        # The growing wait with jitter is this request's own. A pause that the server asked for runs at the same time in
        # the limiter, for all requests, and the next attempt waits there for what is left of it.
        await self.limiter.sleep(self.retry_policy.wait_after(attempts))
        return True
