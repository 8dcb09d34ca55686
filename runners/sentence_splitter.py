"""Where the sentences of an article end: a few rules over the word lists in data/sentences.toml.

A full parser would do better, but takes a second to load; these rules are only used to copy a lead.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from bench.records import Record, Span

# A line end belongs to the paragraph unless a blank line follows it.
PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t\r]*\n))+")
# Several marks may stand together ("?!", "…"), and quotation marks or brackets close behind them.
END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?=\s|$)")
LAST_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]—–]+$")
# The next word, and up to three more, among which "asked" or "said" may stand: “Who fired?” Officer Brown asked.
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
    text = resources.files("runners").joinpath("data", "sentences.toml").read_text(encoding="utf-8")
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
            is_quoted = any(
                open_mark < end.start("mark") and end.end() < close_mark for open_mark, close_mark in quoted
            )
            if not is_quoted and _is_end(block, start, end):
                yield from _trimmed(block, start, end.end(), paragraph.start())
                start = end.end()
        yield from _trimmed(block, start, len(block), paragraph.start())


def _trimmed(block: str, start: int, end: int, offset: int) -> Iterator[Span]:
    piece = block[start:end]
    if stripped := piece.strip():
        begins = offset + start + piece.index(stripped)
        yield begins, begins + len(stripped)


def _is_end(block: str, start: int, end: re.Match[str]) -> bool:
    """Whether the sentence that begins at `start` ends with this punctuation."""
    following = NEXT_WORDS.match(block, end.end())
    if following is None or not following["word"]:
        return True
    next_word = following["word"]
    # "at 5 p.m. on Monday", "Yahoo! said": no sentence begins with a small letter.
    if next_word[0].islower():
        return False
    # “Who fired?” Officer Brown asked. The reporting clause after a question still belongs to the sentence.
    if end["mark"] != ".":
        return not (end["close"] and _reports(f"{next_word}{following['more']}"))
    # "(… by Acme Corp.) The board …": where a quotation or a bracket closes, the sentence ends even after an
    # abbreviation. A lone apostrophe does not count, as in "the Jones Bros.' Market".
    if end["close"].strip("'’"):
        return True
    # From at most 40 characters back, so that a long text does not take the square of its length.
    last_word = LAST_WORD.search(block, max(start, end.start() - LONGEST_WORD), end.start())
    return last_word is None or _ends_between(last_word[0], next_word)


def _ends_between(last: str, following: str) -> bool:
    """Whether a full stop between these two words ends a sentence."""
    words = lexicon()
    if last in words.before_number and following[0].isdigit():  # "Nov. 24", "No. 3"
        return False
    if last in words.never_last or (len(last) == 1 and last.isupper() and last != "I"):  # "Gen. Lee", "J. Smith"
        return False
    # "in the U.S. The strike" ends a sentence, "the U.S. Coast Guard" does not: only the next word tells.
    if last in words.perhaps_last or LETTERS.fullmatch(last):
        return re.sub(r"\W.*", "", following).lower() in words.openers
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
