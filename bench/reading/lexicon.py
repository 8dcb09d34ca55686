"""The words that the reader knows, from the data files beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from bench.records.statement import Comparator, Strength


@cache
def data(name: str) -> dict[str, Any]:
    """A data file by its stem."""
    text = (resources.files("bench.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def hedge_words(group: str) -> dict[str, Strength]:
    """Hedges of a group (modal, adverb, adjective, passive, verb, noun, condition) by word or lemma."""
    return {word: strength for strength, words in data("hedging")[group].items() for word in words}


@cache
def phrases_by_opening() -> dict[str, list[tuple[int, tuple[str, ...], Strength]]]:
    """Hedging phrases as words (`*` is a gap) by their first word, each with its rank: the longest comes first."""
    phrases = [
        (tuple(phrase.split()), strength)
        for strength, entries in data("hedging")["phrase"].items()
        for phrase in entries
    ]
    found: dict[str, list[tuple[int, tuple[str, ...], Strength]]] = {}
    for rank, (phrase, strength) in enumerate(sorted(phrases, key=lambda entry: (-len(entry[0]), entry))):
        found.setdefault(phrase[0], []).append((rank, phrase, strength))
    return found


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


@cache
def measures() -> dict[str, tuple[str, float]]:
    """Units of measure: what each measures, and how many of that dimension's base unit it is."""
    return {unit: (dimension, float(size)) for dimension in DIMENSIONS for unit, size in numerals(dimension).items()}


@cache
def bounds(position: str) -> tuple[tuple[str, Comparator], ...]:
    """Bound words that stand `before` or `after` their number, longest first; the first comparator listed counts."""
    found: dict[str, Comparator] = {}
    for comparator, words in data("numerals")[position].items():
        for word in words:
            found.setdefault(word, comparator)
    return tuple(sorted(found.items(), key=lambda entry: (-len(entry[0]), entry)))
