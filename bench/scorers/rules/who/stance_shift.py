"""What a credit of the right source makes of a claim: the same, more certain, or turned round."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.records import Credit
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.how_sure.hedge_reach import hedges_of_claim
from bench.scorers.rules.lexicon import data, lemmas
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.who.polarity import is_contradicted, polarity


def stance_shift(context: FactContext, credit: Credit, mention: Mention, summary: SummaryContext) -> str:
    """Say what a credit of the right source does to the claim that the article does not; '' if it keeps the claim.

    The phrase follows the summary's reporting word in the reason of a verdict: “confirmed” makes it more certain.
    """
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    tree = summary.tree(mention.at)
    effect = polarity(credit, tree)
    is_negated = context.claim.is_negated
    says_opposite = is_contradicted(mention, summary, claim_is_negated=is_negated)
    if fact.stance == "deny":
        # "no longer denies that its driver was drunk" (rule 12)
        if effect == "leaves":
            return "takes the denial back"
        # "admitted that its driver was drunk" turns a denial round; "admitted that he was not drunk" keeps it.
        vouches = credit.stance == "confirm" and effect == "makes" and not says_opposite
        return "turns it round" if vouches else ""
    # A claim that is negated itself can be denied and stay the same: who says that there is no agreement denies one.
    if effect == "denies":
        return "" if is_negated else "turns it round"
    # The same for "does not expect it to change", of the claim that it is unlikely to.
    if effect in ("withholds", "leaves"):
        return "" if is_negated else "says that it was not said"
    # "said that the bridge is not safe". The claim has to be surely there: the "not" may belong to another claim.
    if says_opposite and mention.confidence >= summary.threshold("error_plain"):
        return "says the opposite"
    # "hopes that the bridge is safe" is no longer a statement that it is.
    cue = {word.lemma for word in (tree.words[index] for index in tree.within([credit.cue_span])) if word.pos == "VERB"}
    if fact.stance in ("neutral", "claim") and cue & lemmas("stances", "wishing"):
        return "makes a wish of it"
    # "Acknowledged a weakness in the account believed to have been used" leaves open whether it was.
    is_doubted = any(hedge.strength not in CAVEATS for hedge in hedges_of_claim(context, mention, summary))
    if credit.stance == "confirm" and _vouches(credit, fact) and not is_doubted:
        return "makes it more certain"
    # "hinted that she may resign" has become "announced that she will".
    if fact.stance == "suggest" and credit.cue.lower() in data("stances")["firm"]["cues"]:
        return "makes it more certain"
    return ""


def _vouches(credit: Credit, fact: AttributionFact) -> bool:
    """Whether a word of confirming says more than the article's own word."""
    # Every such word is surer than "claims" or "hinted".
    if fact.stance in ("claim", "suggest"):
        return True
    # Of a plain "said" only the strongest are: "confirmed", but not "found" or "disclosed" (rule 13).
    return fact.stance == "neutral" and credit.cue.lower() in data("stances")["vouching"]["cues"]
