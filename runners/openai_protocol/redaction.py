"""Taking keys and other secrets out of what a server sends back, should it have repeated them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import SecretStr

SHORTEST_SECRET = 8
"""Characters."""
LONGEST_WORD = 15
"""Letters; what is longer, or holds anything but letters, may be a secret."""
SECRET_NAME = re.compile("auth|key|token|secret|pass|cookie|credential|session")
"""Headers whose values are secrets even if they look like words."""
DATE_OR_VERSION = re.compile(r"[\d.:-]{1,15}")
"""As in `anthropic-version: 2023-06-01`."""


def parsed_without(secrets: Iterable[str], body: bytes) -> Any:
    """The JSON in a body, without any trace of the secrets.

    Returns:
        None if it is no JSON (an HTML page of a proxy, a torn answer, thousands of brackets).
    """
    try:
        answer = json.loads(body)
        for secret in secrets:
            # Written out plainly first: a server may escape letters of the secret as it likes.
            plain = json.dumps(answer, ensure_ascii=False)
            # As JSON would write it: a quotation mark within the secret stands there with a backslash.
            answer = json.loads(plain.replace(json.dumps(secret)[1:-1], "[key]"))
    except (ValueError, RecursionError):
        return None
    return answer


def secrets_in(key: SecretStr | None, headers: Mapping[str, SecretStr]) -> tuple[str, ...]:
    """What must not come back in an answer, the longest first.

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
            if len(part) >= SHORTEST_SECRET and (SECRET_NAME.search(name) or not _is_plain(part)):
                secrets.add(part)
    # The longest first, or a shorter one inside it would be replaced and leave the rest readable.
    return (*([secret] if len(secret) >= SHORTEST_SECRET else []), *sorted(secrets, key=len, reverse=True))


def _is_plain(value: str) -> bool:
    return all(
        (word.isalpha() and len(word) <= LONGEST_WORD) or DATE_OR_VERSION.fullmatch(word) for word in value.split()
    )
