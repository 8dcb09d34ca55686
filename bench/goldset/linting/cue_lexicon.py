"""Which stances and strengths the reader's lexicon allows for a cue; an unknown cue can have any."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from bench.goldset.stems import WORD, is_function_word, stem
from bench.reading import lexicon
from bench.records.statement import Stance, Strength

WORD_GROUPS = ("modal", "adverb", "adjective", "passive", "verb", "noun")


@cache
def stances(cue: str) -> frozenset[Stance]:
    """The stances that a cue can have; none if the lexicon does not tell.

    Neutral is also what the lexicon calls a verb that it knows nothing particular of: with a neutral word in it, a cue
    is left alone unless it is one of the plainest.
    """
    words = _words(cue)
    if " ".join(words) in _list("plain"):
        return frozenset({"neutral"})
    # "did not deny", "never said": what a negated cue comes to is more than a list can tell.
    if _list("negation").intersection(words):
        return frozenset()
    possible = _stances_of(words)
    # "added that he disputed it": which of the two words is the cue cannot be told here.
    return frozenset() if "neutral" in possible else possible


@cache
def strengths(cue: str) -> frozenset[Strength]:
    """The strengths that a hedge can have; none if the lexicon does not tell."""
    words = _words(cue)
    is_negated = bool(_list("negation").intersection(words))
    # Phrases before words: "could not be verified" is unevidenced, though its "could" alone would be possible.
    possible = {strength for phrase, strength in _phrases() if _holds(words, phrase)}
    caveat = lexicon.caveat_words()
    if set(caveat["deniers"]).intersection(words) and set(caveat["evidence"]).intersection(words):
        possible.add("unevidenced")
        if _stances_of(words):  # they retort that it proves nothing
            possible.add("disputed")
    # "not likely" is no probable hedge; phrases that hold their negation, like "not ruled out", are listed whole.
    if is_negated:
        return frozenset(possible)
    # A denial that marks a hedge: "which the ministry denies".
    if "deny" in _stances_of(words):
        possible.add("disputed")
    bare = [word for word in words if word not in _list("joint")]
    single = [_strengths_by_stem().get(stem(word), frozenset[Strength]()) for word in bare]
    if not possible and not all(single):  # a word that the lexicon does not know may change what the others mean
        return frozenset()
    return frozenset(possible).union(*single)


def _stances_of(words: tuple[str, ...]) -> frozenset[Stance]:
    known = (_stances_by_stem().get(stem(word)) for word in words if not is_function_word(word))
    return frozenset().union(*(stances for stances in known if stances))


def _words(cue: str) -> tuple[str, ...]:
    # The lists have the plain apostrophe.
    return tuple(word.lower().replace("’", "'") for word in WORD.findall(cue))


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands in words; its `*` is a gap of up to three."""
    return any(_matches(words[at:], phrase) for at in range(len(words)))


def _matches(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    if not phrase:
        return True
    if phrase[0] == "*":
        return any(_matches(words[gap:], phrase[1:]) for gap in range(4))
    return bool(words) and words[0] == phrase[0] and _matches(words[1:], phrase[1:])


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], Strength], ...]:
    return tuple((entry.words, entry.strength) for group in lexicon.phrases_by_opening().values() for entry in group)


@cache
def _strengths_by_stem() -> dict[str, frozenset[Strength]]:
    by_stem: dict[str, frozenset[Strength]] = {}
    for group in WORD_GROUPS:
        for word, strength in lexicon.hedge_words(group).items():
            # A word may stand in several groups with different strengths: "consider" as a verb and as a passive.
            by_stem[stem(word)] = by_stem.get(stem(word), frozenset()) | {strength}
    return by_stem


@cache
def _stances_by_stem() -> dict[str, frozenset[Stance]]:
    by_stem: dict[str, frozenset[Stance]] = {}
    for group in ("verb", "noun"):
        for entry in lexicon.data("reporting")[group]:
            for lemma in entry["lemmas"]:
                by_stem[stem(lemma)] = by_stem.get(stem(lemma), frozenset()) | {entry["stance"]}
    return by_stem


@cache
def _list(table: str) -> frozenset[str]:
    text = (resources.files("bench.goldset") / "data" / "cues.toml").read_text(encoding="utf-8")
    return frozenset(word for words in tomllib.loads(text)[table].values() for word in words)
