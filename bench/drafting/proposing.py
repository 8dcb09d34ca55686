"""From an article to its drafted facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from bench.drafting.claims import BareClaim, Claims
from bench.drafting.markable import DraftCandidate, candidates
from bench.drafting.quantity_fields import unit, value
from bench.drafting.quoting import quoted
from bench.drafting.salience import Weights, chosen, weights
from bench.drafting.salience_features import Surroundings
from bench.drafting.source_names import Sources, referents
from bench.facts import FACT, FACT_KINDS, Fact, Source
from bench.goldset import LocatedFact, locate
from bench.goldset.linting.cue_doubts import doubts
from bench.goldset.linting.row_checks import fact_mistakes
from bench.goldset.locate import NotLocatedError
from bench.reading import read
from bench.records import Article, Credit, Hedge, Quantity, Statement


class _Reading(NamedTuple):
    """An article as read, with what drafting asks of it."""

    article: Article
    statements: Sequence[Statement]
    claims: Claims
    sources: Sources


def draft(article: Article, table: Weights | None = None) -> list[LocatedFact]:
    """Propose the gold facts of an article, in the order of their places; their ids are f01, f02 and so on.

    Every proposal is found in the article and would pass `bench gold lint`; what cannot be made to is left out.

    Args:
        article: text and date of publication are what counts.
        table: weights in place of the ones that come with the package.
    """
    statements = read(article.text)
    reading = _Reading(
        article, statements, Claims(statements, referents(article.text, statements)), Sources(statements)
    )
    found = candidates(statements, article.text)
    around = Surroundings(statements, found, article.text)
    made: list[LocatedFact] = []
    for one in chosen(found, around, table or weights()):
        fact = _fact(one, reading, f"f{len(made) + 1:02}")
        if fact is not None and not any(is_same_place(fact, other) for other in made):
            made.append(fact)
    return made


def is_same_place(one: LocatedFact, other: LocatedFact) -> bool:
    """Whether two facts are of one kind and their cues overlap."""
    return one.fact.kind == other.fact.kind and one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]


def _fact(one: DraftCandidate, reading: _Reading, id_: str) -> LocatedFact | None:
    claim = reading.claims.of(one)
    if claim is None:
        return None
    fields = _fields(one, claim, reading)
    if fields is None:
        return None
    text = reading.article.text
    parts = [claim.span]
    if isinstance(one.reading, Hedge):
        parts.append(reading.claims.opening(one))
    if isinstance(one.reading, Credit) and one.reading.source_span is not None:
        parts.append(one.reading.source_span)
    quote = quoted(text, parts, one.cue, reading.statements[one.at].span)
    if quote is None:
        return None
    row: dict[str, Any] = {"id": id_, "kind": one.kind, "quote": text[slice(*quote.span)], "claim": claim.text}
    row[FACT_KINDS[one.kind].marked_field] = text[slice(*quote.cue)]
    if quote.occurrence > 1:
        row["occurrence"] = quote.occurrence
    try:
        fact: Fact = FACT.validate_python({**row, **fields, "draft": True})
        located = locate(fact, text)
    except (ValidationError, NotLocatedError):  # a text that nobody wrote: nothing in it can be quoted
        return None
    wrong = any(fact_mistakes(fact, text, has_occurrence=True)) or any(doubts(fact))
    return None if wrong or located.cue[0] != one.cue[0] else located


def _fields(one: DraftCandidate, claim: BareClaim, reading: _Reading) -> dict[str, Any] | None:
    """The fields that only facts of this kind have; None where one cannot be filled."""
    read_as = one.reading
    if isinstance(read_as, Credit):
        source = reading.sources.of(read_as)
        return {"stance": read_as.stance, "sources": (source,)} if source is not None else None
    if isinstance(read_as, Hedge):
        return {"strength": read_as.strength, "sources": _credited(one, claim, reading)}
    assert isinstance(read_as, Quantity)
    statement = reading.statements[one.at]
    normal = value(read_as, statement, reading.article.date)
    if normal is None:
        return None
    fields: dict[str, Any] = {
        "value": normal,
        "comparator": read_as.comparator,
        "unit": unit(read_as, statement),
    }
    if read_as.value_high is not None:
        fields["value_high"] = read_as.value_high
    return fields


def _credited(one: DraftCandidate, claim: BareClaim, reading: _Reading) -> tuple[Source, ...]:
    """Whoever the article credits a doubted claim to."""
    around = [
        credit
        for credit in reading.statements[one.at].credits
        if credit.stance != "deny" and any(a <= one.cue[0] and one.cue[1] <= b for a, b in credit.scope)
    ]
    is_caveat = isinstance(one.reading, Hedge) and one.reading.strength in ("unevidenced", "disputed")
    found = [reading.sources.of(credit) for credit in (claim.credits if is_caveat else (*claim.credits, *around))]
    return tuple(dict.fromkeys(source for source in found if source is not None))
