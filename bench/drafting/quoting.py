"""The quotation of a draft: the shortest stretch that holds cue and claim, and which one it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from bench.goldset.locate import places
from bench.models import Span

_WORD = re.compile(r"\S+")
_MOST = 1000
"""Places of a quotation that are looked through."""


class Quoted(NamedTuple):
    """A quotation, by its place in the article."""

    span: Span
    cue: Span
    """Lengthened where the quotation holds the same words before."""
    occurrence: int


def quoted(text: str, parts: Iterable[Span], cue: Span, sentence: Span) -> Quoted:
    """Quote the stretch from the first part to the last; lengthened up to its sentence to stand once in the article.

    Args:
        text: the article.
        parts: places of the claim, the source.
        cue: place of the cue; not empty.
        sentence: place of the statement that the cue stands in.
    """
    row = [cue, *parts]
    span = _whole_words(text, (min(start for start, _ in row), max(end for _, end in row)))
    if _count(text, span) > 1:
        wider = _whole_words(text, (min(span[0], sentence[0]), max(span[1], sentence[1])))
        span = wider if _count(text, wider) < _count(text, span) else span
    start, end = cue
    while text.find(text[start:end], span[0]) < start and end < len(text):
        match = _WORD.search(text, end)
        end = match.end() if match else len(text)
        span = span[0], max(span[1], end)
    if text.find(text[start:end], span[0]) < start:  # at the text's very end: lengthen to the left
        start = span[0]
    starts = list(places(text[slice(*span)], text))
    if len(starts) > 1 and starts[0] == span[0]:
        return Quoted(_alone(text, span), (start, end), 1)
    return Quoted(span, (start, end), starts.index(span[0]) + 1)


def _alone(text: str, span: Span) -> Span:
    """The first of several like stretches, with as many of the words after it as make it the only one."""
    ends = [match.end() for match in _WORD.finditer(text, span[1])] or [len(text)]
    at = bisect_left(range(len(ends)), 1, key=lambda i: int(_count(text, (span[0], ends[i])) == 1))
    return span[0], ends[min(at, len(ends) - 1)]


def _count(text: str, span: Span) -> int:
    found = 0
    for _ in places(text[slice(*span)], text):
        found += 1
        if found == _MOST:
            break
    return found


def _whole_words(text: str, span: Span) -> Span:
    """A stretch with the whole of its first and last word and a closing mark, without white space at its edges."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
