"""Where a marked passage stands.

Label Studio counts code points, but versions before the end of 2021 counted UTF-16 units, and some turn line ends and
runs of white space into others; the passage's own text, which it gives along, tells.
"""

from __future__ import annotations

import re
from typing import Any

from bench.errors import InputError
from bench.goldset.linting.schema_mistakes import cut
from bench.goldset.locate import occurrences


def marked(value: dict[str, Any], text: str, file: str) -> tuple[int, str]:
    """Start and words of a region of a text.

    Args:
        value: the region's `start`, `end` and, mostly, its `text`.
        text: what was annotated.
        file: for messages.

    Raises:
        InputError: there is no such passage.
    """
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int):
        raise InputError("no place: 'start' and 'end' have to be numbers", file=file)
    start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
    # The text may come as a list of one.
    if isinstance(words, list):
        words = words[0] if words and isinstance(words[0], str) else None
    # The usual case: the place holds the words, up to white space.
    if not isinstance(words, str) or _alike(words, text[start:end]):
        if start < end:
            return start, text[start:end]
    elif words:
        # An old version counted UTF-16 units: before this place stand characters, such as emoji, that have two.
        units = text.encode("utf-16-le")
        # Two bytes a unit; decoding what stands before the place gives its code points. Half a pair at the cut is
        # ignored.
        before = len(units[: 2 * start].decode("utf-16-le", errors="ignore"))
        if text.startswith(words, before):
            return before, words
        if starts := list(occurrences(words, text)):
            # Or white space was changed before it: take the same words nearest to the place.
            return min(starts, key=lambda at: abs(at - start)), words
    raise InputError(f"“{cut(words)}” is not in the text at {start}", file=file)


def _alike(words: str, passage: str) -> bool:
    return _plain(words) == _plain(passage)


def _plain(text: str) -> str:
    # Some versions give a line end as the two characters "\n".
    return re.sub(r"(?:\\n|\s)+", " ", text).strip()
