"""An article made ready for scoring: read once, with every gold fact's words, place and known sources."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact
from bench.goldset import GoldArticle, LocatedFact
from bench.reading import read_all
from bench.records import Credit, Quantity, Span
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.claim import Claim, as_claim, with_names
from bench.scorers.rules.matching.terms import Bag, Term, Weights, statement_terms
from bench.scorers.rules.matching.word_index import WeightedTerms, WordIndex


class ClaimTerms(NamedTuple):
    """A claim's parts, to be looked for in a summary."""

    claim: WeightedTerms
    predicate: WeightedTerms
    parts: tuple[WeightedTerms, ...]
    subject: WeightedTerms
    quote: WeightedTerms


class FactContext(NamedTuple):
    """A gold fact with all that comparing needs to know of it."""

    located: LocatedFact
    claim: Claim
    wanted: ClaimTerms
    quote: tuple[Term, ...]
    home: frozenset[int]
    """Indices of the article's statements that the quote stands in."""
    sources: tuple[tuple[str, ...], ...]
    """Names of everybody to whom the article credits the claim."""
    known_names: tuple[str, ...]
    """Every source that the article's gold facts or its own credits name."""
    is_vouched_for: bool
    """Whether the article states the claim elsewhere in its own voice (rule 8 of the labelling guide)."""

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return self.located.fact


class ArticleContext:
    """What scoring knows of an article and its facts."""

    def __init__(self, gold: GoldArticle) -> None:
        self.gold = gold
        # In one go: parsing few texts at a time costs a tenth more.
        self.statements, *readings = read_all([gold.article.text, *(located.fact.claim for located in gold.facts)])
        rows = [statement_terms(statement) for statement in self.statements]
        self.bags = [Bag(row) for row in rows]
        self.weight = Weights(rows)
        names = [
            name for located in gold.facts for source in getattr(located.fact, "sources", ()) for name in source.names
        ]
        names += [name for statement in self.statements for credit in statement.credits for name in credit.names]
        self.known_names = tuple(dict.fromkeys(names))
        proper = {word.text for statement in self.statements for word in statement.words if word.pos == "PROPN"}
        claims = {
            located.fact.id: as_claim([with_names(one, proper) for one in statements])
            for located, statements in zip(gold.facts, readings, strict=True)
        }
        self.index = WordIndex(self.bags, (term for claim in claims.values() for term in claim.terms), self.weight)
        self.facts = tuple(self._fact(located, claims) for located in gold.facts)

    def _fact(self, located: LocatedFact, claims: dict[str, Claim]) -> FactContext:
        claim = claims[located.fact.id]
        quote = tuple(term for bag in self.bags for term in bag.row if overlaps((term.start, term.end), located.quote))
        return FactContext(
            located=located,
            claim=claim,
            wanted=ClaimTerms(
                claim=WeightedTerms(claim.terms, self.weight),
                predicate=WeightedTerms(claim.predicate, self.weight),
                parts=tuple(WeightedTerms(part, self.weight) for part in claim.parts),
                subject=WeightedTerms(claim.subject, self.weight),
                quote=WeightedTerms(quote, self.weight),
            ),
            quote=quote,
            home=self._home(located, claim),
            sources=self._sources(located, claims),
            known_names=self.known_names,
            is_vouched_for=self._is_vouched_for(located, claim),
        )

    def _home(self, located: LocatedFact, claim: Claim) -> frozenset[int]:
        """The statements that the quote stands in, and the one that makes the claim where a caveat stands apart."""
        found = {index for index, statement in enumerate(self.statements) if overlaps(statement.span, located.quote)}
        shares = self.index.explained(claim.terms)
        best = max(range(len(shares)), key=lambda index: (shares[index], -index), default=-1)
        if best >= 0 and shares[best] >= settings()["claim_elsewhere"]:
            found.add(best)
        return frozenset(found)

    def _is_vouched_for(self, located: LocatedFact, claim: Claim) -> bool:
        """Whether a statement other than the quote's makes the whole claim, with no credit, doubt or question in it."""
        wanted = WeightedTerms(claim.terms, self.weight)
        for statement, bag in zip(self.statements, self.bags, strict=True):
            if overlaps(statement.span, located.quote) or statement.credits or statement.hedges:
                continue
            if statement.is_question or statement.quotations:
                continue
            said = self.index.said(bag)
            complete = all(
                any(same_value(figure, given) for given in statement.quantities) for figure in claim.quantities
            )
            if (
                complete
                and wanted.share(said) >= settings()["vouched"]
                and all(said.get(term.lemma, 0) for term in claim.core)
            ):
                return True
        return False

    def _sources(self, located: LocatedFact, claims: dict[str, Claim]) -> tuple[tuple[str, ...], ...]:
        """The fact's own sources, those of facts that make the same claim, and whoever the article credits there."""
        fact = located.fact
        found = [source.names for source in getattr(fact, "sources", ())]
        mine = Bag(claims[fact.id].terms)
        for other in self.gold.facts:
            if other.fact.id == fact.id or not isinstance(other.fact, AttributionFact | HedgeFact):
                continue
            theirs = claims[other.fact.id].terms
            if is_denial(other.fact) != is_denial(fact) or not _same_figures(claims[fact.id], claims[other.fact.id]):
                continue
            same = min(mine.recall(theirs, self.weight), Bag(theirs).recall(mine.row, self.weight))
            if same >= settings()["same_claim"]:
                found += [source.names for source in other.fact.sources]
        for statement in self.statements:
            if not overlaps(statement.span, located.quote):
                continue
            for credit in statement.credits:
                if (credit.stance == "deny") != is_denial(fact):
                    continue
                if _is_part(credit, fact):
                    continue
                if credit.names and credit.cue != ":" and any(overlaps(span, located.quote) for span in credit.scope):
                    inside = Bag(
                        term for term in statement_terms(statement) if any(a <= term.start < b for a, b in credit.scope)
                    )
                    if inside.recall(mine.row, self.weight) >= settings()["credited_in_quote"]:
                        found.append(credit.names)
        return tuple(dict.fromkeys(found))

    @cached_property
    def quantities(self) -> tuple[tuple[int, Quantity], ...]:
        """Every quantity of the article with the index of its statement."""
        return tuple(
            (index, quantity) for index, statement in enumerate(self.statements) for quantity in statement.quantities
        )

    def quantity_of(self, located: LocatedFact) -> Quantity | None:
        """The article's quantity that a number fact marks."""
        inside = [quantity for _, quantity in self.quantities if overlaps(quantity.span, located.cue)]
        fact = located.fact
        assert isinstance(fact, NumberFact)
        return next((one for one in inside if one.value == fact.value), inside[0] if inside else None)


def _is_part(credit: Credit, fact: Fact) -> bool:
    """Whether a credit is part of what is claimed: 'images showed ships', as somebody says."""
    claim = fact.claim.lower()
    return credit.source.lower() in claim and credit.cue.lower() in claim


def is_denial(fact: Fact) -> bool:
    """Whether the article credits somebody with denying the claim, rather than with making it."""
    return isinstance(fact, AttributionFact) and fact.stance == "deny"


def _same_figures(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same numbers."""
    return len(one.quantities) == len(other.quantities) and all(
        any(same_value(a, b) for b in other.quantities) for a in one.quantities
    )


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
