"""Who is meant: the names in a source's noun phrase, and what a pronoun points to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bench.reading.syntax import child, children, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
IMPERSONAL = {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
_FIRST = {"i", "we", "me", "us", "my", "our", "you", "your"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_ORGANISATION = re.compile(
    r"\b(?:ministry|department|agency|authority|group|party|university|institute|company|pharma|inc|corp|ltd|bank|office|"
    r"government|administration|council|committee|commission|union|alliance|association|court|police|army|service|"
    r"chamber|mission|nations|state|states|house|senate|times|post|news|newspaper|courier|hydro|relief|society|board|"
    r"organi[sz]ation|hospital|club|federation|foundation|network|fund|centre|center|command|pentagon|team)\b",
    re.IGNORECASE,
)
_HISTORY = 12


class Source(NamedTuple):
    """A source as it stands in a sentence."""

    text: str
    names: tuple[str, ...]
    start: int
    """Offsets in the parsed block."""
    end: int


class Mention(NamedTuple):
    """Somebody whom the text has named."""

    names: tuple[str, ...]
    is_person: bool


class Mentions:
    """Whom the text has named so far, the latest last."""

    def __init__(self) -> None:
        self._seen: list[Mention] = []

    def add(self, token: Token) -> None:
        """Note that the text names somebody."""
        if token.pos_ not in ("PROPN", "NOUN") or token.lower_ in _RELATIVE:
            return
        names = _names(token)
        is_person = token.pos_ == "PROPN" and not _ORGANISATION.search(names[0]) and not token.text.isupper()
        is_person = is_person or bool(
            re.search(
                r"(?:man|woman|person|minister|president|director|chief|leader|author|ist|er|or|ian)$",
                token.lower_,
            )
        )
        self._seen.append(Mention(names, is_person))
        del self._seen[:-_HISTORY]

    def resolve(self, pronoun: str) -> tuple[str, ...]:
        """The names of the latest mention that a pronoun can point to."""
        person = pronoun in PERSONAL
        for mention in reversed(self._seen):
            if mention.is_person == person or pronoun in ("they", "them", "their"):
                return mention.names
        return ()


def source(token: Token, mentions: Mentions) -> Source | None:
    """The source that a word heads; None where the word can be none (a place-holder 'it')."""
    if token.lower_ in _RELATIVE and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "relcl":
        token = token.head.head
    if token.dep_ == "expl" or token.pos_ in ("PUNCT", "SPACE"):
        return None
    names = _names(token)
    if token.lower_ in PERSONAL | IMPERSONAL:
        names = (token.text, *mentions.resolve(token.lower_))
    else:
        owner = child(token, "poss")
        if (
            owner is not None and owner.lower_ in PERSONAL | IMPERSONAL
        ):  # "her group": hers, and so in part she
            names = (*names, *(f"{name}'s {token.text}" for name in mentions.resolve(owner.lower_)[:1]))
    inside = sorted(_phrase(token))
    doc = token.doc
    start, last = doc[inside[0]].idx, doc[inside[-1]]
    for other in children(token, "conj"):
        if other.pos_ in ("PROPN", "NOUN"):
            names = (*names, *_names(other))
    return Source(doc.text[start : last.idx + len(last)], names, start, last.idx + len(last))


def is_first_person(token: Token) -> bool:
    """Whether a source is the text's own 'I' or 'we'."""
    return token.lower_ in _FIRST


def _phrase(token: Token) -> set[int]:
    """A noun phrase without its relative clauses, appositions and coordinated phrases."""
    outside = [
        one
        for one in token.children
        if one.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "prep")
    ]
    inside = subtree(
        token,
        without=[one for one in outside if one.dep_ != "prep"]
        + [
            one
            for one in outside
            if one.dep_ == "prep" and one.lower_ not in ("of", "for", "at", "in", "from")
        ],
    )
    # What is not one run around the head is not part of the name.
    run = {token.i}
    for step in (-1, 1):
        i = token.i + step
        while i in inside and token.doc[i].text.strip():
            run.add(i)
            i += step
    return run


def _names(token: Token) -> tuple[str, ...]:
    """The phrase itself, the head with its compounds, and each apposition."""
    doc = token.doc
    found = [_text(doc, _phrase(token))]
    short = {
        token.i,
        *(
            one.i
            for one in token.children
            if one.dep_ in ("compound", "flat", "amod", "nmod", "poss") and one.i < token.i
        ),
    }
    found.append(_text(doc, {i for i in short if token.i - i <= 4 and not doc[i].is_punct}))
    for other in children(token, "appos"):
        found.append(_text(doc, _phrase(other)))
        found += [_text(doc, _phrase(more)) for more in children(other, "appos")]
    if token.dep_ == "appos":
        found.append(_text(doc, _phrase(token.head)))
    unique: dict[str, None] = dict.fromkeys(name for name in found if name)
    return tuple(unique)


def _text(doc: object, indices: set[int]) -> str:
    return " ".join(doc[i].text for i in sorted(indices) if doc[i].text.strip()).replace(" 's", "'s")  # type: ignore[index]
