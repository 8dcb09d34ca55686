"""The content of a message: a string, or a list of parts of several kinds."""

from __future__ import annotations

from typing import Any, NamedTuple

from bench.foreign_text import bounded_line

TEXT = frozenset({None, "text", "output_text"})
THINKING = frozenset({"thinking", "reasoning", "redacted_thinking"})
WITHOUT_TEXT = frozenset({"reference"})
"""Mistral's pointers to sources, between parts of text."""


class Parts(NamedTuple):
    """What a content comes to."""

    text: str | None
    """None where there is no content."""
    thinking: str = ""
    refusal: str = ""
    obstacle: str = ""
    """Why the text is no answer; see `Completion`."""


def parts_of(content: Any) -> Parts:
    """Text, thinking and refusal of a content that is a string, a list of parts (Mistral, Anthropic) or nothing."""
    if not isinstance(content, list):
        # A number or an object is something else than no content, but no answer either.
        return Parts(content if isinstance(content, str) else None)
    text: list[str] = []
    thinking: list[str] = []
    refusal: list[str] = []
    obstacle = ""
    for part in content:
        kind = part.get("type") if isinstance(part, dict) else None
        if isinstance(part, str):
            text.append(part)
        elif not isinstance(part, dict):
            obstacle = "a part of the answer is no text"
        elif not isinstance(kind, str | None):
            obstacle = "a part of the answer is of no kind that is known"
        elif kind in THINKING:
            thinking += _thoughts(part)
        elif kind == "refusal":
            refusal += [_text(part.get("refusal")) or _text(part.get("text")) or "without a reason"]
        elif kind in TEXT:
            text.append(_text(part.get("text")))
        # "error" and "tool_use" are such kinds. What a kind that nobody knows means, nobody can tell.
        elif kind not in WITHOUT_TEXT:
            obstacle = f"a part of the answer is of the kind '{bounded_line(kind or '', 40)}'"
    return Parts("".join(text), "".join(thinking), "".join(refusal), obstacle)


def _thoughts(part: dict[str, Any]) -> list[str]:
    inner = part.get("thinking") or part.get("text")
    pieces = inner if isinstance(inner, list) else [inner]
    return [_text(piece.get("text") if isinstance(piece, dict) else piece) for piece in pieces]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
