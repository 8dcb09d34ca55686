"""A credit while it is being worked out: words of a parsed block rather than places in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bench.records import Credit
from bench.records.statement import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bench.reading.who.sources import Source


class Found(NamedTuple):
    """A credit in a parsed block; its scope may reach over several of the block's sentences."""

    who: Source
    cue: tuple[Token, ...]
    stance: Stance
    scope: frozenset[int]
    """Indices of words of the block."""
    is_negated: bool = False
    is_speech: bool = False
    """Whether quoted words beside it are its source's."""
    is_attitude: bool = False
    """Whether it is a belief or a wish rather than something said."""


class Open(NamedTuple):
    """Whose words may go on in the next block."""

    credit: Credit
    is_open: bool
    """Whether a quotation has not been closed."""
    is_announced: bool
    """Whether the block ended with the colon after its reporting clause."""


class Ahead(NamedTuple):
    """What has been worked out for a whole block."""

    credits: dict[tuple[int, int], tuple[Credit, ...]]
    """By sentence: the block's place in the text, and the sentence's first word."""
    left: Open | None
    """Whose words the next block may go on with."""
