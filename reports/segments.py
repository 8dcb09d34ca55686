"""Cutting a text at the ends of marks that may overlap, so that each piece lies under the same marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from bench.records import Span

K = TypeVar("K")

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Segment(NamedTuple, Generic[K]):
    """A piece of text between two ends of marks."""

    text: str
    under: tuple[K, ...]
    """The marks that cover all of it, in the order in which they were given."""
    ending: tuple[K, ...]
    """Those of them of which a stretch ends here, for the footnote signs that stand behind it."""


def merged(spans: Iterable[Span], gap: int = 0) -> tuple[Span, ...]:
    """Spans as disjoint stretches in ascending order; empty ones vanish.

    Args:
        spans: in any order.
        gap: those that are no further apart than this become one.
    """
    stretches: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if stretches and start <= stretches[-1][1] + gap:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return tuple(stretches)


def paragraphs(text: str) -> Iterator[Span]:
    """Where the paragraphs of a text stand, without the blank lines between them."""
    start = 0
    for match in _BREAK.finditer(text):
        yield from _without_space(text, start, match.start())
        start = match.end()
    yield from _without_space(text, start, len(text))


def cut(text: str, marks: Mapping[K, Iterable[Span]]) -> tuple[tuple[Segment[K], ...], ...]:
    """Cut a text into paragraphs of segments.

    Args:
        text: any text.
        marks: per mark, its spans in code points. What lies outside the text, and white space at the ends
            of a span, is ignored.

    Returns:
        Per paragraph its segments; joined, they are the paragraph.
    """
    order = {key: rank for rank, key in enumerate(marks)}
    opening: dict[int, list[K]] = defaultdict(list)
    closing: dict[int, list[K]] = defaultdict(list)
    for key, spans in marks.items():
        inside = (_without_space(text, max(start, 0), max(end, 0)) for start, end in spans)
        for start, end in merged(span for spans_inside in inside for span in spans_inside):
            # A key's spans are merged first, so that it is never opened twice before it is closed.
            opening[start].append(key)
            closing[end].append(key)
    bounds = sorted({*opening, *closing})
    under: set[K] = set()
    passed = 0
    cut_up = []
    for paragraph_start, paragraph_end in paragraphs(text):
        pieces: list[Segment[K]] = []
        start = paragraph_start
        while start < paragraph_end:
            while passed < len(bounds) and bounds[passed] <= start:
                # Closed before others are opened, so that marks that only touch do not overlap.
                under.difference_update(closing[bounds[passed]])
                under.update(opening[bounds[passed]])
                passed += 1
            end = min(bounds[passed], paragraph_end) if passed < len(bounds) else paragraph_end
            # In the order in which they were given, since a set has none and pages have to come out the same each time.
            covering = tuple(sorted(under, key=order.__getitem__))
            ending = tuple(key for key in covering if key in closing.get(end, ()))
            pieces.append(Segment(text[start:end], covering, ending))
            start = end
        cut_up.append(tuple(pieces))
    return tuple(cut_up)


def _without_space(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The span without white space at its ends; empty if nothing is left."""
    inner = text[start:end]
    start, end = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
    return ((start, end),) if start < end else ()
