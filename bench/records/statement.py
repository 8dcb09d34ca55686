"""A stretch of text that asserts something: who is credited, how sure it is, how much it is.

All spans are code-point offsets into the text that was read. A credit, a hedge and a quantity each carry
their *scope*: the parts of the statement that they hold for (PDTB and PolNeAR call a credit's scope its
content).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import SkipValidation

from bench.records.record import Record, Span

Stance = Literal["neutral", "claim", "suggest", "deny", "confirm"]
Strength = Literal["possible", "probable", "alleged", "unevidenced", "disputed"]
Comparator = Literal["exactly", "about", "more_than", "at_least", "less_than", "at_most", "between"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The values of a day of the week, in any case; their order is that of `date.weekday`."""


class Word(NamedTuple):
    """A word of a statement, as parsed."""

    text: str
    lemma: str
    """Lower case."""
    pos: str
    """Universal part of speech."""
    dep: str
    head: int
    """Index of its head among the statement's words; the word's own index for the root."""
    start: int
    end: int


class Credit(Record):
    """Somebody to whom something is credited."""

    source: str
    """As it stands in the text, be it a pronoun; empty if nobody is named."""
    names: tuple[str, ...] = ()
    """Every way in which the text so far has named this source, the mention itself first: 'he', 'Marco Rubio'."""
    source_span: Span | None
    cue: str
    cue_span: Span
    stance: Stance
    negated: bool = False
    """'did not confirm', 'has yet to say'."""
    scope: tuple[Span, ...]
    carried: bool = False
    """Whether it was carried over from an earlier sentence rather than written in this one."""


class Hedge(Record):
    """Words that show that the text does not vouch for something."""

    cue: str
    cue_span: Span
    strength: Strength
    scope: tuple[Span, ...]


class Quantity(Record):
    """A number, share, amount, date, duration or rank."""

    text: str
    span: Span
    value: float | str
    """A number; or an ISO date, month, time or weekday, in the forms that gold facts use."""
    value_high: float | str | None = None
    """The upper end of a range, of the same sort as the value."""
    comparator: Comparator = "exactly"
    bound_span: Span | None = None
    """Where the words of the bound stand ('more than'), if apart from the number."""
    unit: str = ""
    """Normalised unit of measure: '%', 'pp' (percentage points), 'USD', 'km', 'date', 'ordinal', ''."""
    counted: str = ""
    """What is counted: the lemma of the head noun."""
    per: float | None = None
    """The base of a rate ('21 per 10,000' has 10,000)."""


class Quotation(Record):
    """Words between quotation marks."""

    text: str
    span: Span
    """Without the marks."""


class Statement(Record):
    """A sentence, list item or headline, with who, how sure and how much."""

    span: Span
    text: str
    # Not looked at when a statement is made: the reader has just made them, and there are many.
    words: SkipValidation[tuple[Word, ...]]
    clauses: SkipValidation[tuple[tuple[int, ...], ...]] = ()
    """Indices of the words of each clause, in the order in which the clauses begin."""
    credits: tuple[Credit, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    negations: tuple[Span, ...] = ()
    """Scopes of negation."""
    is_question: bool = False
    is_heading: bool = False
