"""A condition on the claim that is told beside it: "Vik buys the mill; the deal is subject to approval"."""

from __future__ import annotations

from collections.abc import Iterator

from bench.records import Hedge, Statement
from bench.scorers.rules.lexicon import lemmas, settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.matching.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass")


def condition_beside(context: FactContext, mention: Mention, summary: SummaryContext) -> Hedge | None:
    """The hedge by which a condition holds for a claim that is told without it; None if there is none.

    It stands in another clause of the claim's statement or in the next statement on the same line, and its subject
    takes up what the claim tells: a pronoun, a noun for a deed ("the deal"), or a form of the claim's own words.
    """
    for index in _beside(mention.at, summary):
        statement, tree = summary.statements[index], summary.tree(index)
        for hedge in statement.hedges:
            if _is_condition(hedge, statement) and _is_on_claim(hedge, context, tree):
                return hedge
    return None


def _beside(at: int, summary: SummaryContext) -> Iterator[int]:
    yield at
    if at + 1 < len(summary.statements):
        between = summary.text[summary.statements[at].span[1] : summary.statements[at + 1].span[0]]
        if "\n" not in between:
            yield at + 1


def _is_condition(hedge: Hedge, statement: Statement) -> bool:
    start, end = hedge.cue_span
    cue = {word.text.lower() for word in statement.words if start <= word.start < end}
    return bool(cue & lemmas("certainty", "condition"))


def _is_on_claim(hedge: Hedge, context: FactContext, tree: Tree) -> bool:
    """Whether the clause that a condition stands in says it of the claim's deed."""
    claimed = [*(term.lemma for term in context.claim.kernel), *(term.lemma for term in context.claim.core)]
    for cue in tree.within([hedge.cue_span]):
        # "is pending approval": the parser may hang the cue on the noun behind it, below the verb.
        for above in tree.governors(cue):
            for subject in tree.children(above, *_SUBJECTS):
                word = tree.words[subject]
                is_claimed = word.pos == "NOUN" and any(
                    likeness(word.lemma, lemma) >= settings()["word_said"] for lemma in claimed
                )
                if is_claimed or word.lemma in lemmas("certainty", "deed"):
                    return True
    return False
