"""The offsets of a fact, worked out from its quote: nobody has to write them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz

from bench.counted import counted
from bench.facts import Fact
from bench.records import Record, Span


class LocatedFact(Record):
    """A fact with its place in the article."""

    fact: Fact
    quote: Span
    cue: Span
    """The cue of an attribution or hedge, the text of a number."""


class NotLocatedError(ValueError):
    """The quote, or the cue inside it, is not where the fact says."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


def locate(fact: Fact, text: str) -> LocatedFact:
    """Find a fact's quote in its article, and its cue in the quote.

    Raises:
        NotLocatedError: see `find_quote` and `find_cue`.
    """
    start = find_quote(fact, text)
    cue_start, cue_end = find_cue(fact)
    return LocatedFact(fact=fact, quote=(start, start + len(fact.quote)), cue=(start + cue_start, start + cue_end))


def find_quote(fact: Fact, text: str) -> int:
    """Where the quote of a fact starts in its article, at the occurrence that the fact means.

    Raises:
        NotLocatedError: the quote does not stand there (the message gives the nearest text that does), or
            not that often.
    """
    # `occurrence` comes from a file and may be a huge number; no text holds more occurrences than characters.
    starts = list(islice(occurrences(fact.quote, text), min(fact.occurrence, len(text))))
    if not starts:
        raise NotLocatedError(
            "quote",
            f"not in the article; copy it exactly; the nearest text is “{nearest(fact.quote, text)}”",
        )
    if len(starts) < fact.occurrence:
        raise NotLocatedError(
            "occurrence",
            f"{fact.occurrence}, but the quote stands only {counted(len(starts), 'time')} in the article",
        )
    # As many as `occurrence` asks for were looked for, so the last one found is the one meant.
    return starts[-1]


def find_cue(fact: Fact) -> Span:
    """Where the cue of a fact (the text, of a number) stands in its quote.

    Raises:
        NotLocatedError: it does not.
    """
    # The first place of the cue in the quote is the one that counts; a quote can be cut so that it is the right one.
    at = fact.quote.find(fact.marked)
    if at < 0:
        raise NotLocatedError(fact.marked_field, f"“{fact.marked}” is not in the fact's quote")
    return at, at + len(fact.marked)


def occurrences(quote: str, text: str) -> Iterator[int]:
    """The offsets at which a quote starts in a text, overlapping ones included."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def nearest(quote: str, text: str, limit: int = 160) -> str:
    """The whole words of a text that are most like a quote, cut to `limit` characters."""
    match = fuzz.partial_ratio_alignment(quote, text)
    # Nothing in common: any words would mislead whoever looks for the right ones.
    if match is None or match.score == 0:
        return ""
    start, end = match.dest_start, match.dest_end
    # The best match may begin or end inside a word; a person copies whole words.
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    words = " ".join(text[start:end].split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
