"""Where the sentences of an article end: a few rules over the word lists in sentences.toml.

A full parse would know better, but takes a second to load; these rules are only used to copy a lead.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from bench.records import Record, Span

PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t\r]*\n))+")
END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?=\s|$)")
LAST_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]—–]+$")
NEXT_WORDS = re.compile(r"\s*(?P<open>[\"'“‘«(\[]*)(?P<word>\S*)(?P<more>(?:\s+\S+){0,3})")
LETTERS = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
LONGEST_WORD = 40
DOUBLE_QUOTES = {'"': '"', "“": "”", "«": "»"}


class Lexicon(Record):
    """sentences.toml."""

    never_last: frozenset[str]
    before_number: frozenset[str]
    perhaps_last: frozenset[str]
    openers: frozenset[str]
    reporting: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists."""
    text = resources.files("runners").joinpath("sentences.toml").read_text(encoding="utf-8")
    return Lexicon.model_validate(tomllib.loads(text))


def sentences(text: str) -> Iterator[Span]:
    """The spans of a text's sentences, in order, without the white space around them.

    The end of a paragraph ends a sentence; the inside of a quotation does not.
    """
    for paragraph in PARAGRAPH.finditer(text):
        block = paragraph[0]
        quoted = list(_quotations(block))
        start = 0
        for end in END.finditer(block):
            inside = any(left < end.start("mark") and end.end() < right for left, right in quoted)
            if not inside and _is_end(block, start, end):
                yield from _trimmed(block, start, end.end(), paragraph.start())
                start = end.end()
        yield from _trimmed(block, start, len(block), paragraph.start())


def _trimmed(block: str, start: int, end: int, offset: int) -> Iterator[Span]:
    piece = block[start:end]
    if stripped := piece.strip():
        first = offset + start + piece.index(stripped)
        yield first, first + len(stripped)


def _is_end(block: str, start: int, end: re.Match[str]) -> bool:
    """Whether the sentence that begins at `start` ends with this punctuation."""
    following = NEXT_WORDS.match(block, end.end())
    if following is None or not following["word"]:
        return True
    first = following["word"]
    if first[0].islower():
        return False
    if end["mark"] != ".":
        return not (end["close"] and _reports(f"{first}{following['more']}"))
    if end["close"].strip("'’"):
        return True  # nobody closes a quotation or a bracket after an abbreviation without need
    found = LAST_WORD.search(block, max(start, end.start() - LONGEST_WORD), end.start())
    return found is None or _ends_after(found[0], first)


def _ends_after(last: str, first: str) -> bool:
    """Whether a full stop between these two words ends a sentence."""
    words = lexicon()
    if last in words.before_number and first[0].isdigit():
        return False
    if last in words.never_last or (len(last) == 1 and last.isupper() and last != "I"):
        return False  # a title, or an initial
    if last in words.perhaps_last or LETTERS.fullmatch(last):
        return re.sub(r"\W.*", "", first).lower() in words.openers
    return True


def _reports(clause: str) -> bool:
    """Whether these words, right after a quotation, say who spoke it."""
    return any(word.strip(".,;:").lower() in lexicon().reporting for word in clause.split())


def _quotations(block: str) -> Iterator[Span]:
    """Spans between double quotation marks; a mark without its partner opens nothing."""
    at = 0
    while at < len(block):
        closing = DOUBLE_QUOTES.get(block[at])
        end = block.find(closing, at + 1) if closing else -1
        if end >= 0:
            yield at, end + 1
            at = end
        at += 1
