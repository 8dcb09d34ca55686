"""An article made ready for scoring: read once, with every gold fact's words, place and known sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact
from bench.goldset import GoldArticle, LocatedFact
from bench.reading import read_kept
from bench.records import Credit, Quantity, Span
from bench.scorers.rules.how_much.bearer import bearing_words, governing_verb, unit_terms
from bench.scorers.rules.how_much.fact_figure import figure_of
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.claim import Claim, as_claim, with_names
from bench.scorers.rules.matching.claim_index import ClaimIndex, ClaimPlaces, WeightedClaim
from bench.scorers.rules.matching.fact_arrays import FactArrays
from bench.scorers.rules.matching.terms import Bag, Term, Weights, statement_terms, terms_within
from bench.scorers.rules.matching.word_index import WeightedTerms, WordIndex


class FactContext(NamedTuple):
    """A gold fact with all that comparing needs to know of it."""

    located: LocatedFact
    fact: Fact
    claim: Claim
    weighted: WeightedClaim
    places: ClaimPlaces
    quote: tuple[Term, ...]
    home: frozenset[int]
    """Indices of the article's statements that the quote stands in or that make the claim."""
    sources: tuple[tuple[str, ...], ...]
    """Names of everybody to whom the article credits the claim."""
    known_names: tuple[str, ...]
    """Every source that the article's gold facts or its own credits name."""
    is_vouched_for: bool
    """Whether the article states the claim elsewhere in its own voice (rule 8 of the labelling guide)."""


