"""Which parts of what is sent to a server are secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import SecretStr

from bench.redaction import SHORTEST

LONGEST_WORD = 15
"""Letters; what is longer, or holds anything but letters, may be a secret."""
SECRET_NAME = re.compile("auth|key|token|secret|pass|cookie|credential|session")
"""Headers whose values are secrets even if they look like words."""
DATE_OR_VERSION = re.compile(r"[\d.:-]{1,15}")
"""As in `anthropic-version: 2023-06-01`."""


def secrets_in(key: SecretStr | None, headers: Mapping[str, SecretStr]) -> tuple[str, ...]:
    """What must not be printed or written, whoever repeats it.

    A key counts if it is long enough to be one: 'none' and 'EMPTY', which servers without keys are given, are words
    like others. Of a header's value that may be a secret, so does the whole, what follows a scheme such as `Bearer`,
    and the value of each cookie. A value of plain words is no secret unless its header is for secrets: taking
    'benchmark' out of what a model says would change its summary.
    """
    secret = key.get_secret_value() if key else ""
    secrets = set()
    for name, header in headers.items():
        value = header.get_secret_value()
        cookies = (field.partition("=")[2].strip(' "') for field in value.split(";"))
        for part in (value, value.partition(" ")[2].strip(), *cookies):
            if len(part) >= SHORTEST and (SECRET_NAME.search(name) or not _is_plain(part)):
                secrets.add(part)
    return (*([secret] if len(secret) >= SHORTEST else []), *sorted(secrets, key=len, reverse=True))


def _is_plain(value: str) -> bool:
    return all(
        (word.isalpha() and len(word) <= LONGEST_WORD) or DATE_OR_VERSION.fullmatch(word) for word in value.split()
    )
