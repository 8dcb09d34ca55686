"""The stems of a text's words, found without parsing: cheap enough for every fact of a large set."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

# "3,500" and "4:12" are one figure each, "don't" and "owner's" one word.
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
SHORTEST_STEM = 3


class StemmedWord(NamedTuple):
    """A word and where it stands."""

    stem: str
    """Lower case, endings cut: the forms of a word share it."""
    start: int
    end: int
    """Exclusive; both count Unicode code points."""


def words(text: str) -> list[StemmedWord]:
    """All words and figures of a text."""
    return [StemmedWord(stem(match.group()), *match.span()) for match in WORD.finditer(text)]


def content_words(text: str) -> list[StemmedWord]:
    """The words of a text that tell what it is about: neither function words nor bound words."""
    return [
        StemmedWord(stem(match.group()), *match.span())
        for match in WORD.finditer(text)
        if not is_function_word(match.group())
    ]


def is_function_word(word: str) -> bool:
    """Whether a word says nothing of what a text is about."""
    return word.lower().replace("’", "'") in _lists()[0]


@cache
def stem(word: str) -> str:
    """The stem that all forms of a word share: 'accus' for accuse, accused and accusations."""
    short = POSSESSIVE.sub("", word.lower())
    # Figures and short words have no ending to lose: "us" is not the plural of "u".
    if short.isdigit() or len(short) <= SHORTEST_STEM:
        return short
    # First the ending of inflection, then that of derivation: accusations, accusation, accus.
    for endings in _lists()[1:]:
        short = short.removesuffix(next((ending for ending in endings if _can_lose(short, ending)), ""))
    if len(short) > SHORTEST_STEM and short[-1] == short[-2]:  # stopped, stop
        short = short[:-1]
    if len(short) > SHORTEST_STEM:
        # "accuse" and "accused", "study" and "studies" come to the same stem.
        short = short.removesuffix("e").removesuffix("y").removesuffix("i")
    return short


def _can_lose(word: str, ending: str) -> bool:
    # "bed" keeps its "ed", "ring" its "ing".
    return word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM


@cache
def _lists() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Function words, endings of inflection, and endings of derivation, the longest first."""
    table = tomllib.loads((resources.files("bench.goldset") / "data" / "words.toml").read_text(encoding="utf-8"))
    inflection, derivation = (
        tuple(sorted(table["ending"][group], key=len, reverse=True)) for group in ("inflection", "derivation")
    )
    return frozenset(table["function"]["words"]), inflection, derivation
