"""From an article to its drafted facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from bench.drafting.claims import BareClaim, Claims
from bench.drafting.markable import DraftCandidate, candidates
from bench.drafting.quantity_fields import unit, value, value_high
from bench.drafting.quoting import quoted
from bench.drafting.referents import Sources, referents
from bench.drafting.salience import Weights, chosen, weights
from bench.drafting.salience_features import Surroundings
from bench.facts import FACT, FACT_KINDS, Fact, Source
from bench.goldset import LocatedFact, locate
from bench.goldset.linting.cue_doubts import doubts
from bench.goldset.linting.row_checks import fact_mistakes
from bench.goldset.locate import NotLocatedError
from bench.reading import read
from bench.records import Article, Credit, Hedge, Quantity, Statement


class ArticleReading(NamedTuple):
    """An article as read, with what drafting asks of it."""

    article: Article
    statements: Sequence[Statement]
    claims: Claims
    sources: Sources

    @classmethod
    def of(cls, article: Article) -> ArticleReading:
        """Read an article."""
        statements = read(article.text)
        return cls(article, statements, Claims(statements, referents(article.text, statements)), Sources(statements))


def draft(article: Article, table: Weights | None = None) -> list[LocatedFact]:
    """Propose the gold facts of an article, in the order of their places; their ids are f01, f02 and so on.

    Every proposal is found in the article and would pass `bench gold lint`; what cannot be made to is left out.

    Args:
        article: text and date of publication are what counts.
        table: weights in place of the ones that come with the package.
    """
    reading = ArticleReading.of(article)
    all_candidates = candidates(reading.statements, article.text)
    around = Surroundings(reading.statements, all_candidates, article.text)
    proposals: list[LocatedFact] = []
    for candidate in chosen(all_candidates, around, table or weights()):
        fact = _fact(candidate, reading, f"f{len(proposals) + 1:02}")
        # "is expected" and the "expected" in it are two hedges to the reader, and one fact.
        if fact is not None and not any(is_same_place(fact, proposal) for proposal in proposals):
            proposals.append(fact)
    return proposals


def is_same_place(proposal: LocatedFact, fact: LocatedFact) -> bool:
    """Whether two facts are of one kind and their cues overlap."""
    return proposal.fact.kind == fact.fact.kind and proposal.cue[0] < fact.cue[1] and fact.cue[0] < proposal.cue[1]


def _fact(candidate: DraftCandidate, reading: ArticleReading, id_: str) -> LocatedFact | None:
    claim = reading.claims.of(candidate)
    # "Reed denied it", with nothing before it: without a claim there is nothing that an annotator could confirm.
    if claim is None:
        return None
    fields = own_fields(candidate, claim, reading)
    if fields is None:
        return None
    text = reading.article.text
    parts = [claim.span]
    if isinstance(candidate.reading, Hedge):
        # "he could not rule out": a hedge without its subject says nothing to whoever reads the quote.
        parts.append(reading.claims.opening(candidate))
    if isinstance(candidate.reading, Credit) and candidate.reading.source_span is not None:
        parts.append(candidate.reading.source_span)
    # The quote holds claim, cue and source, which is what an annotator has to look at.
    quote = quoted(text, parts, candidate.cue, reading.statements[candidate.at].span)
    if quote is None:
        return None
    common: dict[str, Any] = {"id": id_, "kind": candidate.kind, "quote": text[slice(*quote.span)], "claim": claim.text}
    # Cue or text, as the kind has it: the words of a gold fact are always copied from the article.
    common[FACT_KINDS[candidate.kind].marked_field] = text[slice(*quote.cue)]
    # 1 is the default, which a line leaves out.
    if quote.occurrence > 1:
        common["occurrence"] = quote.occurrence
    try:
        fact: Fact = FACT.validate_python({**common, **fields, "draft": True})
        located = locate(fact, text)
    except (ValidationError, NotLocatedError):
        # A text that nobody wrote: nothing in it can be quoted.
        return None
    # Left out is what lint would complain of, and what would be located at another place than it was read at.
    wrong = any(fact_mistakes(fact, text, has_occurrence=True)) or any(doubts(fact))
    return None if wrong or located.cue[0] != candidate.cue[0] else located


def own_fields(candidate: DraftCandidate, claim: BareClaim, reading: ArticleReading) -> dict[str, Any] | None:
    """The fields that only facts of this kind have; None where one cannot be filled."""
    read_as = candidate.reading
    if isinstance(read_as, Credit):
        source = reading.sources.of(read_as)
        return {"stance": read_as.stance, "sources": (source,)} if source is not None else None
    if isinstance(read_as, Hedge):
        return {"strength": read_as.strength, "sources": _credited(candidate, claim, reading)}
    assert isinstance(read_as, Quantity)
    statement = reading.statements[candidate.at]
    normal = value(read_as, statement, reading.article.date)
    # "dozens" has no value that a gold fact could record.
    if normal is None:
        return None
    fields: dict[str, Any] = {
        "value": normal,
        "comparator": read_as.comparator,
        "unit": unit(read_as, statement),
    }
    if read_as.value_high is not None:
        fields["value_high"] = value_high(read_as, statement, reading.article.date)
        # A range that cannot be given as one would be a number with a comparator that does not fit it.
        if fields["value_high"] is None:
            return None
    return fields


def _credited(candidate: DraftCandidate, claim: BareClaim, reading: ArticleReading) -> tuple[Source, ...]:
    """Whoever the article credits a doubted claim to."""
    around = [
        credit
        for credit in reading.statements[candidate.at].credits
        if credit.stance != "deny" and any(a <= candidate.cue[0] and candidate.cue[1] <= b for a, b in credit.scope)
    ]
    # A caveat doubts the claim of those who made it, not of whoever tells of the doubt.
    is_caveat = isinstance(candidate.reading, Hedge) and candidate.reading.strength in ("unevidenced", "disputed")
    sources = [reading.sources.of(credit) for credit in (claim.credits if is_caveat else (*claim.credits, *around))]
    return tuple(dict.fromkeys(source for source in sources if source is not None))
