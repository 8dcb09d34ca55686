"""Offsets of a fact, worked out from its quote; nobody writes them by hand."""

from __future__ import annotations

from rapidfuzz import fuzz

from bench.facts import Fact
from bench.models import Record, Span


class LocatedFact(Record):
    """A fact with its place in the article."""

    fact: Fact
    quote: Span
    cue: Span
    """The cue of an attribution or hedge, the text of a number; the whole quote if it is not found there."""


class NotLocatedError(ValueError):
    """A quote, or the cue inside it, is not where it should be."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


def locate(fact: Fact, text: str) -> LocatedFact:
    """Find a fact's quote in its article, and its cue in the quote.

    Raises:
        NotLocatedError: the quote does not stand in the article (the message gives the nearest text that
            does), not that often, or the cue does not stand in the quote.
    """
    start = -1
    for seen in range(fact.occurrence):
        start = text.find(fact.quote, start + 1)
        if start < 0:
            if seen:
                raise NotLocatedError(
                    "occurrence", f"the quote stands {seen} time(s) in the article, not {fact.occurrence}"
                )
            raise NotLocatedError(
                "quote", f"not in the article; the nearest text is “{nearest(fact.quote, text)}”"
            )
    field = "text" if fact.kind == "number" else "cue"
    cue = fact.text if fact.kind == "number" else fact.cue
    at = fact.quote.find(cue)
    if at < 0:
        raise NotLocatedError(field, f"“{cue}” is not in the fact's quote")
    return LocatedFact(
        fact=fact,
        quote=(start, start + len(fact.quote)),
        cue=(start + at, start + at + len(cue)),
    )


def nearest(quote: str, text: str, limit: int = 160) -> str:
    """The passage of a text that is most like a quote, cut to `limit` characters."""
    match = fuzz.partial_ratio_alignment(quote, text)
    if match is None or match.score == 0:
        return ""
    found = " ".join(text[match.dest_start : match.dest_end].split())
    return found if len(found) <= limit else found[: limit - 1] + "…"
