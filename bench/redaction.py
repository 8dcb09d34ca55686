"""Keys and other secrets that this process sends, and taking them out of all that it prints or writes.

A server, a proxy or a library may repeat a key wherever it likes: in an answer, in an error, in a broken header that
ends up in an exception. So secrets are remembered once, before they are sent, and taken out where text leaves the
process, in whatever spelling they come.
"""

from __future__ import annotations

import base64
import html
import re
from functools import cache

MARK = "[key]"
SHORTEST = 8
"""Characters of a secret; what is shorter is a word like others."""

# What may stand for one character ("%2f", "\u002f", "\x2f", "&#47;", "&amp;"), and what may stand between two: a new
# line, a zero-width sign, the quotes and commas of a list, the escapes of all these, the tags around a thought.
TOKEN = re.compile(
    r"%(?P<percent>[0-9A-Fa-f]{2})|\\u00(?P<json>[0-9A-Fa-f]{2})|\\x(?P<python>[0-9A-Fa-f]{2})"
    r"|(?P<html>&(?:#[0-9]{2,3}|#[xX][0-9A-Fa-f]{2}|amp|lt|gt|quot|apos);)"
    r"|(?:</?think>|\\[nrt]"
    r"|\\(?!u00[0-9A-Fa-f]{2}|x[0-9A-Fa-f]{2})"
    "|[\\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\"',;])+"
)
LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}

_secrets: set[str] = set()


def remember(*secrets: str) -> None:
    """Take these out of everything from now on; what is too short to be a secret is passed over."""
    new = {secret for secret in secrets if len(secret) >= SHORTEST} - _secrets
    if new:
        _secrets.update(new)
        _needles.cache_clear()


def redacted(text: str) -> str:
    """A text without any trace of a secret: as it is, in pieces, or encoded by base64, hex, URL, JSON or HTML rules."""
    needles = _needles()
    if not needles:
        return text
    plain = _plain(text)
    if not any(needle in plain for needle in needles):
        return text
    # Only where there is one: character by character, so that it is known where each stands in the text.
    spans = _spans(text)
    cuts = sorted(
        (spans[match.start()][0], spans[match.end() - 1][1])
        for needle in needles
        for match in re.finditer(re.escape(needle), plain)
    )
    kept: list[str] = []
    at = 0
    for start, end in cuts:
        if start >= at:
            kept += [text[at:start], MARK]
        at = max(at, end)
    return "".join([*kept, text[at:]])


@cache
def _needles() -> tuple[str, ...]:
    """What to look for, as it stands in a text without escapes and separators."""
    needles = set()
    for secret in _secrets:
        encoded = secret.encode()
        spellings = {secret, encoded.hex(), *_base64(encoded)}
        # Both ways, since a secret may itself hold what looks like an escape.
        needles |= {_plain(spelling) for spelling in spellings} | {secret.translate(LOWER)}
    return tuple(needle for needle in needles if len(needle) >= SHORTEST - 2)


def _base64(secret: bytes) -> set[str]:
    """The base64 of a secret wherever it stands in what was encoded, in both alphabets."""
    found = set()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + secret).decode().rstrip("=")
        # Characters at both ends depend on the neighbours too: "user:KEY" shares only the middle with "KEY".
        first = (8 * before + 5) // 6
        last = 8 * (before + len(secret)) // 6
        middle = encoded[first:last]
        found |= {middle, middle.replace("+", "-").replace("/", "_")}
    return {spelling for spelling in found if len(spelling) >= SHORTEST}


def _plain(text: str) -> str:
    """A text in small letters, without escapes and without what stands between pieces."""
    # Not by `lower`, which makes two letters of a Turkish İ, so that places would no longer agree.
    return TOKEN.sub(_decoded, text).translate(LOWER)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each character of the plain text begins and ends in the text itself."""
    spans: list[tuple[int, int]] = []
    at = 0
    for token in TOKEN.finditer(text):
        spans += [(index, index + 1) for index in range(at, token.start())]
        if _decoded(token):
            spans.append(token.span())
        at = token.end()
    return spans + [(index, index + 1) for index in range(at, len(text))]


def _decoded(token: re.Match[str]) -> str:
    """The character that an escape stands for; nothing if it is one that may stand between pieces."""
    if token["html"]:
        char = html.unescape(token["html"])
    elif number := token["percent"] or token["json"] or token["python"]:
        char = chr(int(number, 16))
    else:
        return ""
    return "" if TOKEN.fullmatch(char) else char
