"""Untrusted text made safe to look at: hidden characters become visible, and long texts are cut.

Escaping is the template engine's work. What it leaves is text that deceives the eye (control characters,
bidirectional overrides, invisible tags) or cannot be encoded (lone surrogates).
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls other than tab and line feed
    "\u200b\u2060-\u206f\ufeff"  # invisible separators and operators, bidi isolates
    "\u2028\u2029\u202a-\u202e"  # separators, bidi embeddings and overrides
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"  # surrogates, annotation marks, noncharacters
    "\U000e0000-\U000e007f"  # tags: whole sentences can be hidden in them
    "]"
)


def revealed(text: str) -> str:
    """The text with every character that hides or reorders replaced by a visible sign for it.

    Joiners and the plain direction marks stay: emoji and whole scripts need them.
    """
    return _HIDDEN.sub(_sign, text.replace("\r\n", "\n").replace("\r", "\n"))


def _sign(match: re.Match[str]) -> str:
    return f"‹U+{ord(match.group()):04X}›"  # no control pictures: many fonts have none


def brief(text: str, limit: int) -> str:
    """A text in one short line; if it is too long its middle is left out, since names differ at both ends."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit // 2]}…{line[-(limit // 2 - 1) :]}"


def clipped(text: str, limit: int) -> str:
    """The first `limit` characters of a text, and a note of how many more there are."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]} … [{len(text) - limit:,} more characters]"
