"""An article and its facts in parts that a judge can take in at once.

Nearly every article is one part. One with many facts is shown whole, with some of its facts at a time; of a very long
one only the beginning and the surroundings of the facts in question are shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bench.facts import FACT_KINDS, Fact
from bench.goldset import GoldArticle, LocatedFact
from bench.records import Span

MOST_FACTS = 40
"""At once: with more, judges begin to leave some out."""
LONGEST = 60_000
"""Code points of an article that is shown whole, about 15,000 tokens."""
BEGINNING = 1_500
"""Code points of a longer article's beginning, which says what it is about."""
AROUND = 2_000
"""Code points on either side of a fact's quote in a longer article."""
MOST_NAMES = 12
"""Names of one source that a judge is told; gold lists up to twenty, the usual ones first."""


class ArticlePart(NamedTuple):
    """What one request shows of an article."""

    shown: str
    """Text and facts, as they stand in the request."""
    key: str
    """Hash of what is shown."""
    facts: tuple[Fact, ...]
    asks_flags: bool
    """Whether flags are asked for with it: once for each article, and only where all of it is shown, as nobody can say
    what an article that they have not seen does not support."""


def parts_of(gold: GoldArticle) -> tuple[ArticlePart, ...]:
    """The parts of an article, which hold each of its facts once, in order."""
    text = gold.article.text
    if len(text) <= LONGEST:
        return tuple(
            _part(text, gold.facts[at : at + MOST_FACTS], "Article", asks_flags=at == 0)
            for at in range(0, len(gold.facts), MOST_FACTS)
        )
    return tuple(
        _part(_excerpt(text, facts), facts, "Parts of the article", asks_flags=False)
        for facts in _batches(gold.facts, len(text))
    )


def fenced(name: str, text: str, mark: str) -> str:
    """A text between two lines with the same mark."""
    return f"{name}, between two lines with the mark {mark}:\n==== {mark}\n{text}\n==== {mark}"


def mark_of(*texts: str) -> str:
    """A mark for fences: no text can hold a hash of itself, so none can end the fence that it stands in."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:12]


def _part(text: str, facts: Sequence[LocatedFact], name: str, *, asks_flags: bool) -> ArticlePart:
    lines = "\n".join(json.dumps(_described(located.fact), ensure_ascii=False) for located in facts)
    shown = f"{fenced(name, text, mark_of(text))}\n\nFacts, one a line:\n{lines}"
    return ArticlePart(shown, mark_of(shown), tuple(located.fact for located in facts), asks_flags)


def _described(fact: Fact) -> dict[str, Any]:
    """A fact as a judge is told it."""
    kind = FACT_KINDS[fact.kind]
    own = {field.name: getattr(fact, field.name) for field in kind.fields if field.holds in ("words", "choice")}
    described = {
        "id": fact.id,
        "kind": fact.kind,
        "claim": fact.claim,
        kind.marked_field: fact.marked,
        **own,
        "quote": fact.quote,
    }
    if fact.credited:
        described["sources"] = [list(source.names[:MOST_NAMES]) for source in fact.credited]
    return described


def _batches(facts: Sequence[LocatedFact], length: int) -> Iterator[tuple[LocatedFact, ...]]:
    """Facts in order, so many at a time that what is shown with them is not too long."""
    batch: list[LocatedFact] = []
    for located in sorted(facts, key=lambda located: located.quote):
        size = sum(end - start for start, end in _windows((*batch, located), length))
        if batch and (size > LONGEST or len(batch) == MOST_FACTS):
            yield tuple(batch)
            batch = []
        batch.append(located)
    if batch:
        yield tuple(batch)


def _excerpt(text: str, facts: Sequence[LocatedFact]) -> str:
    return "\n[…]\n".join(text[start:end].strip() for start, end in _windows(facts, len(text)))


def _windows(facts: Sequence[LocatedFact], length: int) -> list[Span]:
    """The beginning and the surroundings of facts, in order; those that touch are one."""
    around = sorted((max(0, f.quote[0] - AROUND), min(length, f.quote[1] + AROUND)) for f in facts)
    windows: list[Span] = [(0, min(length, BEGINNING))]
    for start, end in around:
        if start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows
