"""A mention: where a claim may stand in a summary, and what of the claim is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from bench.records import Span
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.passages import Passage, SummaryStatement
from bench.scorers.rules.matching.terms import Term, Weights, likeness


class Mention:
    """Where a claim may stand in a summary, and what of it is there."""

    def __init__(
        self,
        fact: FactContext,
        passage: Passage,
        statement: SummaryStatement,
        *,
        confidence: float,
        is_best: bool,
        weight: Weights,
    ) -> None:
        """A mention of a fact's claim.

        Args:
            fact: whose claim it is.
            passage: where it may stand.
            statement: that the passage is of.
            confidence: the probability that the passage makes the claim.
            is_best: whether no other statement makes the claim more surely.
            weight: of the article's words.
        """
        self.at = passage.at
        """The index of its statement in the summary."""
        self.passage = passage
        self.confidence = confidence
        self.is_best = is_best
        self._fact, self._statement, self._weight = fact, statement, weight

    # Worked out when asked for: most mentions are settled by their credits and hedges alone.

    @cached_property
    def aligned(self) -> tuple[tuple[Span, float], ...]:
        """The words that make the claim, each with its weight."""
        return _aligned(self._fact, self.passage, self._statement, self._weight)

    @cached_property
    def predicate_share(self) -> float:
        """The weighted share of what the claim says of its subject, numbers included, that is in the statement."""
        return _predicate_share(self._fact, self._statement)

    @cached_property
    def has_core(self) -> bool:
        """Whether the claim's main word is in the statement, in some form."""
        core, bag = self._fact.claim.core, self._statement.bag
        # A claim without a content word at its head ("he went to Spain") has none that could be missing.
        return not core or any(bag.best(term.lemma) for term in core)

    @cached_property
    def has_kernel(self) -> bool:
        """Whether the heads of its subject, verb and objects all are, and its numbers too."""
        return _has_kernel(self._fact, self._statement)

    @cached_property
    def predicate_words(self) -> tuple[int, ...]:
        """The words of the statement that say what the claim says of its subject, its main word first."""
        words = (
            *self._core_words,
            *_words_that_say(self._fact.claim.predicate, self.passage, self._statement),
            *_figures(self._fact, self._statement),
        )
        return tuple(dict.fromkeys(words))

    @cached_property
    def main_words(self) -> tuple[int, ...]:
        """Those among them that say the claim's main word; all of them where none does."""
        return self._core_words or self.predicate_words

    @cached_property
    def _core_words(self) -> tuple[int, ...]:
        return _words_that_say(self._fact.claim.core, self.passage, self._statement)


def _aligned(
    fact: FactContext, passage: Passage, statement: SummaryStatement, weight: Weights
) -> tuple[tuple[Span, float], ...]:
    """The words that best say each word of the claim, weighted by what the claim's word tells."""
    aligned: dict[Span, float] = {}
    for term in fact.claim.terms:
        best = passage.bag.best(term.lemma)
        if not best:
            continue
        closest = passage.bag.closest(term.lemma)
        for word in passage.bag.terms:
            if word.lemma in closest:
                span = (word.start, word.end)
                # One word may say two of the claim's: "killed" for "killed" and "dead".
                aligned[span] = max(aligned.get(span, 0.0), best * weight(term))
    # "The cartel, which Maduro leads, shipped drugs": the clause "which Maduro leads" has its cartel outside.
    if fact.weighted.claim.share(passage.article_words) < settings()["claim_beyond_clause"]:
        for term in fact.claim.terms:
            best = 0.0 if passage.bag.best(term.lemma) else statement.bag.best(term.lemma)
            if not best:
                continue
            closest = statement.bag.closest(term.lemma)
            for word in statement.bag.terms:
                if word.lemma in closest:
                    aligned[word.start, word.end] = best * weight(term)
    # Numbers are no terms; one that the claim gives too weighs as much as a rare word.
    for quantity in statement.quantities_given(fact):
        aligned[quantity.span] = 1.0
    return tuple(sorted(aligned.items()))


def _predicate_share(fact: FactContext, statement: SummaryStatement) -> float:
    """The weighted share of the predicate's words and numbers in a statement, each number with the weight 1."""
    predicate = fact.weighted.predicate
    weight_said = predicate.share(statement.article_words) * predicate.total
    total = predicate.total + len(fact.claim.quantities)
    return (weight_said + statement.figures_given(fact)) / total if total else 0.0


def _has_kernel(fact: FactContext, statement: SummaryStatement) -> bool:
    kernel = fact.claim.kernel
    has_all_figures = statement.figures_given(fact) == len(fact.claim.quantities)
    # One head word alone, such as the "cartel" of "it is a cartel", stands in sentences about anything.
    if len(kernel) < 2 or not has_all_figures:
        return False
    if any(statement.bag.best(term.lemma) < settings()["word_said"] for term in kernel):
        return False
    # "Lindhurst plans talks, while Almeth may go on" does not say that Almeth plans anything.
    parts = statement.tree.segments
    return len(parts) == 1 or any(_says_all(kernel, statement, part) for part in parts)


def _says_all(kernel: Sequence[Term], statement: SummaryStatement, part: range) -> bool:
    """Whether a part of a statement has each head word of a claim in some form."""
    lemmas = [statement.reading.words[index].lemma for index in part]
    return all(max(likeness(term.lemma, lemma) for lemma in lemmas) >= settings()["word_said"] for term in kernel)


def _words_that_say(content: Sequence[Term], passage: Passage, statement: SummaryStatement) -> tuple[int, ...]:
    """The words of a statement that say these words of a claim."""
    least = settings()["word_said"]
    indices: list[int] = []
    for term in content:
        # A word of the passage itself, if it has one: the statement may say the same of something else.
        best = passage.bag.best(term.lemma) or statement.bag.best(term.lemma)
        if best >= least:
            indices += statement.words_alike(term.lemma, best)
    return tuple(indices)


def _figures(fact: FactContext, statement: SummaryStatement) -> Iterator[int]:
    """The words of the claim's numbers in a statement: of "83 were killed", that it was 83 is what is said of them."""
    figures = [quantity.span for quantity in statement.quantities_given(fact)]
    if not figures:
        return
    for index, word in enumerate(statement.reading.words):
        if any(start <= word.start < end for start, end in figures):
            yield index
