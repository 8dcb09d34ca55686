"""What the reader makes of a passage that an annotator has selected: the fields of a fact, as far as it tells them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

from bench.drafting.markable import DraftCandidate, candidates
from bench.drafting.proposing import ArticleReading, own_fields
from bench.drafting.quoting import quoted
from bench.drafting.salience import probability, weights
from bench.drafting.salience_features import Surroundings
from bench.facts import FACT_KINDS, Source
from bench.goldset.writing import plain_number
from bench.records import Article, Kind, Span

KEPT = 8
"""Articles whose reading is remembered: an annotator marks many passages of one."""


class _Places(NamedTuple):
    """An article as read, with all places of it that could be a fact."""

    reading: ArticleReading
    candidates: list[DraftCandidate]
    around: Surroundings


class Selections:
    """Fills in facts from selected passages; reads each article once."""

    def __init__(self) -> None:
        self._places: OrderedDict[str, _Places] = OrderedDict()
        # The server asks from several threads, and the parser is one.
        self._lock = Lock()

    def __call__(self, article: Article, kind: Kind, selected: Span) -> dict[str, Any]:
        """The fields of a fact of this kind whose quote is the selected passage, as a facts file has them.

        Args:
            article: text and date of publication are what counts.
            kind: of the fact.
            selected: the passage, in code points of the text.

        Returns:
            Fields by name, without those that the passage does not tell; empty where nothing in it is of this kind.
        """
        with self._lock:
            places = self._read(article)
            within = [
                candidate
                for candidate in places.candidates
                if candidate.kind == kind and selected[0] <= candidate.cue[0] and candidate.cue[1] <= selected[1]
            ]
            # Of several cues, the one that would most likely be marked, and of equal ones the first.
            rates = [
                probability(places.around.features(candidate), places.around.word(candidate), weights()[kind])
                for candidate in within
            ]
            return _fields(within[rates.index(max(rates))], places.reading, selected) if within else {}

    def _read(self, article: Article) -> _Places:
        key = f"{article.date}\0{article.text}"
        if key not in self._places:
            reading = ArticleReading.of(article)
            places = candidates(reading.statements, article.text)
            self._places[key] = _Places(reading, places, Surroundings(reading.statements, places, article.text))
        self._places.move_to_end(key)
        while len(self._places) > KEPT:
            self._places.popitem(last=False)
        return self._places[key]


def _fields(candidate: DraftCandidate, reading: ArticleReading, selected: Span) -> dict[str, Any]:
    kind, text = FACT_KINDS[candidate.kind], reading.article.text
    # Lengthened where the same words stand in the selection before it, as far as it reaches.
    quote = quoted(text, [selected], candidate.cue, selected)
    cue = quote.cue if quote is not None and quote.span == selected else candidate.cue
    fields: dict[str, Any] = {kind.marked_field: text[slice(*cue)]}
    if kind.trait is not None:
        fields[kind.trait.field] = getattr(candidate.reading, kind.trait.field)
    if (claim := reading.claims.of(candidate)) is not None:
        fields |= {"claim": claim.text, **(own_fields(candidate, claim, reading) or {})}
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [source.model_dump(mode="json") for source in value if isinstance(source, Source)]
    return plain_number(value)
