"""The reader's word lists: well formed, told once, and of classes that are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from typing import Any, get_args

import pytest

from bench.reading.lexicon import bounds, data, hedge_words, numerals
from bench.records.statement import Comparator, Stance, Strength

FILES = ("grammar", "hedging", "numerals", "reporting", "speakers")
WORDS = ("modal", "adverb", "adjective", "passive", "participle", "verb", "noun", "condition")
TWICE = {
    "grammar": set(),
    "hedging": {"not exclude", "documents"},
    "numerals": {"surpassed", "no later than", "or later", "or thereabouts"},
    "reporting": {"second-guess"},
    "speakers": {"lieutenant", "team", "article", "paper", "chapter"},
}
"""Known repetitions, harmless but untidy."""


NEVER_FOUND = {"condition": {"in case", "in the event"}, "adjective": {"under consideration"}}
"""Entries of several words in groups that are looked up word by word."""


def lists(node: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words below a node, with its path; tables in a row are counted from 1."""
    if isinstance(node, dict):
        for name, below in node.items():
            yield from lists(below, f"{path}.{name}")
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for number, below in enumerate(node, start=1):
            yield from lists(below, f"{path}.{number}")
    elif isinstance(node, list):
        yield path, node


LISTS = dict(entry for name in FILES for entry in lists(data(name), name))


@pytest.mark.parametrize("path", LISTS)
def test_entries_are_lower_case_and_trimmed(path: str) -> None:
    entries = LISTS[path]
    assert all(isinstance(entry, str) for entry in entries)
    assert [entry for entry in entries if entry != " ".join(entry.lower().split())] == []


@pytest.mark.parametrize("path", LISTS)
def test_no_entry_stands_twice_in_a_list(path: str) -> None:
    assert {entry for entry, count in Counter(LISTS[path]).items() if count > 1} <= TWICE[path.partition(".")[0]]


@pytest.mark.parametrize("group", [*WORDS, "phrase"])
def test_hedges_are_of_known_strengths(group: str) -> None:
    assert data("hedging")[group].keys() <= set(get_args(Strength))
    assert all(data("hedging")[group].values())


def test_there_is_no_other_group_of_hedges() -> None:
    assert set(data("hedging")) == {*WORDS, "phrase", "caveat", "grammar"}
    caveat = data("hedging")["caveat"]
    assert set(caveat) == {"reach", "deniers", "evidence"}
    assert caveat["reach"] > 0


@pytest.mark.parametrize("group", WORDS)
def test_a_hedge_has_one_strength_in_its_group(group: str) -> None:
    table = data("hedging")[group]
    assert len(hedge_words(group)) == len({word for words in table.values() for word in words})
    twice = Counter(word for words in table.values() for word in set(words))
    assert {word for word, count in twice.items() if count > 1} == ({"consider"} if group == "passive" else set())


@pytest.mark.parametrize("group", WORDS)
def test_groups_that_are_looked_up_by_word_hold_single_words(group: str) -> None:
    phrases = {word for words in data("hedging")[group].values() for word in words if " " in word}
    assert phrases == NEVER_FOUND.get(group, set())


@pytest.mark.parametrize("table", ["before", "after", "instead"])
def test_bounds_are_of_known_comparators(table: str) -> None:
    entries = numerals(table)
    assert entries.keys() <= set(get_args(Comparator)) - {"exactly", "between"}
    told = [word for words in entries.values() for word in set(words)]
    assert len(told) == len(set(told))  # no word for two comparators


@pytest.mark.parametrize("position", ["before", "after"])
def test_the_longest_bound_is_tried_first(position: str) -> None:
    lengths = [len(words) for words, _ in bounds(position)]
    assert lengths == sorted(lengths, reverse=True)
    assert all(comparator in get_args(Comparator) for _, comparator in bounds(position))


def test_numbers_in_words_have_values() -> None:
    assert sorted(numerals("cardinal").values()) == [*range(21), *range(30, 100, 10)]
    assert set(numerals("month").values()) == set(range(1, 13))
    assert all(0 < value < 1 for value in numerals("fraction").values())
    assert all(value >= 10 for value in numerals("multiplier").values())
    assert list(numerals("ordinal").values())[:20] == list(range(1, 21))
    assert all(value >= 1 for value in numerals("duration").values())
    for table in ("cardinal", "multiplier", "ordinal", "fraction", "currency", "percent", "month", "duration"):
        assert all(word == word.lower() for word in numerals(table))


def test_units_of_measure_are_told_by_short_names() -> None:
    assert set(numerals("percent").values()) == {"%", "pp", "pt", "bp"}
    assert {"USD", "EUR", "GBP"} <= set(numerals("currency").values())


def test_reporting_words_are_of_known_stances_and_patterns() -> None:
    text = (resources.files("bench.reading") / "data" / "reporting.toml").read_text(encoding="utf-8")
    explained = set(re.findall(r'^#   "(\w+)"', text, re.MULTILINE))  # at the head of the file
    for number, group in enumerate(data("reporting")["verb"], start=1):
        assert group["stance"] in get_args(Stance), number
        assert set(group.get("takes", ())) <= explained, number
        assert group["lemmas"], number
    for group in (*data("reporting")["noun"], *data("reporting")["phrase"]):
        assert group["stance"] in get_args(Stance)
