"""The scorer's own word lists and settings, from the data files beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def data(name: str) -> dict[str, Any]:
    """A data file by its stem."""
    text = (resources.files("bench.scorers.rules") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def stopwords() -> frozenset[str]:
    """Lemmas that tell nothing of a claim's content."""
    return frozenset(data("words")["stop"]["words"])


@cache
def relatives() -> dict[str, frozenset[str]]:
    """For each word, the words that can stand for it, itself included.

    Groups stay apart, even if they share a word: "casualty" stands for "kill" and for "injure", but "kill" does not
    stand for "injure".
    """
    related: dict[str, set[str]] = {}
    for group in data("words")["alike"]["groups"]:
        members = group.split()
        for word in members:
            related.setdefault(word, set()).update(members)
    return {word: frozenset(alike) for word, alike in related.items()}


@cache
def settings() -> dict[str, float]:
    """Thresholds, each explained in scoring.toml."""
    return {name: float(entry["value"]) for name, entry in data("scoring").items()}


@cache
def word_list(table: str, name: str) -> frozenset[str]:
    """A list of words in a data file, as they are written: those of `[name]` in TABLE.toml."""
    return frozenset(data(table)[name]["words"])


@cache
def lemmas(table: str, name: str) -> frozenset[str]:
    """A list of lemmas in a data file: those of `[name]` in TABLE.toml."""
    return frozenset(data(table)[name]["lemmas"])
