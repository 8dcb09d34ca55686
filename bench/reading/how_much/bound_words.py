"""Bound words beside a number: 'more than 20', '20 or more', 'by October 12'."""

from __future__ import annotations

import re

from bench.reading.how_much.numerals import Token
from bench.reading.lexicon import bounds
from bench.records.statement import Comparator

_PARTICLE = re.compile(r"(?:hand|take|took|taken|turn|pay|paid|sign|pass|carry|carrie)(?:s|ed|ing|d)? over$")


def bound_beside(
    row: list[Token], start: int, end: int, text: str, *, is_date: bool
) -> tuple[Comparator, int, int] | None:
    """The bound words beside a number: comparator, start, end (offsets in the sentence)."""
    before = text[: row[start].start].lower().rstrip()
    before = re.sub(r"\b(?:the|a|an|its|their|his|her|on|date|of)$", "", before).rstrip() if is_date else before
    before = (
        re.sub(r"(?:\bbetween|\bfrom|\bsomewhere|\bat)$", "", before).rstrip()
        if before.endswith(("between", "somewhere"))
        else before
    )
    for words, comparator in bounds("before"):
        if before.endswith(words) and (not words[0].isalnum() or not before[: -len(words)][-1:].isalnum()):
            if words in ("by", "until", "on or before") and not is_date:
                continue
            if words == "over" and _PARTICLE.search(before):
                continue  # "handing over £18m"
            if words in ("past", "beyond", "above", "under", "below", "over") and is_date:
                continue
            return comparator, len(before) - len(words), len(before)
    tail = text[row[end - 1].end :].lower()
    gaps = ("", *_following_words(tail))
    for words, comparator in bounds("after"):
        if words.lstrip() not in tail:
            continue
        for skipped in gaps:
            follows = tail[len(skipped) :]
            lead = len(follows) - len(follows.lstrip(" "))
            if words[0] in "+-" and lead:
                continue
            rest = follows.lstrip(" ")[len(words.lstrip()) :]
            if skipped and (
                words[0] in "+-" or (comparator in ("about", "more_than") and not re.match(r"\s*(?:[.,;)]|$)", rest))
            ):
                continue
            if follows.lstrip(" ").startswith(words.lstrip()) and not re.match(r"\w|\s+[\d$€£]", rest):
                at = row[end - 1].end + len(skipped) + lead
                return comparator, at, at + len(words.lstrip())
    return None


def _following_words(tail: str) -> list[str]:
    """The one to three words behind a number that may stand between it and its bound ('20 people or more')."""
    found = []
    for count in (1, 2, 3):
        match = re.match(rf"(?:,?\s+[a-z]+){{{count}}},?|,", tail)
        if match is not None and match.group() not in found:
            found.append(match.group())
    return found
