"""A denial where a summary makes the claim that is denied, or beside it."""

from __future__ import annotations

from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict, claim_span, covering
from bench.scorers.rules.who.polarity import polarity
from bench.scorers.rules.who.source_names import compare

_BEFORE, _AFTER = 1, 2
"""Statements before and after a mention in which a denial can stand that is about it."""


def denied_near(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict | None:
    """A denial in this statement or in one beside it; or the claim as somebody's, with the denial left out."""
    span = claim_span(mention, summary.statements[mention.at])
    for index in range(max(mention.at - _BEFORE, 0), min(mention.at + _AFTER + 1, len(summary.statements))):
        for credit in summary.statements[index].credits:
            denies = credit.negated or polarity(credit, summary.tree(index)) == "denies"
            if denies and compare(credit.names, context.sources, ()) == "same":
                reason = f"The denial of “{credit.source}” is there."
                return MentionVerdict("preserved", reason, (span, credit.cue_span))
    if any(
        credit.source for credit in covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at))
    ):
        return MentionVerdict("omitted", "The claim stays somebody's; the denial is left out.")
    return None
