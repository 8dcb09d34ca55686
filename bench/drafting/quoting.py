"""The quotation of a draft: the shortest stretch that holds cue and claim, and which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from bench.goldset.locate import occurrences
from bench.records import Span

_WORD = re.compile(r"\S+")
_LONGER = 10
"""Words that a cue is lengthened by at the most."""
_MOST = 20
"""Places where the same words stand; a quotation of what stands more often points to nothing."""


class DraftQuote(NamedTuple):
    """A quotation, by its place in the article."""

    span: Span
    cue: Span
    """Lengthened where the quotation holds the same words before, as far as that helps."""
    occurrence: int


def quoted(text: str, parts: Iterable[Span], cue: Span, sentence: Span) -> DraftQuote | None:
    """Quote the stretch from the first part to the last; lengthened up to its sentence to stand once in the article.

    None if the same words stand too often.

    Args:
        text: the article.
        parts: places of the claim, the source.
        cue: place of the cue; not empty.
        sentence: place of the statement that the cue stands in.
    """
    spans = [cue, *parts]
    span = _whole_words(text, (min(start for start, _ in spans), max(end for _, end in spans)))
    # "he said" stands everywhere; with the rest of its sentence it stands once.
    if len(before := _starts(text, span)) > 1:
        wider = _whole_words(text, (min(span[0], sentence[0]), max(span[1], sentence[1])))
        span = wider if len(_starts(text, wider)) < len(before) else span
    start, end = cue
    # A fact's cue is taken to be the first place of its words in the quotation: in "may close if it may" the second
    # "may" has to be lengthened.
    for _ in range(_LONGER):
        if text.find(text[start:end], span[0]) == start:
            break
        # One word at a time, up to the first lengthening that stands nowhere before it in the quotation.
        match = _WORD.search(text, end)
        end = match.end() if match else end
    span = span[0], max(span[1], end)
    starts = _starts(text, span)
    # It stands more often than is looked at, so no number could point to it.
    if span[0] not in starts:
        return None
    return DraftQuote(span, (start, end), starts.index(span[0]) + 1)


def _starts(text: str, span: Span) -> list[int]:
    """Where the words of a stretch stand, as many as are looked at."""
    return list(islice(occurrences(text[slice(*span)], text), _MOST))


def _whole_words(text: str, span: Span) -> Span:
    """A stretch with the whole of its first and last word and a closing mark, without white space at its edges."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
