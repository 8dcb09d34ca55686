"""A parsed block as plain Python objects.

The reader asks for the same few attributes of each word hundreds of times, and for its children as often. spaCy makes
each of them anew at every question, so that they are taken over once. Names of attributes are those of spaCy.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

_NAMED = ["LEMMA", "POS", "TAG", "DEP"]
"""Attributes that spaCy keeps as the numbers of strings."""
_COUNTED = ["HEAD", "LENGTH", "SPACY", "IS_PUNCT", "LIKE_NUM"]
_UNSIGNED = 1 << 64
"""An array has -1 as one less than this: how far it is to a word's head, of a head that stands before it."""


@dataclass(slots=True, eq=False)
class Token:
    """A word, a sign or white space, with its place in the tree of its sentence."""

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    """Lower case."""
    pos_: str
    tag_: str
    dep_: str
    whitespace_: str
    is_space: bool
    is_punct: bool
    like_num: bool
    head: Token = field(init=False)
    """What it hangs on; the head of a sentence is its own."""
    sent: Sent = field(init=False)
    children: list[Token] = field(init=False)
    """What hangs on it directly, in the order of the text."""

    def __len__(self) -> int:
        return len(self.text)

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, directly or not, in no particular order."""
        tokens = [self]
        # Grows while it is gone through.
        for token in tokens:
            tokens += token.children
        return tokens

    def nbor(self, step: int = 1) -> Token:
        """The word so many places further on."""
        return self.doc[self.i + step]


class Sent:
    """A sentence of a block."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end
        """Exclusive."""
        self.tokens = doc[start:end]
        self.words = [token for token in self.tokens if not token.is_space]
        """Its tokens without white space."""
        last = self.tokens[-1]
        self.start_char, self.end_char = self.tokens[0].idx, last.idx + len(last)
        self.text = doc.text[self.start_char : self.end_char]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)


class Doc(list[Token]):
    """The tokens of a parsed block, in their order."""

    def __init__(self, doc: SpacyDoc) -> None:
        super().__init__()
        text: str = doc.text
        self.text = text
        # All at once, since an attribute of a spaCy token costs as much as all of a row here.
        columns: list[list[int]] = doc.to_array([*_NAMED, *_COUNTED]).T.tolist()
        strings = doc.vocab.strings
        # Each name once for a block, however many of its words have it.
        lemmas = {number: strings[number].lower() for number in set(columns[0])}
        names = {number: strings[number] for number in set().union(*columns[1 : len(_NAMED)])}
        heads: list[int] = []
        start = 0
        for i, (lemma, pos, tag, dep, head, length, space, is_punct, like_num) in enumerate(zip(*columns, strict=True)):
            word = text[start : start + length]
            token = Token(
                self, i, start, word, word.lower(), lemmas[lemma], names[pos], names[tag], names[dep],
                " " if space else "", not word.strip(), bool(is_punct), bool(like_num),
            )  # fmt: skip
            token.children = []
            self.append(token)
            # The upper half of the range stands for heads before their word: 2 ** 64 - 2 is two words back.
            heads.append(i + head if head < _UNSIGNED // 2 else i + head - _UNSIGNED)
            # `length` and `space` come to the whole text, since spaCy's tokens leave out nothing.
            start += length + space
        for token, governor in zip(self, heads, strict=True):
            token.head = self[governor]
            if governor != token.i:
                token.head.children.append(token)
        self.sents = [Sent(self, sentence.start, sentence.end) for sentence in doc.sents]
        for sentence in self.sents:
            for token in islice(self, sentence.start, sentence.end):
                token.sent = sentence
        self._starts = [token.idx for token in self]

    def touched_by(self, start: int, end: int) -> list[Token]:
        """The tokens that a stretch of the block's text touches."""
        first = bisect_right(self._starts, start) - 1
        # The space behind a word is no part of it.
        if start == self[first].idx + len(self[first]):
            first += 1
        return self[first : bisect_right(self._starts, end - 1)]

    def text_of(self, start: int, end: int) -> str:
        """The text from one token up to another."""
        if start >= end:
            return ""
        last = self[end - 1]
        return self.text[self[start].idx : last.idx + len(last)]
