"""What a noun can be as a source, from speakers.toml: a person, a body of people, a text, or nothing that speaks."""

from __future__ import annotations

from functools import cache
from typing import Literal

from bench.reading.lexicon import data, words

Kind = Literal["person", "group", "text", "thing"]

NOBODY = words("speakers", "nouns", "nobody")
"""Words that stand for nobody in particular: 'anyone'."""
COUNTS = words("speakers", "nouns", "count")
"""Nouns that say how many people rather than who."""
NEVER_SOURCES = words("speakers", "nouns", "never")
"""Times and place-holders, which say nothing."""
_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    # In this order, a noun of several lists counts as a person first: "figure", "guard".
    ("person", words("speakers", "nouns", "person")),
    ("group", words("speakers", "nouns", "group")),
    ("text", words("speakers", "nouns", "text")),
)
_TEXT_ITSELF = words("speakers", "nouns", "itself")
_THINGS = words("speakers", "nouns", "things")
_PERSON_ENDINGS: tuple[str, ...] = tuple(data("speakers")["nouns"]["person_endings"])


def is_text_itself(word: str) -> bool:
    """Whether a noun stands for the text that a summary is of."""
    return word in _TEXT_ITSELF


@cache
def noun_kinds(lemma: str) -> tuple[Kind, ...]:
    """What a common noun can be as a source, the likeliest first."""
    if lemma in NEVER_SOURCES:
        return ("thing",)
    # "Hundreds said", "half of them say": people are counted where nothing else is named.
    if lemma in COUNTS:
        return ("person",)
    # "co-author" is what an author is.
    last_part = lemma.rpartition("-")[2]
    kinds = tuple(kind for kind, nouns in _KINDS if lemma in nouns or last_part in nouns)
    # Unlisted nouns of trades are many ("welder", "vintner"); what else ends in -er is listed.
    if not kinds and last_part not in _THINGS and last_part.endswith(_PERSON_ENDINGS):
        return ("person",)
    return kinds or ("thing",)


def noun_kind(lemma: str) -> Kind:
    """What a common noun most likely is as a source."""
    return noun_kinds(lemma)[0]
