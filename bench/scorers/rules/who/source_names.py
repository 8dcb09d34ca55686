"""Whether a credit's source is one that the article names for a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from bench.reading.who.source_nouns import noun_kind
from bench.scorers.rules.lexicon import data, word_list

Match = Literal["same", "other", "unknown"]
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_INNER = re.compile(rf"\s(?:{'|'.join(sorted(word_list('names', 'inner')))})\s", re.IGNORECASE)
_SINGULAR = tuple(data("names")["singular"]["endings"])


@lru_cache(maxsize=20_000)
def _tokens(name: str) -> tuple[str, ...]:
    """The telling words of a name, lower case, singular."""
    words = [word.lower().removesuffix("'s") for word in _WORD.findall(name.replace("’", "'"))]
    dropped = data("names")["dropped"]["words"]
    return tuple(_singular(word) for word in words if word not in dropped)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR) else word


@lru_cache(maxsize=20_000)
def _head(name: str) -> str:
    """The word that a name is about: 'minister' of 'the minister of health', the surname of a person."""
    inner = _tokens(_INNER.split(name, maxsplit=1)[0])
    return inner[-1] if inner else ""


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    groups = [frozenset(group.split()) for group in data("names")["roles"]["groups"]]
    return {word: group for group in groups for word in group}


@lru_cache(maxsize=100_000)
def is_same(mention: str, name: str) -> bool:
    """Whether a mention in a text can be this name: 'Rubio' for 'Marco Rubio', 'officials' for 'US officials'."""
    given, known = set(_tokens(mention)), set(_tokens(name))
    if not given or not known:
        return False
    if given == known:
        return True
    if known <= given:  # 'Interior Minister Dario Velkan' holds 'Velkan', but "Velkan's lawyers" are not he
        owner, owned, rest = mention.replace("’", "'").partition("'s ")
        if owned and rest and known <= set(_tokens(owner)):
            return False
        return _head(mention) in known or _is_proper(name) or _head(name) == _head(mention)
    if given <= known:  # 'Velkan' of 'Dario Velkan'; 'officials' of 'US officials'
        return _head(name) in given or (_is_proper(mention) and len(given) > 1)
    heads = _head(mention), _head(name)
    alike = heads[0] == heads[1] or heads[1] in _roles().get(heads[0], ())
    return alike and not _is_proper(mention) and given - {heads[0]} == known - {heads[1]}


def _is_proper(name: str) -> bool:
    """Whether a name has a capital in the middle or is a single capitalised word."""
    words = _WORD.findall(name)
    return any(word[0].isupper() and word.lower() not in data("names")["dropped"]["words"] for word in words[-1:])


def compare(mention: Sequence[str], sources: Iterable[Sequence[str]], known: Iterable[str]) -> Match:
    """Whether somebody is one of the sources, somebody else whom the article knows or names, or nobody in particular.

    Args:
        mention: every way in which the summary names its source.
        sources: the names of each source that the article gives for the claim.
        known: everybody to whom the article credits anything.
    """
    given = [name for names in sources for name in names]
    if mention and all(_is_anybody(one, known) for one in mention):
        return "same" if any(is_same(one, name) for one in mention for name in given) else "unknown"
    if any(is_same(one, name) for one in mention if _is_proper(one) for name in given if _is_proper(name)):
        return "same"
    by_role = any(is_same(one, name) for one in mention for name in given)
    somebody = any(is_same(one, name) for one in mention if _is_proper(one) for name in known if _is_proper(name))
    if by_role:
        # "the prime minister, Ludvig Aare" is none of "two ministers": a name counts before a role
        return (
            "other"
            if somebody and not any(_tokens(one) == _tokens(name) for one in mention for name in given)
            else "same"
        )
    if somebody or any(is_same(one, name) for one in mention for name in known):
        return "other"
    return "other" if any(_is_proper(one) for one in mention) else "unknown"


def _is_anybody(mention: str, known: Iterable[str]) -> bool:
    """Whether a mention names nobody in particular: 'analysts', but not 'analysts at Halden Bank'."""
    if _head(mention) not in data("names")["anybody"]["words"]:
        return False
    named = {word.lower() for word in _WORD.findall(mention) if word[0].isupper()} & set(_tokens(mention))
    return not any(_is_proper(name) and set(_tokens(name)) & named for name in known)


def is_speaker(mention: Sequence[str], sources: Iterable[Sequence[str]]) -> bool:
    """Whether somebody credited can be a source at all: a person, a body, a name.

    A thing is none ("images show", "a probe detected"), and a text only where the article's own source is one.
    """
    kinds = {noun_kind(_head(name)) for name in mention[:1]}
    if any(_is_proper(name) for name in mention) or kinds & {"person", "group"}:
        return True
    texts = any(noun_kind(_head(name)) == "text" for names in sources for name in names)
    return "text" in kinds and texts


def is_named(name: str, text: str) -> bool:
    """Whether a text holds a name, or the word that it is about if that is a proper name."""
    lowered = text.lower()
    if name.lower() in lowered:
        return True
    head = _head(name)
    return _is_proper(name) and len(head) > 2 and re.search(rf"\b{re.escape(head)}\b", lowered) is not None


def shares_word(one: str, other: str) -> bool:
    """Whether two names have a telling word in common."""
    return bool(set(_tokens(one)) & set(_tokens(other)))