class ArticleContext:
    """What scoring knows of an article and its facts."""

    def __init__(self, gold: GoldArticle) -> None:
        self.gold = gold
        # In one go: parsing few texts at a time costs a tenth more.
        self.statements, *readings = read_kept([gold.article.text, *(located.fact.claim for located in gold.facts)])
        terms_of_statements = [statement_terms(statement) for statement in self.statements]
        self.bags = [Bag(terms) for terms in terms_of_statements]
        self.weight = Weights(terms_of_statements)
        names = [
            name for located in gold.facts for source in getattr(located.fact, "sources", ()) for name in source.names
        ]
        names += [name for statement in self.statements for credit in statement.credits for name in credit.names]
        self.known_names = tuple(dict.fromkeys(names))
        # The parser sees a name in the middle of a sentence better than at the beginning of a short claim.
        proper_nouns = {word.text for statement in self.statements for word in statement.words if word.pos == "PROPN"}
        claims = {
            located.fact.id: as_claim([with_names(statement, proper_nouns) for statement in reading])
            for located, reading in zip(gold.facts, readings, strict=True)
        }
        self.index = WordIndex(self.bags, (term for claim in claims.values() for term in claim.terms), self.weight)
        self.claim_index = ClaimIndex()
        # Asked again for every summary.
        self._bearing: dict[Span, Bag] = {}
        self._governing_verbs: dict[Span, str] = {}
        self._words_of_numbers: dict[str, Bag] = {}
        self.facts = tuple(self._fact(located, claims) for located in gold.facts)
        self.fact_arrays = FactArrays(self.facts, len(self.statements))

    def _fact(self, located: LocatedFact, claims: dict[str, Claim]) -> FactContext:
        claim = claims[located.fact.id]
        quote = tuple(
            term for bag in self.bags for term in bag.terms if overlaps((term.start, term.end), located.quote)
        )
        weighted = WeightedClaim(
            claim=WeightedTerms(claim.terms, self.weight),
            predicate=WeightedTerms(claim.predicate, self.weight),
            parts=tuple(WeightedTerms(part, self.weight) for part in claim.parts),
            subject=WeightedTerms(claim.subject, self.weight),
            quote=WeightedTerms(quote, self.weight),
        )
        return FactContext(
            located=located,
            fact=located.fact,
            claim=claim,
            weighted=weighted,
            places=self.claim_index.add(weighted),
            quote=quote,
            home=self._home(located, claim),
            sources=self._sources(located, claims),
            known_names=self.known_names,
            is_vouched_for=self._is_vouched_for(located, claim),
        )

    def _home(self, located: LocatedFact, claim: Claim) -> frozenset[int]:
        """The statements that the quote stands in, and the one that makes the claim where a caveat stands apart."""
        home = {index for index, statement in enumerate(self.statements) if overlaps(statement.span, located.quote)}
        # The quote "what it identifies as a narco-terrorist network" is about a cartel that the sentence before names.
        shares = self.index.explained(claim.terms)
        best = max(range(len(shares)), key=lambda index: (shares[index], -index), default=-1)
        if best >= 0 and shares[best] >= settings()["claim_elsewhere"]:
            home.add(best)
        return frozenset(home)

    def _is_vouched_for(self, located: LocatedFact, claim: Claim) -> bool:
        """Whether a statement other than the quote's makes the whole claim, with no credit, doubt or question in it."""
        weighted_claim = WeightedTerms(claim.terms, self.weight)
        for statement, bag in zip(self.statements, self.bags, strict=True):
            if overlaps(statement.span, located.quote) or statement.credits or statement.hedges:
                continue
            # Whether they are credited or not, words between quotation marks are somebody else's.
            if statement.is_question or statement.quotations:
                continue
            article_words = self.index.article_words(bag)
            # The article's own "12 people died" vouches for no claim that 83 did.
            has_all_figures = all(
                any(same_value(figure, quantity) for quantity in statement.quantities) for figure in claim.quantities
            )
            if (
                has_all_figures
                and weighted_claim.share(article_words) >= settings()["vouched"]
                # All of a claim's words but "led" may stand in a sentence that says that Maduro denounced the cartel.
                and all(article_words.get(term.lemma, 0) for term in claim.core)
            ):
                return True
        return False

    def _sources(self, located: LocatedFact, claims: dict[str, Claim]) -> tuple[tuple[str, ...], ...]:
        """The fact's own sources, those of facts that make the same claim, and whoever the article credits there."""
        sources = [source.names for source in getattr(located.fact, "sources", ())]
        sources += self._sources_of_same_claim(located, claims)
        sources += self._credited(located, claims)
        return tuple(dict.fromkeys(sources))

    def _sources_of_same_claim(self, located: LocatedFact, claims: dict[str, Claim]) -> Iterator[tuple[str, ...]]:
        """The sources of other facts with the same claim: either is right (rule 4 of the labelling guide)."""
        fact = located.fact
        claim = claims[fact.id]
        bag = Bag(claim.terms)
        for candidate in (another.fact for another in self.gold.facts):
            if candidate.id == fact.id or not isinstance(candidate, AttributionFact | HedgeFact):
                continue
            candidate_claim = claims[candidate.id]
            # Whoever denies a claim does not make it; "83 were killed" and "45 were killed" differ in nothing but that.
            if is_denial(candidate) != is_denial(fact) or not _same_figures(claim, candidate_claim):
                continue
            # In both directions: "Maduro leads the cartel" is a part of "… and ships its drugs", and not the same.
            same = min(
                bag.recall(candidate_claim.terms, self.weight),
                Bag(candidate_claim.terms).recall(bag.terms, self.weight),
            )
            if same >= settings()["same_claim"]:
                yield from (source.names for source in candidate.sources)

    def _credited(self, located: LocatedFact, claims: dict[str, Claim]) -> Iterator[tuple[str, ...]]:
        """Whoever the article, as it is read, credits with the claim in the fact's quote."""
        fact = located.fact
        claim = claims[fact.id]
        for statement in self.statements:
            if not overlaps(statement.span, located.quote):
                continue
            for credit in statement.credits:
                if (credit.stance == "deny") != is_denial(fact):
                    continue
                if _is_part(credit, fact):
                    continue
                # In "Venezuela: three people died" the colon follows a place, which is read as a source.
                if credit.names and credit.cue != ":" and any(overlaps(span, located.quote) for span in credit.scope):
                    in_scope = Bag(terms_within(statement, credit.scope))
                    # A quote may hold two credits: "Rubio says he leads it, but officials told us that it is gone".
                    if in_scope.recall(claim.terms, self.weight) >= settings()["credited_in_quote"]:
                        yield credit.names

    @cached_property
    def quantities(self) -> tuple[tuple[int, Quantity], ...]:
        """Every quantity of the article with the index of its statement."""
        return tuple(
            (index, quantity) for index, statement in enumerate(self.statements) for quantity in statement.quantities
        )

    @cached_property
    def _quantities_of_facts(self) -> dict[str, Quantity | None]:
        return {
            located.fact.id: self._marked_quantity(located)
            for located in self.gold.facts
            if isinstance(located.fact, NumberFact)
        }

    def quantity_of(self, located: LocatedFact) -> Quantity | None:
        """The article's quantity that a number fact marks; None where the reader finds none there."""
        return self._quantities_of_facts[located.fact.id]

    @cached_property
    def _figures_of_facts(self) -> dict[str, Quantity]:
        return {
            located.fact.id: figure_of(located, self.quantity_of(located))
            for located in self.gold.facts
            if isinstance(located.fact, NumberFact)
        }

    def figure_of(self, located: LocatedFact) -> Quantity:
        """A number fact as a quantity, to be held against those of a summary."""
        return self._figures_of_facts[located.fact.id]

    def bearing(self, index: int, quantity: Quantity) -> Bag:
        """The words that bear a quantity of the article, which stands in the statement with this index."""
        bag = self._bearing.get(quantity.span)
        if bag is None:
            bag = self._bearing[quantity.span] = Bag(bearing_words(self.statements[index], quantity))
        return bag

    def governing_verb(self, index: int, quantity: Quantity) -> str:
        """Lemma of the verb that a quantity of the article belongs to, '' for none; `index` as in `bearing`."""
        if quantity.span not in self._governing_verbs:
            self._governing_verbs[quantity.span] = governing_verb(self.statements[index], quantity)
        return self._governing_verbs[quantity.span]

    def words_of_number(self, number: FactContext) -> Bag:
        """What the article says of a fact's number, in any of the ways in which a gold set records it."""
        fact = number.fact
        assert isinstance(fact, NumberFact)
        if fact.id not in self._words_of_numbers:
            figure = self.quantity_of(number.located)
            bearing = (
                term
                for index, stated in self.quantities
                if stated is figure
                for term in self.bearing(index, stated).terms
            )
            self._words_of_numbers[fact.id] = Bag(
                (*number.claim.terms, *number.quote, *unit_terms(fact.unit), *bearing)
            )
        return self._words_of_numbers[fact.id]

    def _marked_quantity(self, located: LocatedFact) -> Quantity | None:
        marked = [quantity for _, quantity in self.quantities if overlaps(quantity.span, located.cue)]
        fact = located.fact
        assert isinstance(fact, NumberFact)
        # The first one where the fact has another value: "Friday", whose gold value is its date.
        return next((quantity for quantity in marked if quantity.value == fact.value), marked[0] if marked else None)


def _is_part(credit: Credit, fact: Fact) -> bool:
    """Whether a credit is part of what is claimed: 'images showed ships', as somebody says."""
    claim = fact.claim.lower()
    return credit.source.lower() in claim and credit.cue.lower() in claim


def is_denial(fact: Fact) -> bool:
    """Whether the article credits somebody with denying the claim, rather than with making it."""
    return isinstance(fact, AttributionFact) and fact.stance == "deny"


def _same_figures(claim: Claim, another: Claim) -> bool:
    """Whether two claims give the same numbers."""
    return len(claim.quantities) == len(another.quantities) and all(
        any(same_value(figure, candidate) for candidate in another.quantities) for figure in claim.quantities
    )


def overlaps(span: Span, another: Span) -> bool:
    """Whether two spans share a character."""
    return span[0] < another[1] and another[0] < span[1]
