"""The words that the reader knows, from the data files beside it.

`words("grammar", "pronoun", "personal")` gives a list of words, by its file, table and entry. Modules that ask for a
list at every word of a text bind it to a name of their own.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from bench.records.statement import Comparator, Strength


@cache
def data(name: str) -> dict[str, Any]:
    """The content of a data file, by the file's stem."""
    text = (resources.files("bench.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(file: str, table: str, entry: str) -> frozenset[str]:
    """A list of words: the stem of its file, its table and its entry there."""
    return frozenset(data(file)[table][entry])


@cache
def mapping(file: str, table: str) -> dict[str, str]:
    """A table that gives one word for another: "is" for "'s"."""
    entries: dict[str, str] = data(file)[table]
    return entries


def alternation(file: str, table: str, entry: str) -> str:
    """A list of words as a group of a regular expression, which matches any of them."""
    # Entries are words and no patterns: a sign in one of them must match nothing but itself.
    return f"(?:{'|'.join(re.escape(word) for word in data(file)[table][entry])})"


@cache
def hedge_words(group: str) -> dict[str, Strength]:
    """Hedges of a group (modal, adverb, adjective, passive, verb, noun, condition) by word or lemma."""
    return {word: strength for strength, entries in data("hedging")[group].items() for word in entries}


class HedgePhrase(NamedTuple):
    """A hedge of several words."""

    rank: int
    """Where it stands in the order in which phrases are tried: the longest comes first."""
    words: tuple[str, ...]
    """Lower case; `*` is a gap."""
    strength: Strength
    listed: frozenset[str]
    """Its words without the gaps: all of them have to stand in a sentence that has it."""


@cache
def phrases_by_opening() -> dict[str, list[HedgePhrase]]:
    """Hedging phrases by their first word."""
    phrases = [
        (tuple(phrase.split()), strength)
        for strength, entries in data("hedging")["phrase"].items()
        for phrase in entries
    ]
    by_opening: dict[str, list[HedgePhrase]] = {}
    # Longest first, and in the order of the alphabet, so that ties come out the same each time.
    for rank, (phrase, strength) in enumerate(sorted(phrases, key=lambda entry: (-len(entry[0]), entry))):
        by_opening.setdefault(phrase[0], []).append(HedgePhrase(rank, phrase, strength, frozenset(phrase) - {"*"}))
    return by_opening


@cache
def caveat_words() -> dict[str, Any]:
    """What makes a no-evidence caveat: `deniers`, words of `evidence`, and how far apart they may stand (`reach`)."""
    table: dict[str, Any] = data("hedging")["caveat"]
    return table


@cache
def numerals(table: str) -> dict[str, Any]:
    """A table of numerals.toml."""
    entries: dict[str, Any] = data("numerals")[table]
    return entries


DIMENSIONS = ("duration", "length", "mass", "area", "volume", "data")
"""Tables of numerals.toml with units of measure."""


@cache
def measures() -> dict[str, tuple[str, float]]:
    """Units of measure: what each measures, and how many of that dimension's base unit it is."""
    return {unit: (dimension, float(size)) for dimension in DIMENSIONS for unit, size in numerals(dimension).items()}


@cache
def bounds(position: str) -> tuple[tuple[str, Comparator], ...]:
    """Bound words that stand `before` or `after` their number, longest first; the first comparator listed counts."""
    by_words: dict[str, Comparator] = {}
    for comparator, entries in data("numerals")[position].items():
        for bound in entries:
            by_words.setdefault(bound, comparator)
    # "no more than" ends in "more than": the longest bound that fits is the one that is meant.
    return tuple(sorted(by_words.items(), key=lambda entry: (-len(entry[0]), entry)))
