"""Words of an article or a summary with what stands around them, as long as can be read at a glance."""

from __future__ import annotations

import re

from bench.goldset import LocatedFact
from reports.untrusted import shortened

QUOTE_LIMIT = 400
"""Characters of a gold fact's quote that are shown, besides its cue."""
CONTEXT = 60
"""Characters shown before and after a passage of a summary."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\.[A-Z]\.)\s+(?=[\"“‘A-Z]|$)|\n\s*")
"""Not behind initials: "U.S. Central Command" is no end."""

Excerpt = tuple[str, str, str]
"""What stands before, the words themselves, what stands after."""


def quote_of(text: str, located: LocatedFact) -> Excerpt:
    """A fact's quote in its article around its cue, cut at the far ends: what is near the cue is what it is about."""
    (start, end), (cue_start, cue_end) = located.quote, located.cue
    return (
        shortened(text[start:cue_start], QUOTE_LIMIT // 2, "end"),
        text[cue_start:cue_end],
        shortened(text[cue_end:end], QUOTE_LIMIT // 2),
    )


def in_context(before: str, words: str, after: str) -> Excerpt:
    """Words of a text with the rest of their sentence around them, its far ends cut."""
    return shortened(sentence_end(before), CONTEXT, "end"), words, shortened(sentence_start(after), CONTEXT)


def sentence_end(text: str) -> str:
    """What stands at the end of a text since the last sentence began; nothing of an earlier paragraph."""
    return _SENTENCE_ENDS.split(text)[-1]


def sentence_start(text: str) -> str:
    """What stands at the beginning of a text until its first sentence ends."""
    end = _SENTENCE_ENDS.search(text)
    return text[: end.start()] if end else text.rstrip()
