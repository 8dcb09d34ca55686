"""Credits of lists: who is credited before a colon is credited with the items below it (rule 9 of the guide)."""

from __future__ import annotations

from typing import NamedTuple

from bench.reading.parsing.sentences import Sentence
from bench.reading.who.source_nouns import is_text_itself
from bench.records import Credit, Statement


class ListCredit(NamedTuple):
    """A credit that the items of a list share: "The report also highlights:"."""

    credit: Credit
    indentation: int
    """Of the line that opens the list; -1 where that is no item itself."""

    def holds_for(self, sentence: Sentence, text: str) -> bool:
        """Whether a sentence stands in the list: as an item, and deeper than the item that opens it."""
        return sentence.block.is_item and _indentation(sentence, text) > self.indentation


def list_credit(statement: Statement, sentence: Sentence, text: str) -> ListCredit | None:
    """The credit that a statement hands on to the list below it; None where it opens none.

    "The article covers the following:" credits nobody, since the text itself is no source.
    """
    # "The bank said that it highlights: **" has a mark of emphasis left behind its colon.
    if not statement.text.rstrip(" *_").endswith(":"):
        return None
    # A label credits by its own colon, and only the rest of its line.
    speaking = [credit for credit in statement.credits if credit.source and not credit.negated and credit.cue != ":"]
    if not speaking or is_text_itself(speaking[-1].source.lower().split()[-1]):
        return None
    return ListCredit(speaking[-1], _indentation(sentence, text) if sentence.block.is_item else -1)


def _indentation(sentence: Sentence, text: str) -> int:
    """Characters of white space before the line of a sentence."""
    start = text.rfind("\n", 0, sentence.block.start + 1) + 1
    return len(text[start:]) - len(text[start:].lstrip(" \t"))
