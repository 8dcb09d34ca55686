"""Which parameters a server does not take: learned from its refusals, never from a model's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from runners.chat.transport import ServerError
from runners.failure_phrases import phrase

OTHER_NAME = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}


class RefusedParameters:
    """What one server was found to refuse, for the length of a run."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    @property
    def reasons(self) -> Mapping[str, str]:
        """Each refused parameter with what the server said."""
        return self._reasons

    def recall(self, reasons: Mapping[str, str]) -> None:
        """Take over what was learned before."""
        self._reasons = {**reasons, **self._reasons}

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Each refused parameter with what is done instead and what the server said."""
        return {name: f"{self._substitute(name)} (the server: {reason})" for name, reason in self._reasons.items()}

    def applied_to(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as this server takes them."""
        accepted = {}
        for name, value in parameters.items():
            if name not in self._reasons:
                accepted[name] = value
            elif other_name := self._other_name(name):
                accepted[other_name] = value
        return accepted

    def learn(self, sent: Mapping[str, Any], error: ServerError) -> bool:
        """Learn from the refusal of a request with these parameters; whether it is worth sending again."""
        # "above maximum value: expected <= 2" is the user's to mend. Leaving a value out that is merely out of range
        # would measure something else than was asked for, so only words for "not taken at all" count.
        if not phrase("parameter_refused").search(f"{error.code} {error.message}"):
            return False
        name = self._blamed(sent, error)
        if name is None:
            return False
        # The name may be known already: of requests under way together, each is refused for the same parameter, and
        # each is worth sending again.
        self._reasons.setdefault(name, error.message)
        return True

    def _substitute(self, name: str) -> str:
        """What is done instead of sending a parameter by this name."""
        other_name = self._other_name(name)
        return f"sent as {other_name}" if other_name else "left out"

    def _other_name(self, name: str) -> str | None:
        """The name to send it by instead; None where there is none, or that one was refused as well."""
        other_name = OTHER_NAME.get(name)
        # A server that takes neither name gets neither, instead of the two in turn for ever.
        return other_name if other_name not in self._reasons else None

    @staticmethod
    def _blamed(sent: Mapping[str, Any], error: ServerError) -> str | None:
        """The parameter that an error is about: the one in its own field, else the first that its message names."""
        for name in error.parameters:
            if name in sent:
                return name
        # "`temperature` may only be set to 1 when thinking is enabled" names two; the first one is the culprit. A name
        # that is a part of another does not count: "max_tokens" does not occur in "max_tokens_to_sample".
        starts = {
            name: match.start()
            for name in sent
            if (match := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", error.message))
        }
        return min(starts, key=starts.__getitem__) if starts else None
