"""Quoted words in a parsed block: where they stand, and which reporting clause they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.reading.lexicon import words
from bench.reading.parsing.syntax import lemma_of
from bench.reading.who import reporting_cues as cues

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Doc, Token

_MARKS = {'"', "''", "``"}
_BETWEEN = {",", "-", "--", "–", "—", "―", " ", ""}
"""What may stand between quoted words and the reporting clause that follows."""
_JOINTS = {",", "?", "!", "-", "--", "—", "–", "...", "…", "?!", "!!"}
"""What ends quoted words whose sentence goes on with the reporting clause."""
_ENDS = {".", "!", "?", ":", ";", "…"}
_BEFORE_QUOTATION = words("reporting", "grammar", "before_quotation")
_SEAM = 14
"""How many words may stand between a reporting verb and the quotation that follows it."""


class Quoted(NamedTuple):
    """Quoted words: indices of a block's tokens, with the marks."""

    start: int
    end: int
    """Exclusive."""
    goes_on: bool = False
    """Whether it is still open at the block's end."""
    is_closed: bool = True
    """Whether a closing mark ends it."""

    def holds(self, i: int) -> bool:
        """Whether a token stands in it."""
        return self.start <= i < self.end


def find_quoted(doc: Doc, *, is_open: bool) -> tuple[Quoted, ...]:
    """The quoted stretches of a block.

    Args:
        doc: the parsed block.
        is_open: whether a quotation of the block before is still open.
    """
    quotes: list[Quoted] = []
    start: int | None = None
    sign = ""
    for token in doc:
        # "She said: 'A "farce" it was.'": what is quoted inside a quotation has the other sort of mark.
        if not _is_mark(token) or (start is not None and (token.text == "'") != (sign == "'")):
            continue
        if start is None:
            if not _closes(token):
                start, sign = token.i, token.text
            elif is_open and not quotes:
                # The end of a quotation that the block before left open.
                quotes.append(Quoted(0, token.i + 1))
            # Any other closing mark is a stray one: inches, or one whose partner is lost.
        elif token.i > start + 1 and _opens(token):
            # A second opening mark: a long quotation has one before each paragraph, and none that closes between.
            quotes.append(Quoted(start, token.i, is_closed=False))
            start = token.i
        # A mark right behind the opening one would quote nothing.
        elif token.i > start + 1:
            quotes.append(Quoted(start, token.i + 1))
            start = None
    # A single mark that is never closed is rather an apostrophe than a quotation that goes on in the next block.
    if start is not None and sign != "'":
        quotes.append(Quoted(start, len(doc), goes_on=True, is_closed=False))
    return tuple(quotes)


def _is_mark(token: Token) -> bool:
    # A single mark is an apostrophe as well ("the owners' claim"); the tagger tells the two apart.
    return token.text in _MARKS or (token.text == "'" and token.tag_ in ("``", "''"))


def _opens(mark: Token) -> bool:
    """Whether a mark can only open: it leans on the word after it and stands off from the one before it."""
    is_apart = mark.i > 0 and bool(mark.doc[mark.i - 1].whitespace_)
    return is_apart and not mark.whitespace_ and mark.i + 1 < len(mark.doc)


def _closes(mark: Token) -> bool:
    """Whether a mark can only close: it leans on the word before it and on none after it."""
    # '(5" wide)' has a mark that closes; after a dash or a bracket it opens.
    leans_left = (
        mark.i > 0
        and not mark.doc[mark.i - 1].whitespace_
        and mark.doc[mark.i - 1].text.strip() not in ("", "(", "[", "—", "–", "-")
    )
    leans_right = mark.i + 1 < len(mark.doc) and not mark.whitespace_ and mark.doc[mark.i + 1].text[:1].isalnum()
    return leans_left and not leans_right


def is_sentence(quote: Quoted, doc: Doc) -> bool:
    """Whether quoted words stand by themselves: they open a sentence or follow a colon."""
    i = quote.start - 1
    while i >= 0 and not doc[i].text.strip():
        i -= 1
    # Right behind another quotation a new one begins by itself.
    return i < 0 or doc[i].text in _ENDS or _is_mark(doc[i])


def quoted_before(edge: int, quotes: tuple[Quoted, ...], doc: Doc) -> set[int]:
    """What is quoted right before a reporting clause that begins at a token: '"A. B," she said'.

    Where only the end of it is quoted, the sentence that it ends is content too.
    """
    i = edge - 1
    while i >= 0 and doc[i].text.strip() in _BETWEEN:
        i -= 1
    quote = next((quote for quote in quotes if quote.end == i + 1), None)
    if quote is None:
        return set()
    # Without a comma the words only stand beside: 'He was "absolutely right" when he said so'.
    if i + 1 == edge and doc[quote.end - 2].text not in _JOINTS:
        return set()
    start = quote.start
    if not is_sentence(quote, doc):
        # 'It was "a scandal," she said': all of the sentence is hers.
        # Back to the end of the sentence before, or of a quotation, which has its own reporting clause.
        while start > 0 and doc[start - 1].text not in _ENDS and not any(quoted.end == start for quoted in quotes):
            start -= 1
        if any(
            token.dep_ in ("nsubj", "nsubjpass") and cues.uses_of(lemma_of(token.head), token.head.lower_)
            for token in doc[start : quote.start]
        ):
            # 'Finch said the plan was dead, but "we go on," Reed said': the words before are another's.
            start = quote.start
    return set(range(start, quote.end))


def quoted_after(verb: Token, quotes: tuple[Quoted, ...], doc: Doc) -> set[int]:
    """What is quoted after a reporting verb in its sentence: 'he told them: "A. B."'."""
    quote = next((quote for quote in quotes if verb.i < quote.start), None)
    if quote is None or quote.start >= verb.sent.end or quote.start - verb.i > _SEAM:
        return set()
    seam = [token for token in doc[verb.i + 1 : quote.start] if token.text.strip()]
    # A finite verb between has words of its own: 'He told them it was over and she wrote: "A."'
    if any(token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "aux", "auxpass") for token in seam):
        return set()
    # 'said it was "a farce"' quotes a word inside its content; what is said as a whole follows a comma or a colon.
    if seam and seam[-1].text not in (",", ":", "-", "—", "–") and seam[-1].lower_ not in _BEFORE_QUOTATION:
        return set()
    return set(range(quote.start, quote.end))


def with_whole_quotes(scope: frozenset[int], quotes: tuple[Quoted, ...]) -> frozenset[int]:
    """A scope with every quotation whole that begins in it."""
    whole = set(scope)
    for quote in quotes:
        # The parser may put the opening mark into the clause before.
        if quote.start in scope or quote.start + 1 in scope:
            whole.update(range(quote.start, quote.end))
    return frozenset(whole)
