"""What went wrong with a request, and what is to be done about it."""

from __future__ import annotations

import re
from typing import Literal

from runners.completion import ServerError

Remedy = Literal["again", "adapt", "refused", "closed", "none"]
"""Ask again later; ask without a parameter; count it as a refusal; this server cannot be asked; nothing."""

WITHHELD = re.compile(r"content[ _-]?(?:filter|policy|management)|moderation|was flagged|safety system", re.IGNORECASE)
TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|maximum context|prompt is too long|too many (?:input )?tokens|"
    r"(?:input|prompt) tokens? (?:count )?exceed",
    re.IGNORECASE,
)
NO_KEY = re.compile(r"api[ _-]?key (?:is )?(?:not valid|invalid|expired)|invalid[ _]api[ _]?key", re.IGNORECASE)
NO_MODEL = re.compile(
    r"model_not_found|(?:invalid|unknown|no such) model\b(?! parameter)|not a valid model|"
    r"model\b.{0,100}\b(?:does not exist|not found)",
    re.IGNORECASE,
)
NO_CREDIT = re.compile(
    r"insufficient_quota|insufficient[ _](?:balance|credits?|funds)|billing_hard_limit", re.IGNORECASE
)

CLOSED = {
    401: "the key is not accepted",
    402: "no credit is left",
    403: "access is denied",
    404: "no such model or address",
    405: "no such address",
    407: "the proxy wants a login",
}


class RequestError(Exception):
    """A request that came to nothing; its text is one line and never holds a key."""

    def __init__(
        self,
        why: str,
        remedy: Remedy,
        *,
        wait: float | None = None,
        error: ServerError | None = None,
        is_unreachable: bool = False,
        is_pushback: bool = False,
    ) -> None:
        super().__init__(why)
        self.remedy = remedy
        self.wait = wait
        """Seconds that the server asked to wait."""
        self.error = error
        self.is_unreachable = is_unreachable
        """Whether nothing answered at all."""
        self.is_pushback = is_pushback
        """Whether the server has more to do than it can."""


def request_error(status: int, error: ServerError | None, wait: float | None = None) -> RequestError:
    """What an HTTP status with the error in its body comes to."""
    said = f": {error.message}" if error else ""
    about = f"{error.code} {error.message}" if error else ""
    if status in (400, 403, 422) and WITHHELD.search(about):
        return RequestError(f"withheld by the provider{said}", "refused")
    if NO_KEY.search(about) and status in (400, 401, 403):
        return RequestError(f"{CLOSED[401]} ({status}){said}", "closed")
    if NO_CREDIT.search(about):
        return RequestError(f"no credit is left{said}", "closed")
    if NO_MODEL.search(about) and status in (400, 422):
        return RequestError(f"{CLOSED[404]} ({status}){said}", "closed")
    if TOO_LONG.search(about) and status in (400, 413, 422):
        return RequestError(f"the article does not fit into the model's context{said}", "none")
    if status in (400, 422):
        return RequestError(f"the server refused the request ({status}){said}", "adapt", error=error)
    if 300 <= status < 400:
        return RequestError(f"the server points to another address ({status}); give that one", "closed")
    if status in CLOSED:
        return RequestError(f"{CLOSED[status]} ({status}){said}", "closed")
    if status in (408, 409, 425, 429) or status >= 500:
        what = "the server asks for a pause" if status == 429 else "the server failed"
        is_too_much = status in (429, 503, 529)
        return RequestError(f"{what} ({status}){said}", "again", wait=wait, is_pushback=is_too_much)
    return RequestError(f"the server answered {status}{said}", "none")
