"""What an HTTP status and the error in its body come to: ask again, adapt, give up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from runners.chat.transport import RequestError, ServerError
from runners.failure_phrases import phrase

CLOSED = {
    401: "the key is not accepted",
    402: "no credit is left",
    403: "access is denied",
    404: "no such model or address",
    405: "no such address",
    407: "the proxy wants a login",
}
"""Statuses that every other request would meet as well."""


def request_error(status: int, error: ServerError | None, wait: float | None = None) -> RequestError:
    """What is to be done about an attempt that ended with a status.

    The phrases go before the status, since servers use the same status for different things: a 400 may be a filter, a
    wrong key, an unknown model, a prompt that is too long, or a parameter that is not taken.
    """
    message = f": {error.message}" if error else ""
    words = f"{error.code} {error.message}" if error else ""
    if status in (400, 403, 422) and phrase("withheld").search(words):
        return RequestError(f"withheld by the provider{message}", "refused")
    if status in (400, 401, 403) and phrase("bad_key").search(words):
        return RequestError(f"{CLOSED[401]} ({status}){message}", "closed")
    # OpenAI's "insufficient_quota" comes as a 429 like any other, but no wait will fill the account.
    if phrase("no_credit").search(words):
        return RequestError(f"no credit is left{message}", "closed")
    if status in (400, 422) and phrase("no_model").search(words):
        return RequestError(f"{CLOSED[404]} ({status}){message}", "closed")
    # Before the parameters: "maximum context length is 900 tokens, but max_tokens asks for more" names a parameter, and
    # sending the request without it would not help.
    if status in (400, 413, 422) and phrase("too_long").search(words):
        return RequestError(f"the article does not fit into the model's context{message}", "none")
    if status in (400, 422):
        return RequestError(f"the server refused the request ({status}){message}", "adapt", server_error=error)
    if 300 <= status < 400:  # never followed: the key would go to an address that the user has not named
        return RequestError(f"the server points to another address ({status}); give that one", "closed")
    if status in CLOSED:
        return RequestError(f"{CLOSED[status]} ({status}){message}", "closed")
    if status in (408, 409, 425, 429) or status >= 500:
        failure = "the server asks for a pause" if status == 429 else "the server failed"
        # 529 is Anthropic's "overloaded". A 500 is a fault of the server's own, which fewer requests would not mend.
        is_overloaded = status in (429, 503, 529)
        return RequestError(f"{failure} ({status}){message}", "again", wait=wait, is_pushback=is_overloaded)
    if 200 <= status < 300:  # as a proxy gives a part of an answer (206); the next attempt may bring all of it
        return RequestError(f"the server's answer is not whole ({status}){message}", "again")
    return RequestError(f"the server answered {status}{message}", "none")


def asked_to_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """The seconds that an answer's Retry-After header asks for; None if there is none, or none that can be parsed."""
    try:
        if value := headers.get("retry-after-ms"):  # OpenAI's and Azure's own, finer than whole seconds
            return max(0.0, float(value) / 1000)
        value = (headers.get("retry-after") or "").strip()
        if not value:
            return None
        # Either seconds or an HTTP date; both are in use.
        if value.replace(".", "", 1).isdecimal():
            return float(value)
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    # "-0000" means UTC of unknown origin, and is parsed as a time without a zone.
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())
