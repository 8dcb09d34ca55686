"""Whether a denial is still there where a summary makes the claim that is denied, or near it."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.records import Credit
from bench.scorers.rules.lexicon import settings, stopwords
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import MentionVerdict, claim_span, covering
from bench.scorers.rules.who.polarity import polarity
from bench.scorers.rules.who.source_names import compare, is_named


def denied_near(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict | None:
    """Return the verdict on a denial near a mention of what is denied; None where the claim is told as fact."""
    span = claim_span(mention, summary.statements[mention.at])
    # "A man was arrested over the fire. He has been bailed. He denies any involvement."
    start = max(mention.at - int(settings()["denial_before"]), 0)
    end = min(mention.at + int(settings()["denial_after"]) + 1, len(summary.statements))
    for index in range(start, end):
        for credit in summary.statements[index].credits:
            if _denies(credit, summary.tree(index)) and compare(credit.names, context.sources, ()) == "same":
                reason = f"The denial of “{credit.source}” is there."
                return MentionVerdict("preserved", reason, (span, credit.cue_span), is_marked=True)
        # "The ferry was overloaded, which Corrana Lines denies": the denier stands in the words of the caveat.
        for hedge in summary.statements[index].hedges:
            names = [name for names in context.sources for name in names if is_named(name, hedge.cue)]
            if hedge.strength == "disputed" and names:
                return MentionVerdict(
                    "preserved", f"The denial of “{names[0]}” is there.", (span, hedge.cue_span), is_marked=True
                )
    # "Prosecutors say that he was involved", of what he denies: the claim is nobody's fact, and what is left out is
    # no error.
    if any(
        credit.source for credit in covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at))
    ):
        return MentionVerdict("omitted", "The claim stays somebody's; the denial is left out.")
    return None


def denies_by_saying(fact: AttributionFact) -> bool:
    """Whether what a denial claims is what it says of the thing denied: "dismissed the clips as old footage"."""
    _, _, after_cue = fact.quote.partition(fact.cue)
    _, as_, said_of_it = after_cue.partition(" as ")
    if not as_:
        return False
    claimed = {word.strip(".,;").lower() for word in fact.claim.split()}
    said = {word.strip(".,;").lower() for word in said_of_it.split()} - stopwords()
    # "He denied, as he has before, that he stole it" says nothing of it.
    return bool(said) and said <= claimed


def _denies(credit: Credit, tree: Tree) -> bool:
    """Whether a credit denies: "denied it", "did not confirm it"; but not "has not denied it"."""
    makes = polarity(credit, tree)
    return makes == "denies" or (makes == "withholds" and credit.stance != "deny")
