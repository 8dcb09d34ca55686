"""Which of a claim's mentions decides, and how sure the verdict is.

The worst mention counts among those that are about as well located as the best one (rule 3 of the guide); an error
that another mention makes good is minor. A charge needs a well-located claim, a kept claim does not: a reader of a
scorecard forgives a missed error sooner than a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bench.records import Severity
from bench.scorers.rules.certainty import certainty_of_charge
from bench.scorers.rules.how_sure import hedge_judge
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict
from bench.scorers.rules.who import attribution_judge
from bench.scorers.rules.who.own_voice import is_plain

_JUDGES = {"attribution": attribution_judge.judge, "hedge": hedge_judge.judge}
"""Who judges a fact of a kind at one mention; how_much/number_judge.py judges number facts together, as a table."""
_OF_HEDGES = ("dropped_hedge", "weakened_hedge")
ABSENT = MentionVerdict("omitted", "The summary does not state this.")


def judge_of(fact: FactContext) -> Callable[[FactContext, Mention, SummaryContext], MentionVerdict]:
    """What judges a fact at one mention of its claim."""
    return _JUDGES[fact.fact.kind]


class Decision(NamedTuple):
    """A verdict on a fact in a summary."""

    verdict: MentionVerdict
    confidence: float
    """The probability that the summary makes the claim."""
    certainty: float
    """The probability that the verdict is right."""
    share: float = 0.0
    """The weighted share of the claim's words in the statement that decided."""


def decide(fact: FactContext, summary: SummaryContext) -> Decision:
    """The verdict on an attribution or hedge fact, from all mentions of its claim."""
    judge = judge_of(fact)
    best = summary.best_confidence(fact)
    # A run with a lower `error` charges where a claim is less sure, and has to look at those mentions too.
    least = min(settings()["mention_marked"], summary.error)
    # A claim that surely stands somewhere explains away the passages that only resemble it.
    floor = max(least, best - settings()["worst"])
    charges: list[Decision] = []
    preserved: list[Decision] = []
    untold: list[Decision] = []
    for mention in summary.mentions(fact, floor):
        # "Vik and Eck claim that the spring will run dry" has Eck, and nothing of what he said of his kettles.
        if not mention.aligned:
            continue
        verdict = judge(fact, mention, summary)
        share = fact.weighted.claim.share(summary.article_words[mention.at])
        if verdict.severity is not None:
            certainty = certainty_of_charge(verdict, mention, fact, summary)
            # A minor error costs the summary little, so that it may be charged with less evidence.
            is_whole = mention.has_kernel and verdict.verdict in _OF_HEDGES
            least_of_major = "major_with_kernel" if is_whole else "major_least"
            is_located = verdict.severity == "minor" or mention.confidence >= settings()[least_of_major]
            if (
                is_located
                and _is_sure(verdict, mention, fact, summary)
                and certainty >= settings()[_least_certainty(verdict, mention, fact)]
            ):
                charges.append(Decision(verdict, mention.confidence, certainty, share))
        # "Rubio claims" before what may be the claim makes it likelier that it is, and so does "allegedly".
        elif mention.confidence >= settings()["mention_marked" if verdict.is_marked else "mention"]:
            decision = Decision(verdict, mention.confidence, mention.confidence * settings()["certainty_kept"], share)
            (preserved if verdict.verdict == "preserved" else untold).append(decision)
    # "Vik claims that the spring will run dry. Eck says so too.": once it is said rightly, somebody else may say it.
    if preserved:
        charges = [charge for charge in charges if charge.verdict.verdict != "misattribution"]
    charges = [charge for charge in charges if not any(_is_the_claim_rather(mention, charge) for mention in preserved)]
    # An error counts before a mention that is right: the worst one decides. Mentions come with the surest first.
    if charges:
        return _softened(charges[0], bool(preserved))
    if preserved:
        return preserved[0]
    # The claim is there, but neither told as fact nor credited: "the article discusses the fire".
    if untold:
        return untold[0]._replace(certainty=settings()["certainty_untold"])
    return Decision(ABSENT, best, 1.0 - best)


def _least_certainty(verdict: MentionVerdict, mention: Mention, fact: FactContext) -> str:
    """The setting that says how sure a charge has to be."""
    # "Fields for 300 silos", of fields that could host them: where the main word is missing, what was in doubt may not
    # have been told at all; where "host" stands without its "could", the doubt is gone.
    if verdict.verdict in _OF_HEDGES and getattr(fact.fact, "strength", "") not in CAVEATS:
        return "certainty_hedge" if mention.has_core else "certainty_hedge_without_core"
    return f"certainty_{verdict.severity}"


def _is_the_claim_rather(preserved: Decision, charge: Decision) -> bool:
    """Whether what a charge stands on is only about the claim's subject, and another mention is the claim itself.

    "The order stops agents from cutting the wire, except in emergencies. The administration says that they cut it to
    give medical aid": the first sentence has a part of the claim's words; the second has as many, and the source. A
    headline that says the whole claim is charged all the same (rule 3 of the guide).
    """
    is_partial = charge.share < settings()["share_partial"]
    is_as_full = preserved.share >= charge.share - settings()["share_rival"]
    return preserved.verdict.is_marked and is_partial and is_as_full


def _softened(charge: Decision, is_preserved_elsewhere: bool) -> Decision:
    """A charge as it counts: minor where the same summary also has it right (a headline that says it short)."""
    severity: Severity | None = "minor" if is_preserved_elsewhere else charge.verdict.severity
    return charge._replace(verdict=charge.verdict._replace(severity=severity))


def _share_of_figures(mention: Mention, fact: FactContext) -> float:
    """How much of what a claim says of its subject is there, where it says it in several figures."""
    return mention.predicate_share if len(fact.claim.quantities) > 1 else 0.0


def _is_sure(verdict: MentionVerdict, mention: Mention, fact: FactContext, summary: SummaryContext) -> bool:
    """Whether a claim is located well enough to hold an error against the summary.

    What somebody else is credited with is the claim only if it says most of it: he may have said something like it.
    """
    # "Smugglers dug the tunnel.": a plain sentence leaves no doubt whose word it is, so that less of the claim will do.
    plain = "error_plain" if fact.fact.kind == "attribution" else "hedge_plain"
    if (
        mention.confidence >= summary.threshold(plain)
        # "The third such outbreak, after those in 2006 and 2013": figures tell as much as words.
        and max(fact.weighted.claim.share(summary.article_words[mention.at]), _share_of_figures(mention, fact))
        >= settings()["share_plain"]
        # "Vik, a known journalist" does not say that she was a giant among journalists: of what only says what somebody
        # is, the noun has to be there, or most of the rest.
        and (
            mention.has_core
            or not fact.claim.is_description
            or mention.predicate_share >= settings()["predicate_of_description"]
        )
        and is_plain(summary.statements[mention.at], fact)
    ):
        return True
    # "Smugglers' tunnel dug under customs house": a headline leaves words out, but not the heads of the claim. With
    # another source, the same heads may be those of another claim.
    if mention.has_core and mention.has_kernel and verdict.verdict != "misattribution":
        return mention.confidence >= summary.error and mention.predicate_share >= settings()["predicate_with_kernel"]
    # Without "dug" the sentence may say of the tunnel that it was found.
    suffix = "" if mention.has_core else "_without_core"
    return (
        mention.confidence >= summary.threshold(f"error{suffix}")
        and mention.predicate_share >= settings()[f"predicate{suffix}"]
    )
