"""Cuts a text into blocks (paragraphs, list items, headings) and blanks out its markup.

Every character that is blanked or replaced gives way to exactly one other, so offsets stay true.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.reading.lexicon import alternation

MAX_BLOCK = 20_000
"""Characters of a block. A longer line is cut at a space, so that the parser's memory stays bounded."""
MAX_WORD = 300
"""Characters between two spaces. A longer word is cut, since the tokeniser's time grows with its square."""

# Typographic signs that the parser knows better in their plain form, one character each.
_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "‑": "-", "\u2212": "-", "`": "'", "´": "'",
})  # fmt: skip
# Controls, zero-width and direction marks, and lone surrogates, which cannot be encoded for the parser. The line feed
# (\x0a) is missing because lines have been split by then.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
# "- item", "3. item", "(3) item", "a) item". The space behind the mark keeps "3.5 metres" and "-5 degrees" out, and two
# digits at most keep "1990. A year" out.
_ITEM = re.compile(r"[ \t]*(?:[-*•·‣◦–—+]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+")
_BOLD_LINE = re.compile(r"[ \t]*(\*\*|__)(?P<text>[^*_]+?)\1:?[ \t]*")
# A single star or underscore is a mark only at the edge of a word: "*word*" loses both, while "snake_case" and "3 * 4"
# stay. A ">" opens a quoted line, a "|" parts the cells of a table.
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?'\")])[*_](?!\w)|^[ \t]*>[ \t]?|\||~~")
_RULE = re.compile(r"[ \t]*[-*_=|: ]{3,}[ \t]*")
_SEAMS = re.compile(rf";(?= )|(?<=\d){alternation('numerals', 'symbol', 'before_stop')}\.(?= [A-Z])")
"""Where the parser would run two clauses or sentences together: at a semicolon, and after "£8m."."""
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD}}}(?=\S)")
_HEADLINE_WORDS = 16
"""A longer first line is a lead that has lost its full stop."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…]['\")]*$")


class Block(NamedTuple):
    """A stretch of a text that is parsed by itself."""

    text: str
    """As parsed: markup blanked out, the same length as the stretch."""
    start: int
    is_item: bool
    is_heading: bool
    continues: bool = False
    """Whether it continues the line of the block before it."""


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text in their order; blank ones are left out."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks += _line_blocks(line, start)
        # The line feed itself, which splitting takes away.
        start += len(line) + 1
    # A short first line without a full stop is the headline of what follows, in a summary as in an article.
    if len(blocks) > 1 and not blocks[0].is_item and not blocks[0].is_heading and _looks_like_headline(blocks[0].text):
        blocks[0] = blocks[0]._replace(is_heading=True)
    return blocks


def _line_blocks(line: str, start: int) -> list[Block]:
    # Each replacement is as long as what it replaces, so that offsets in the block are offsets in the text.
    plain = _CONTROL.sub(" ", line.translate(_PLAIN))
    # "-----" and "| --- | --- |" part things and say nothing.
    if not plain.strip() or _RULE.fullmatch(plain):
        return []
    is_heading = bool(_HEADING.match(plain) or _BOLD_LINE.fullmatch(plain))
    bullet = _ITEM.match(plain)
    # Blanked rather than cut off, as everything here, so that what follows keeps its offset.
    for prefix in (_HEADING.match(plain), bullet):
        if prefix:
            plain = " " * prefix.end() + plain[prefix.end() :]
    plain = _EMPHASIS.sub(lambda match: " " * len(match.group()), plain)
    pieces = [(offset, piece) for offset, piece in _cut(plain) if piece.strip()]
    return [
        Block(piece, start + offset, bool(bullet), is_heading, continues=number > 0)
        for number, (offset, piece) in enumerate(pieces)
    ]


def _cut(line: str) -> list[tuple[int, str]]:
    """The pieces of a line with their offsets in it, cut where the parser needs it and where one is too long."""
    pieces = []
    start = 0
    for end in [*_cuts(line), len(line)]:
        while end - start > MAX_BLOCK:
            space = line.rfind(" ", start + 1, start + MAX_BLOCK)
            cut = space if space > start else start + MAX_BLOCK
            pieces.append((start, line[start:cut]))
            start = cut
        pieces.append((start, line[start:end]))
        start = end
    return pieces


def _cuts(line: str) -> list[int]:
    """Where to cut a line: after semicolons and amounts outside quotations, and within a word that is too long."""
    cuts = [match.end() for match in _LONG_WORD.finditer(line)]
    marks = counted = 0
    for match in _SEAMS.finditer(line):
        # The line has plain marks only by now, so that counting one sign tells whether a quotation is open.
        marks += line.count('"', counted, match.start())
        counted = match.start()
        # A quotation stays whole: '"We lost; we will train," she said' is one sentence of hers.
        if marks % 2 == 0:
            cuts.append(match.end())
    return sorted(cuts)


def _looks_like_headline(text: str) -> bool:
    return len(text.split()) <= _HEADLINE_WORDS and not _ENDS_SENTENCE.search(text.rstrip())
