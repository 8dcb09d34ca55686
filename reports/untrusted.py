"""Untrusted text made safe to look at: hidden characters become visible, and long texts are cut.

Escaping is the template engine's work. What it leaves is text that deceives the eye (control characters,
bidirectional overrides, invisible tags) or cannot be encoded (lone surrogates).
"""

from __future__ import annotations

import re
from typing import Literal

Keep = Literal["start", "end", "both"]
SPARED = 20
"""The most characters by which a text may be longer than its limit and is still not cut."""
_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"[-/_:.]")
"""Where a name without spaces can be cut: "meta-llama/Llama-3.1-8B"."""
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


def shortened(text: str, limit: int, keep: Keep = "start") -> str:
    """A text of about `limit` characters: what is left out ends at the end of a word, and an ellipsis stands for it.

    A text that is hardly longer than that stays whole: nobody gains from a title that lost its last four letters.

    Args:
        text: of any length.
        limit: in characters.
        keep: which part of it; names differ at both ends.
    """
    if len(text) <= limit + min(limit // 5, SPARED):
        return text
    if keep == "start":
        return f"{_words(text, limit)}…"
    if keep == "end":
        return f"…{_words(text[::-1], limit)[::-1]}"
    head = _words(text, limit // 2)
    return f"{head}…{_words(text[::-1], limit - len(head))[::-1]}"


def _words(text: str, limit: int) -> str:
    """The whole words at the beginning of a longer text; of a text without words, its first characters."""
    if text[limit].isspace():
        return text[:limit].rstrip()
    for boundary in (_SPACE, _SIGN):
        ends = [match.start() for match in boundary.finditer(text, 0, limit)]
        # A boundary in the first half would leave too little of the text.
        if ends and ends[-1] >= limit // 2:
            return text[: ends[-1]]
    return text[:limit]
