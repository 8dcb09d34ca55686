"""Every place of an article that could be a gold fact: what the reader finds, each place once for its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.drafting.word_lists import word_list
from bench.records import Credit, Hedge, Kind, Quantity, Span, Statement

_LONGEST_CUE = 12
"""Words of a cue; what is longer is several things run together."""

_CROWDED = 60
"""Places in one statement; what has more is a table, or nothing that anybody wrote."""
_LAST_WORD = re.compile(r"\b(\w+)\s+$")

Reading = Credit | Hedge | Quantity
KIND_OF_READING: dict[type[Reading], Kind] = {Credit: "attribution", Hedge: "hedge", Quantity: "number"}
"""The kind of fact that each thing which the reader finds could be; kinds that are missing here are never drafted."""


class DraftCandidate(NamedTuple):
    """A place that could be a gold fact."""

    cue: Span
    """Of the reporting or hedging words; of a number with its bound."""
    at: int
    """Index of its statement."""
    reading: Reading

    @property
    def kind(self) -> Kind:
        """The kind of fact that it could be."""
        return KIND_OF_READING[type(self.reading)]


def candidates(statements: Sequence[Statement], text: str) -> list[DraftCandidate]:
    """The candidates of an article, in the order of their cues."""
    by_place: dict[tuple[Kind, Span], DraftCandidate] = {}
    for at, statement in enumerate(statements):
        in_statement = list(_of(statement, at, text))
        for candidate in in_statement if len(in_statement) <= _CROWDED else ():
            start, end = candidate.cue
            if start < end <= len(text) and len(text[start:end].split()) <= _LONGEST_CUE:
                # Two readings of the same words would be the same fact: the first one counts.
                by_place.setdefault((candidate.kind, candidate.cue), candidate)
    return sorted(by_place.values(), key=lambda candidate: (candidate.cue, candidate.kind))


def _of(statement: Statement, at: int, text: str) -> Iterator[DraftCandidate]:
    cues = set()
    for credit in statement.credits:
        # A quotation carried over from the sentence before has no cue of its own; nor has a name before a colon.
        if credit.carried or not credit.source or _is_empty(text[slice(*credit.cue_span)]):
            continue
        # "claimed" is a hedge to the reader too; marked as a credit it is not proposed a second time.
        cues.add(credit.cue_span)
        yield DraftCandidate(credit.cue_span, at, credit)
        # "She denied it" credits her with a denial, and it casts doubt on the claim: it could be marked as either.
        if credit.stance == "deny" and not credit.negated:
            caveat = Hedge(cue=credit.cue, cue_span=credit.cue_span, strength="disputed", scope=credit.scope)
            yield DraftCandidate(credit.cue_span, at, caveat)
    for hedge in statement.hedges:
        if hedge.cue_span not in cues and not _is_empty(text[slice(*hedge.cue_span)]):
            yield DraftCandidate(hedge.cue_span, at, hedge)
    for quantity in statement.quantities:
        span = quantity.span
        if quantity.bound_span is not None:
            # "more than 20", "20 or more": a fact marks the number with its bound.
            span = min(span[0], quantity.bound_span[0]), max(span[1], quantity.bound_span[1])
        # "between" is no bound to the reader, and still belongs to the marked words.
        if quantity.comparator == "between" and (opener := _range_opener(text[statement.span[0] : span[0]])):
            span = statement.span[0] + opener.start(), span[1]
        yield DraftCandidate(span, at, quantity)


def _range_opener(before: str) -> re.Match[str] | None:
    """The word before a range that belongs to it: the 'between' of "between 20 and 30"."""
    last = _LAST_WORD.search(before)
    return last if last and last[1].lower() in word_list("range_openers") else None


def _is_empty(cue: str) -> bool:
    """Whether a cue holds no word: a question mark, the colon after a speaker's name."""
    return not any(sign.isalnum() for sign in cue)
