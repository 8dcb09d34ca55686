"""Half characters, which JSON can spell and no file can hold.

JSON may write a character beyond U+FFFF as two halves, D83D and DE00. A half by itself is no character, and UTF-8 has
no bytes for it. A person's input that holds one is refused; in what a model said, U+FFFD takes its place.
"""

from __future__ import annotations

import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
HALF_CHARACTER = "holds half a character (a lone surrogate such as \\ud800), which no file can hold; write it whole"
"""What is said of a text with one."""


def encodable(text: str) -> str:
    """A text with U+FFFD in the place of each half character."""
    return _SURROGATE.sub("\ufffd", text)


def has_lone_surrogate(value: Any) -> bool:
    """Whether any text in a JSON value, keys included, holds half a character."""
    # Not recursive: how deeply a value may be nested is for whoever parsed it to say.
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                if _SURROGATE.search(text):
                    return True
            case dict() as table:
                waiting += [*table.keys(), *table.values()]
            case list() as values:
                waiting += values
    return False
