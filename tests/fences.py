"""The examples in Markdown documents."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).parent.parent / "docs"
IN_INSPECT = DOCS / "inspect.md"
"""Its examples run with the other tests that load Inspect."""


def python_in(text: str) -> list[str]:
    """The examples in Python of a Markdown text."""
    fences = (token for token in MarkdownIt().parse(text) if token.type == "fence")
    return [fence.content for fence in fences if fence.info == "python"]
