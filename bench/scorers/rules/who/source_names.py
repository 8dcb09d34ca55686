"""Whether a credit's source is one that the article names for a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from bench.reading.who.source_nouns import noun_kind
from bench.scorers.rules.lexicon import data, word_list

Match = Literal["same", "other", "unknown"]
"""One of the article's sources of the claim; somebody else; nobody who could be told apart from them."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_INNER = re.compile(rf"\s(?:{'|'.join(sorted(word_list('names', 'inner')))})\s", re.IGNORECASE)
_SINGULAR = tuple(data("names")["singular"]["endings"])


@lru_cache(maxsize=20_000)
def _tokens(name: str) -> tuple[str, ...]:
    """Return the telling words of a name, lower case, singular."""
    words = [word.lower().removesuffix("'s") for word in _WORD.findall(name.replace("’", "'"))]
    dropped = data("names")["dropped"]["words"]
    return tuple(_singular(word) for word in words if word not in dropped)


def _singular(word: str) -> str:
    # "Ties" is no plural of "ty", and "gas" is none at all.
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULAR) else word


@lru_cache(maxsize=20_000)
def _head(name: str) -> str:
    """Return the word that a name is about: 'minister' of 'the minister of health', the surname of a person."""
    inner = _tokens(_INNER.split(name, maxsplit=1)[0])
    return inner[-1] if inner else ""


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    groups = [frozenset(group.split()) for group in data("names")["roles"]["groups"]]
    return {word: group for group in groups for word in group}


@lru_cache(maxsize=100_000)
def is_same(mention: str, name: str) -> bool:
    """Whether a mention in a text can be this name: 'Rubio' for 'Marco Rubio', 'officials' for 'US officials'."""
    of_mention, of_name = set(_tokens(mention)), set(_tokens(name))
    if not of_mention or not of_name:
        return False
    if of_mention == of_name:
        return True
    # "Interior Minister Dario Velkan" holds "Velkan", and adds no more than who he is.
    if of_name <= of_mention:
        # But "Velkan's lawyers" are not he.
        owner, possessive, possessed = mention.replace("’", "'").partition("'s ")
        if possessive and possessed and of_name <= set(_tokens(owner)):
            return False
        return _head(mention) in of_name or _is_proper(name) or _head(name) == _head(mention)
    # "Velkan" of "Dario Velkan", "officials" of "US officials": short for the name, if it has the word that counts.
    # "Dario" alone may be anybody, "US" is no official.
    if of_mention <= of_name:
        return _head(name) in of_mention or (_is_proper(mention) and len(of_mention) > 1)
    # "The health regulator" for "the health watchdog": the role may change its word, what it is of may not.
    mention_head, name_head = _head(mention), _head(name)
    same_role = mention_head == name_head or name_head in _roles().get(mention_head, ())
    return same_role and not _is_proper(mention) and of_mention - {mention_head} == of_name - {name_head}


@lru_cache(maxsize=20_000)
def _is_proper(name: str) -> bool:
    """Whether a name ends in a capitalised word: 'Marco Rubio', but not 'US officials'."""
    words = _WORD.findall(name)
    return any(word[0].isupper() and word.lower() not in data("names")["dropped"]["words"] for word in words[-1:])


@lru_cache(maxsize=20_000)
def compare(mention: tuple[str, ...], sources: tuple[tuple[str, ...], ...], known: tuple[str, ...]) -> Match:
    """Tell whether a credited source is one of the article's sources of the claim.

    Args:
        mention: every way in which the summary names its source.
        sources: the names of each source that the article gives for the claim.
        known: everybody to whom the article credits anything.
    """
    source_names = [name for names in sources for name in names]
    # "Experts warned": they may be those whom the article means, whatever it calls them.
    if mention and all(_is_anybody(alias, known) for alias in mention):
        return "same" if any(is_same(alias, name) for alias in mention for name in source_names) else "unknown"
    # Proper names decide before roles do, as the surest: "Rubio" is Rubio, whatever his office is called.
    if any(is_same(alias, name) for alias in mention if _is_proper(alias) for name in source_names if _is_proper(name)):
        return "same"
    by_role = any(is_same(alias, name) for alias in mention for name in source_names)
    is_known_person = any(
        is_same(alias, name) for alias in mention if _is_proper(alias) for name in known if _is_proper(name)
    )
    if by_role:
        # "The prime minister, Ludvig Aare" is none of "two ministers": the article knows him as somebody else.
        return (
            "other"
            if is_known_person
            and not any(_tokens(alias) == _tokens(name) for alias in mention for name in source_names)
            else "same"
        )
    # "The vet", where the article credits the miller with this and a vet with something else.
    if is_known_person or any(is_same(alias, name) for alias in mention for name in known):
        return "other"
    # A name that the article never gives is somebody else; a role that it never gives ("a scientist") can be anybody.
    return "other" if any(_is_proper(alias) for alias in mention) else "unknown"


def _is_anybody(mention: str, known: Iterable[str]) -> bool:
    """Whether a mention names nobody in particular: 'analysts'."""
    if _head(mention) not in data("names")["anybody"]["words"]:
        return False
    # "Analysts at Halden Bank" are somebody, if the article knows the bank.
    named = {word.lower() for word in _WORD.findall(mention) if word[0].isupper()} & set(_tokens(mention))
    return not any(_is_proper(name) and set(_tokens(name)) & named for name in known)


def is_speaker(mention: Sequence[str], sources: Iterable[Sequence[str]]) -> bool:
    """Whether somebody credited can be a source at all: a person, a body, a name.

    A thing is none ("images show", "a probe detected"), and a text only where the article's own source is one.
    """
    # What the summary itself calls the source comes before the names that the reader adds to it.
    kinds = {noun_kind(_head(name)) for name in mention[:1]}
    if any(_is_proper(name) for name in mention) or kinds & {"person", "group"}:
        return True
    # "The report says", where the article has "the indictment says".
    has_text_source = any(noun_kind(_head(name)) == "text" for names in sources for name in names)
    return "text" in kinds and has_text_source


def is_named(name: str, text: str) -> bool:
    """Whether a text holds a name, or the word that it is about if that is a proper name."""
    lowered = text.lower()
    if name.lower() in lowered:
        return True
    # "Rubio" in a text names "Marco Rubio"; two letters ("of US") are too few to be sure.
    head = _head(name)
    is_telling = len(head) > 2 and head in lowered and _is_proper(name)
    return is_telling and re.search(rf"\b{re.escape(head)}\b", lowered) is not None


def shares_word(name: str, another: str) -> bool:
    """Whether two names have a telling word in common."""
    return bool(set(_tokens(name)) & set(_tokens(another)))
