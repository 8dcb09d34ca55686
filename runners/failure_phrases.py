"""The English phrases by which models refuse and servers complain, from the word lists in `data`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from bench.records import Record


class PhraseList(Record):
    """One table of server_errors.toml."""

    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    """What matches, for those who read the file and for a test."""
    counterexamples: tuple[str, ...] = ()


class RefusalPhrases(Record):
    """refusals.toml."""

    apologies: tuple[str, ...]
    unable: tuple[str, ...]
    verbs: tuple[str, ...]
    verbs_with_object: tuple[str, ...]
    objects: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def server_errors() -> dict[str, PhraseList]:
    """The phrases of servers' errors, by the kind of failure that they stand for."""
    return {name: PhraseList.model_validate(table) for name, table in _read("server_errors.toml").items()}


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern to search for in a server's error, by the name of its table."""
    return re.compile("|".join(server_errors()[name].patterns), re.IGNORECASE)


@cache
def refusal_phrases() -> RefusalPhrases:
    """The parts of a refusal."""
    return RefusalPhrases.model_validate(_read("refusals.toml"))


@cache
def refusal() -> re.Pattern[str]:
    """How an answer begins that is a refusal."""
    words = refusal_phrases()
    apology, unable, verb, verb_with_object, object_ = (
        "|".join(part) for part in (words.apologies, words.unable, words.verbs, words.verbs_with_object, words.objects)
    )
    # "I'm sorry, but I cannot help with that": an apology, perhaps "but", then inability with a verb that is one by
    # itself ("help") or that needs its object ("write a summary").
    return re.compile(
        rf"(?:{apology})?[\s,.;:–—-]*(?:but\s+)?(?:{unable})\s+(?:(?:{verb})\b|(?:{verb_with_object})\s+(?:{object_})\b)",
        re.IGNORECASE,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("runners").joinpath("data", name).read_text(encoding="utf-8"))
