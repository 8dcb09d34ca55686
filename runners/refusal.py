"""Telling a refusal in a model's own words from a summary."""

from __future__ import annotations

import re

LONGEST = 600
"""Characters; whoever refuses at greater length has written something that is worth a look."""

REFUSAL = re.compile(
    r"(?:(?:I['’]m|I am)\s+(?:very\s+|so\s+)?sorry|sorry|unfortunately|(?:my\s+)?apologies|"
    r"I\s+apologi[sz]e|as an AI[^,.]{0,40})?"
    r"[\s,.;:–—-]*(?:but\s+)?"
    r"I(?:\s+(?:cannot|can\s?not|can['’]t|won['’]t|will\s+not|am\s+(?:unable|not\s+able)\s+to|must\s+decline\s+to)"
    r"|['’]m\s+(?:unable|not\s+able)\s+to)\s+"
    r"(?:(?:help|assist|comply|engage|continue)\b|"
    r"(?:summari[sz]e|provide|write|create|generate|produce|process|fulfil+|complete|answer|discuss|do)\s+"
    r"(?:an?|any|the|this|that|your|such|it)\b)",
    re.IGNORECASE,
)


def is_refusal(text: str) -> bool:
    """Whether a whole answer is the model's own refusal to write one.

    Only an answer that begins in the first person with a plain “I cannot help” and is short counts: an article
    may well be about somebody who refuses, and a summary taken for a refusal would not be scored.
    """
    return len(text) <= LONGEST and REFUSAL.match(text.strip()) is not None
