"""Any model behind a server that speaks the OpenAI protocol: when to ask again, and how."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from bench.errors import EndpointError, UsageError
from bench.records import Status, Summary
from runners.accepted import Accepted
from runners.gate import Gate
from runners.headroom import with_thinking
from runners.pace import Pace
from runners.presets import Server
from runners.reply import no_summary, summary_of
from runners.request import Request
from runners.retry import Patience
from runners.transport import Transport
from runners.trouble import RequestError

DEFAULTS: dict[str, Any] = {"temperature": 0.0, "max_tokens": 2048}
"""Room for a short thought before a short summary, and still within a context of 4,096 tokens."""
OURS = frozenset({"model", "messages", "stream", "n"})


class OpenAIEndpoint:
    """A model behind `/chat/completions`."""

    uses_prompt = True

    def __init__(
        self,
        name: str,
        *,
        server: Server,
        model: str,
        parameters: Mapping[str, Any] | None = None,
        time_limit: float = 300.0,
        patience: Patience | None = None,
    ) -> None:
        """Set up, without a word to the server yet.

        Args:
            name: the model as given on the command line.
            server: where it is.
            model: its name there.
            parameters: in place of, or beside, the defaults; None leaves a default out.
            time_limit: seconds that one request may take.
            patience: how often to ask again, and how long to wait.
        """
        given = dict(parameters or {})
        if taken := sorted(OURS & set(given)):
            raise UsageError(f"'{taken[0]}' is set by the benchmark and is no parameter")
        self.name = name
        self.endpoint = server.endpoint
        self.concurrency = server.concurrency
        self.parameters = {key: value for key, value in (DEFAULTS | given).items() if value is not None}
        self._model = model
        self._thinking = server.thinking
        self._time_limit = time_limit
        self.gate = Gate(Pace.towards(self.concurrency), patience=patience)
        self._accepted = Accepted()
        self._has_answered = False
        self._transport = Transport(server)

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Parameters that the server refused so far."""
        return self._accepted.adjustments

    async def summarise(self, request: Request) -> Summary:
        """Ask, and ask again where that helps.

        Raises:
            EndpointError: the server has never answered and, by what it says, never will.
            GateShut: no more requests are sent.
        """
        self._transport.open()
        started: float | None = None
        troubles: list[str] = []
        asked = with_thinking(request.parameters, self._thinking)
        timeouts = 0
        while True:
            try:
                async with self.gate.turn(request) as turn:
                    started = started or turn.began
                    sent = self._accepted.apply(asked)
                    async with asyncio.timeout(self._time_limit):
                        reply = await self._transport.ask(self._model, request, sent)
                    turn.usage = reply.usage
            except TimeoutError:
                timeouts += 1
                again = timeouts < self.gate.patience.timeouts
                trouble = RequestError(f"no answer within {self._time_limit:g} s", "again" if again else "none")
            except RequestError as caught:
                trouble = caught
            else:
                self._has_answered = True
                summary = summary_of(request, reply, model=self.name, attempts=len(troubles) + 1)
                break
            if trouble.remedy == "adapt" and trouble.error and self._accepted.learn(sent, trouble.error):
                troubles.append(str(trouble))
                continue
            if trouble.remedy == "again" and await self._waited(trouble, len(troubles) + 1):
                troubles.append(str(trouble))
                continue
            if not self._has_answered and (trouble.remedy == "closed" or trouble.is_unreachable):
                raise EndpointError(f"{self.name}: {trouble}")
            status: Status = "refused" if trouble.remedy == "refused" else "failed"
            summary = no_summary(request, str(trouble), model=self.name, status=status, attempts=len(troubles) + 1)
            break
        latency = round(time.monotonic() - (started or 0.0), 3)
        return summary.model_copy(update={"latency": latency, "troubles": tuple(troubles)})

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def _waited(self, trouble: RequestError, attempts: int) -> bool:
        """Whether another attempt is due; if so, the wait before it is over."""
        patience = self.gate.patience
        unknown = trouble.is_unreachable and not self._has_answered
        if attempts >= (patience.first_contact if unknown else patience.attempts):
            return False
        if trouble.wait is not None and trouble.wait > patience.limit:
            return False
        await self.gate.rest(patience.before(attempts))
        return True
