"""Who said it: the verdict on an attribution fact at one mention of its claim."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.records import Credit
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext, overlaps
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict, claim_span, covering, listed
from bench.scorers.rules.who.claim_credits import credits_of_claim, has_own_source_beside
from bench.scorers.rules.who.credit_signs import spoken_by_source
from bench.scorers.rules.who.denial import denied_near
from bench.scorers.rules.who.own_voice import why_not_told_as_fact
from bench.scorers.rules.who.polarity import polarity
from bench.scorers.rules.who.source_names import is_same
from bench.scorers.rules.who.stance_shift import stance_shift


def judge(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """Return the verdict on an attribution fact at a mention of its claim."""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    span = claim_span(mention, summary.statements[mention.at])
    judged = credits_of_claim(context, mention, summary)
    # "Police and prosecutors say …": the right source is enough, whoever else is credited beside it.
    of_own_source = [credit for credit, match in judged if match == "same"]
    if of_own_source:
        return _own_source(context, of_own_source, mention, summary)
    # "An expert warned that …" can be the vet whom the article credits: a vaguer name that may be true of the source.
    of_anybody = [credit for credit, match in judged if match == "unknown"]
    if of_anybody:
        reason = f"The summary credits this to “{of_anybody[0].source}”, who can be whom the article credits."
        return MentionVerdict("preserved", reason, (span, of_anybody[0].cue_span))
    of_others = [credit for credit, match in judged if match == "other"]
    if of_others and not has_own_source_beside(context, mention, summary):
        return _another_source(context, of_others[0], mention, summary)
    # "Gunn Lie told historian Emil Broch that …": the reader may have taken the listener for the speaker.
    if of_others:
        reason = f"The summary credits this to “{of_others[0].source}”, beside the article's own source."
        return MentionVerdict("preserved", reason, (span, of_others[0].cue_span))
    # Nobody is credited from here on. A denial often stands apart from the claim: "He was bailed. He denies it."
    if fact.stance == "deny" and (denied := denied_near(context, mention, summary)) is not None:
        return denied
    # The reader misses credits; a sign of one is enough not to charge an error.
    if named := spoken_by_source(context, mention, summary):
        return MentionVerdict("preserved", f"The summary gives this as what “{named}” says.", (span,))
    # "Maduro denies collaborating with gangs" does not state that he does.
    if denier := _denier(mention, summary):
        return MentionVerdict("omitted", f"The summary tells this only as what “{denier}” denies.")
    if why := why_not_told_as_fact(context, mention, summary):
        return MentionVerdict("omitted", why)
    # What the article says in its own voice as well, a summary may say in its own voice (rule 8).
    if context.is_vouched_for:
        return MentionVerdict("preserved", "The article states this in its own voice too.", (span,))
    return MentionVerdict(
        "dropped_attribution",
        f"The article credits this to {_sources(fact)}; the summary states it in its own voice.",
        (span,),
        fact.severity("dropped_attribution"),
    )


def _denier(mention: Mention, summary: SummaryContext) -> str:
    """Return who denies the claim; '' if nobody does."""
    tree = summary.tree(mention.at)
    holding = covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at))
    return next((credit.source for credit in holding if polarity(credit, tree) in ("denies", "leaves")), "")


def _own_source(
    context: FactContext, of_own_source: list[Credit], mention: Mention, summary: SummaryContext
) -> MentionVerdict:
    """The right source is credited: judge whether it still makes the same claim, and no more surely."""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    tree = summary.tree(mention.at)
    shifts = [stance_shift(context, credit, mention, summary) for credit in of_own_source]
    narrowest = of_own_source[0]
    # "Police confirmed, and prosecutors say, that …": one faithful credit among them is enough.
    if all(shifts):
        return MentionVerdict(
            "stance_shift",
            f"The article has “{fact.cue}”; the summary's “{narrowest.cue}” {shifts[0]}.",
            tuple(sorted({narrowest.cue_span, *narrowest.scope})),
            "major",
        )
    faithful = next(credit for credit, shift in zip(of_own_source, shifts, strict=True) if not shift)
    # "The ministry would not say that it was warned" is less than a denial, but it claims nothing either.
    if fact.stance == "deny" and polarity(faithful, tree) == "withholds":
        return MentionVerdict("omitted", "The summary says that the source did not say so; the denial is left out.")
    spans = {faithful.cue_span, *faithful.scope, *([faithful.source_span] if faithful.source_span else [])}
    return MentionVerdict(
        "preserved",
        f"The summary credits this to “{faithful.source}”, as the article does.",
        tuple(sorted(spans)),
        is_marked=True,
    )


def _another_source(context: FactContext, credit: Credit, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """Somebody else is credited: charge an error, unless the article credits them with much the same."""
    fact, passage = context.fact, mention.passage
    assert isinstance(fact, AttributionFact)
    home = max((passage.explained[index] for index in context.home), default=0.0)
    for index, statement in enumerate(summary.article.statements):
        is_theirs = any(
            is_same(name, article_name)
            for article_credit in statement.credits
            for name in credit.names
            for article_name in article_credit.names
        )
        share = passage.explained[index]
        elsewhere = not overlaps(statement.span, context.located.quote)
        # "The trustees say that investors would accept $29" is a statement that the article has too, and not another
        # one of its statements, the bidder's offer of $29, credited to the wrong people.
        if (
            is_theirs
            and elsewhere
            and (share >= home + settings()["explained_better"] or share >= max(home, settings()["copied"]))
        ):
            reason = f"The summary gives what “{credit.source}” says, which is another statement of the article."
            return MentionVerdict("omitted", reason)
    spans = {claim_span(mention, summary.statements[mention.at]), credit.cue_span}
    spans |= {credit.source_span} if credit.source_span else set()
    return MentionVerdict(
        "misattribution",
        f"The article credits this to {_sources(fact)}; the summary credits it to “{credit.source}”.",
        tuple(sorted(spans)),
        "major",
    )


def _sources(fact: AttributionFact) -> str:
    return listed((source.name for source in fact.sources), "or")
