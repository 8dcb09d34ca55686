"""Which parameters a server takes: learned from what it refuses, never from a model's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from runners.completion import ServerError

OTHER_NAME = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}

REFUSAL = re.compile(
    r"unsupported|not support|not permitted|not allowed|not available|not accept|no longer|deprecat|"
    r"unknown|unrecogni[sz]ed|unexpected|forbidden|cannot find|cannot both be|only the default|"
    r"(?:can|may|must) only be set|only \S{1,20} is (?:allowed|supported)",
    re.IGNORECASE,
)
"""Says that a parameter, or any value but the default, is not taken. A value that is merely out of range
is the user's to mend: leaving it out would measure something else than was asked for."""


class Accepted:
    """What one server was found to refuse, for the length of a run."""

    def __init__(self) -> None:
        self._refused: dict[str, str] = {}

    @property
    def adjustments(self) -> Mapping[str, str]:
        """Each refused parameter with what is done instead and what the server said."""
        return {
            name: f"{'sent as ' + other if (other := self._other(name)) else 'left out'} (the server: {why})"
            for name, why in self._refused.items()
        }

    def apply(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as this server takes them."""
        taken = {}
        for name, value in parameters.items():
            if name not in self._refused:
                taken[name] = value
            elif other := self._other(name):
                taken[other] = value
        return taken

    def learn(self, sent: Mapping[str, Any], error: ServerError) -> bool:
        """Take in a refusal of a request with these parameters; whether it is worth asking again.

        It is, too, where another request has learned the same since this one was sent.
        """
        if not REFUSAL.search(f"{error.code} {error.message}"):
            return False
        name = self._blamed(sent, error)
        if name is None:
            return False
        self._refused.setdefault(name, error.message)
        return True

    def _other(self, name: str) -> str | None:
        other = OTHER_NAME.get(name)
        return other if other not in self._refused else None

    @staticmethod
    def _blamed(sent: Mapping[str, Any], error: ServerError) -> str | None:
        for name in error.parameters:
            if name in sent:
                return name
        places = {
            name: found.start()
            for name in sent
            if (found := re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", error.message))
        }
        return min(places, key=places.__getitem__) if places else None
