"""Who said it: the source and stance of a claim at one place of a summary."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.reading.who.mentions import IMPERSONAL, PERSONAL
from bench.records import Credit, Severity, Statement
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article import FactContext, is_denial, overlaps
from bench.scorers.rules.matching.mentions import Mention, SummaryContext
from bench.scorers.rules.mention_verdict import (
    MentionVerdict,
    claim_span,
    covering,
    holds,
    in_same_clause,
    is_denied,
    listed,
)
from bench.scorers.rules.who.credit_signs import (
    carried_over,
    is_in_claim,
    is_own,
    names_a_source,
    names_it_beside,
    only_names_it,
    reported_beside,
    reporting_words,
    stands_with_source,
)
from bench.scorers.rules.who.source_names import Match, compare, is_named, is_same

_BETTER = 0.05
"""How much better another statement of the article must explain a passage to be what is reported instead."""

_COPIED = 0.95
"""From this share on a passage is the other statement, unless the fact's own place explains it better."""


def judge(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """The verdict on an attribution fact at a place."""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    statement = summary.statements[mention.at]
    span = claim_span(mention, statement)
    known = _known(context, mention, summary)
    right = [credit for credit, match in known if match == "same"]
    if right:
        return _stance(fact, right)
    wrong = [credit for credit, match in known if match == "other"]
    unknown = [credit for credit, match in known if match == "unknown"]
    if unknown:
        credit = unknown[0]
        reason = f"The summary credits this to “{credit.source}”, who can be whom the article credits."
        return MentionVerdict("preserved", reason, (span, credit.cue_span))
    if wrong:
        return _wrong(fact, wrong[0], context, mention, summary)
    if carried := carried_over(context, mention, summary):
        return MentionVerdict("preserved", f"The sentence goes on with what “{carried}” is credited with.", (span,))
    if stands_with_source(context, mention, statement):
        return MentionVerdict(
            "preserved", f"The summary names {_sources(fact)} as the one whose claim this is.", (span,)
        )
    if fact.stance == "deny" and (denied := _denied_near(context, mention, summary)) is not None:
        return denied
    if near := _credited_near(context, summary, mention):
        return MentionVerdict(
            "preserved",
            f"The statement is credited to “{near}”, who can be whom the article credits.",
            (span,),
        )
    if names_a_source(statement, context) and (
        reporting_words(statement, context) or (not is_own(context) and names_it_beside(statement, mention, context))
    ):
        return MentionVerdict("preserved", f"The statement names {_sources(fact)} beside what is said.", (span,))
    if untold := _untold(context, mention, statement):
        return MentionVerdict("omitted", untold)
    return MentionVerdict(
        "dropped_attribution",
        f"The article credits this to {_sources(fact)}; the summary states it in its own voice.",
        (span,),
        _severity(fact),
    )


def _untold(context: FactContext, mention: Mention, statement: Statement) -> str:
    """Why a claim that nobody is credited with is not stated as fact either; '' if it is."""
    if word := reported_beside(statement, mention, context):
        return f"The claim is reported (“{word}”), but not in a way that tells by whom."
    if only_names_it(statement, mention):
        return "The summary names this as a topic; it does not state it."
    if _is_marked(statement, mention, context):
        return "The claim is kept with a hedge and without its source."
    if not is_denial(context.fact) and not context.claim.is_negated and is_denied(statement, mention):
        return "The summary does not state this: it says that it is not so."
    return ""


def _known(context: FactContext, mention: Mention, summary: SummaryContext) -> list[tuple[Credit, Match]]:
    """The credits that hold for the claim, each with whether its source is the article's.

    Somebody who denies a claim does not make it, and a denial is not made by whoever makes the claim; a label
    ("UN: …") counts only where it names a source that the article knows.
    """
    fact, article = context.fact, summary.article
    assert isinstance(fact, AttributionFact)
    found: list[tuple[Credit, Match]] = []
    for credit in covering(summary.statements[mention.at].credits, mention):
        if not credit.source:
            continue
        match = _whose(credit, context, summary)
        if match != "same":
            if credit.negated or (credit.stance == "deny") != (fact.stance == "deny"):
                continue
            if credit.cue == ":" and not any(
                is_same(name, one) for name in credit.names for one in article.known_names
            ):
                continue
        found.append((credit, match))
    claimed = fact.claim.lower()  # "he said that images show ships": what images show is the claim
    return [one for one in found if one[1] == "same" or one[0].source.lower() not in claimed] or found


def _whose(credit: Credit, context: FactContext, summary: SummaryContext) -> Match:
    """A pronoun is the fact's source if that has been named before it, whatever else it may point to."""
    match = compare(credit.names, context.sources, summary.article.known_names)
    if match != "same" and credit.source.lower() in PERSONAL | IMPERSONAL:
        before = summary.text[: credit.cue_span[0]]
        if any(is_named(name, before) for names in context.sources for name in names):
            return "same"
        return match if len(credit.names) > 1 else "unknown"
    return match


def _wrong(
    fact: AttributionFact, credit: Credit, context: FactContext, mention: Mention, summary: SummaryContext
) -> MentionVerdict:
    """Somebody else is credited: an error, unless the article credits them with much the same."""
    home = max((mention.passage.explained[i] for i in context.home), default=0.0)
    for index, statement in enumerate(summary.article.statements):
        theirs = any(is_same(one, name) for own in statement.credits for one in credit.names for name in own.names)
        share = mention.passage.explained[index]
        elsewhere = not overlaps(statement.span, context.located.quote)
        if theirs and elsewhere and (share >= home + _BETTER or share >= max(home, _COPIED)):
            return MentionVerdict(
                "omitted",
                f"The summary gives what “{credit.source}” says, which is another statement of the article.",
            )
    spans = {claim_span(mention, summary.statements[mention.at]), credit.cue_span}
    spans |= {credit.source_span} if credit.source_span else set()
    return MentionVerdict(
        "misattribution",
        f"The article credits this to {_sources(fact)}; the summary credits it to “{credit.source}”.",
        tuple(sorted(spans)),
        "major",
    )


def _denied_near(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict | None:
    """A denial in this statement or in one beside it; or the claim as somebody's, with the denial left out."""
    span = claim_span(mention, summary.statements[mention.at])
    for index in range(max(mention.at - 1, 0), min(mention.at + 3, len(summary.statements))):
        for credit in summary.statements[index].credits:
            denies = credit.stance == "deny" or credit.negated
            if denies and compare(credit.names, context.sources, ()) == "same":
                reason = f"The denial of “{credit.source}” is there."
                return MentionVerdict("preserved", reason, (span, credit.cue_span))
    if any(credit.source for credit in covering(summary.statements[mention.at].credits, mention)):
        return MentionVerdict("omitted", "The claim stays somebody's; the denial is left out.")
    return None


def _credited_near(context: FactContext, summary: SummaryContext, mention: Mention) -> str:
    """The source of a credit in the statement that may reach the claim, though the parse does not say so."""
    for credit in summary.statements[mention.at].credits:
        if credit.source and credit.cue != ":" and not credit.negated and not is_in_claim(credit, context):
            match = _whose(credit, context, summary)
            if match == "same" or (
                match == "unknown" and in_same_clause(credit.cue_span, mention, summary.statements[mention.at])
            ):
                return credit.source
    return ""


def _is_marked(statement: Statement, mention: Mention, context: FactContext) -> bool:
    """Whether a hedge or a question tells the reader that the claim is one.

    A hedge as strong as one that the claim has itself does not: "the goal is to thwart it" and "aims to thwart it".
    """
    claim = context.claim
    return statement.is_question or any(
        holds(hedge.scope, mention) and hedge.strength not in claim.strengths and hedge.cue.lower() not in claim.hedges
        for hedge in statement.hedges
    )


def _stance(fact: AttributionFact, right: list[Credit]) -> MentionVerdict:
    """The right source: has its claim been made more certain, or turned round?"""
    shifted = [credit for credit in right if _is_shift(fact, credit)]
    if shifted and len(shifted) == len(right):
        credit = shifted[0]
        is_turned = "deny" in (fact.stance, credit.stance)
        effect = "turns it round" if is_turned else "makes it more certain"
        return MentionVerdict(
            "stance_shift",
            f"The article has “{fact.cue}”; the summary's “{credit.cue}” {effect}.",
            tuple(sorted({credit.cue_span, *credit.scope})),
            "major",
        )
    credit = right[0]
    spans = {credit.cue_span, *credit.scope, *([credit.source_span] if credit.source_span else [])}
    return MentionVerdict(
        "preserved",
        f"The summary credits this to “{credit.source}”, as the article does.",
        tuple(sorted(spans)),
        is_credited=True,
    )


def _is_shift(fact: AttributionFact, credit: Credit) -> bool:
    """Whether a reporting word says more than the article's, or the opposite."""
    if credit.negated:
        return False
    if credit.stance == "deny":
        return fact.stance != "deny"
    if credit.stance == "confirm":
        vouches = credit.cue.lower() in data("stances")["vouching"]["cues"]
        return fact.stance in ("claim", "suggest", "deny") or (fact.stance == "neutral" and vouches)
    return fact.stance == "suggest" and credit.cue.lower() in data("stances")["firm"]["cues"]


def _sources(fact: AttributionFact) -> str:
    return listed((source.name for source in fact.sources), "or")


def _severity(fact: AttributionFact) -> Severity:
    """Minor where the article itself only reports: losing a plain "said" or "confirmed" misleads less than a "claims"."""
    return "minor" if fact.stance in ("neutral", "confirm") else "major"
