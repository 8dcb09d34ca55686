"""What a number counts: the noun that it belongs to in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.reading.lexicon import numerals
from bench.reading.parsing.sentences import Sentence
from bench.reading.parsing.syntax import lemma_of

if TYPE_CHECKING:
    from bench.reading.parsing.parsed import Token

_MULTIPLIERS = numerals("multiplier")


def parsed_words(sentence: Sentence, start: int, end: int) -> list[Token]:
    """The parsed words that a stretch of the block touches."""
    return sentence.parsed.doc.touched_by(start, end)


def counted_noun(sentence: Sentence, start: int, end: int) -> str:
    """Lemma of the noun that is counted: the number's syntactic head; empty where it stands alone.

    Args:
        sentence: the sentence of the number.
        start: where the number starts in the parsed block.
        end: where it ends there.
    """
    doc = sentence.parsed.doc
    number_words = parsed_words(sentence, start, end)
    indices = {token.i for token in number_words}
    for token in number_words:
        head = token.head
        if (
            # "3 million people": the head of "3" is "million", a part of the number itself; the next word leads on to
            # "people".
            head.i not in indices
            and head.pos_ in ("NOUN", "PROPN")
            and token.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod", "npadvmod")
        ):
            return lemma_of(head)
    # "two thirds", "5 percent": a noun inside the number itself, though not a scale ("3 million").
    last = number_words[-1]
    # The lemma of "%" is a sign, and no thing that is counted.
    if last.pos_ == "NOUN" and last.lemma_.isalpha() and lemma_of(last) not in _MULTIPLIERS:
        return lemma_of(last)
    # Where the parse does not tie the number to a noun, the word behind it is the best guess: "83 killed" has none.
    following = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if (
        following is None
        or following.pos_ != "NOUN"
        or not following.text.isalpha()
        # The word behind the last one of a sentence belongs to the next sentence.
        or following.sent.start != sentence.parsed.start
    ):
        return ""
    return lemma_of(following)
