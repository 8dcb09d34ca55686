"""How sure it is: the verdict on a hedge fact at one mention of its claim."""

from __future__ import annotations

from bench.facts import HedgeFact
from bench.records import Credit, Hedge, Span
from bench.scorers.rules.how_sure import caveats
from bench.scorers.rules.how_sure.condition_beside import condition_beside
from bench.scorers.rules.how_sure.hedge_reach import hedges_of_claim
from bench.scorers.rules.how_sure.keeping_words import keeping_word
from bench.scorers.rules.how_sure.restated_caveat import restated_caveat
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.mention_verdict import MentionVerdict, claim_span, covering, is_denied, listed
from bench.scorers.rules.who.credit_signs import is_in_claim, spoken_by_source
from bench.scorers.rules.who.own_voice import only_names_topic, reported_beside
from bench.scorers.rules.who.source_names import compare, is_same, is_speaker


def judge(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """Return the verdict on a hedge fact at a mention of its claim.

    Facts of two sorts are hedges: a doubt that goes with the claim ("allegedly"), and a caveat that stands beside it
    ("no evidence has been given"). A caveat may be left out as long as the claim stays a claim (rule 2).
    """
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    judge_sort = _judge_caveat if fact.strength in caveats.STRENGTHS else _judge_doubt
    return judge_sort(fact, context, mention, summary)


def _judge_caveat(fact: HedgeFact, context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    span = claim_span(mention, statement)
    if caveat := caveats.find_caveat(mention, context, summary):
        # "No evidence" has become "limited evidence".
        if caveats.is_partial(caveat[0]) and not caveats.is_partial(fact.cue):
            reason = f"The article has “{fact.cue}”; the summary's “{caveat[0]}” leaves some."
            return MentionVerdict("weakened_hedge", reason, (span, caveat[1]), "major")
        return _caveat_kept(caveat[0], (span, caveat[1]))
    # "It is unclear whether he was paid" keeps "there is no evidence that he was".
    if word := keeping_word(context, mention, summary):
        return _caveat_kept(word, (span,))
    if restated := restated_caveat(mention, context, summary):
        return _caveat_kept(restated[0], (span, restated[1]))
    hedges = hedges_of_claim(context, mention, summary)
    # "The cause has not been determined": rule 2 takes a denial of the claim for its caveat.
    if not hedges and not context.claim.is_negated and is_denied(statement, mention):
        return MentionVerdict("preserved", "The summary says that it is not so, or not known.", (span,))
    # It does not matter whose claim it is: anybody's credit tells that it is one.
    is_credited = any(credit.source for credit in covering(statement.credits, mention, tree))
    if hedges or is_credited or statement.is_question or reported_beside(statement, mention, context, tree):
        return MentionVerdict("omitted", f"The claim stays a claim; the caveat “{fact.cue}” is left out.")
    return _dropped(fact, span)


def _judge_doubt(fact: HedgeFact, context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    span = claim_span(mention, statement)
    word = keeping_word(context, mention, summary)
    hedges = hedges_of_claim(context, mention, summary)
    # "He faces no charge", of "he may be charged". A "not" in the claim itself is no denial of it, nor is one beside a
    # hedge: "may not be charged".
    if not hedges and not word and not context.claim.is_negated and is_denied(statement, mention):
        return MentionVerdict("omitted", "The summary does not state this: it says that it is not so.")
    if word:
        # Another word of the cue's class is no sign that this is the claim: "accused" stands beside much else.
        is_own_cue = word.lower() in fact.cue.lower()
        return MentionVerdict("preserved", f"The claim stays open: “{word}”.", (span,), is_marked=is_own_cue)
    if hedges:
        return _hedged(fact, hedges, span)
    # "According to prosecutors" tells as well as "allegedly" that a claim is one (rule 1).
    credited = [credit for credit in covering(statement.credits, mention, tree) if _marks_as_claim(credit, context)]
    if credited:
        return MentionVerdict(
            "preserved",
            f"The claim is credited to “{credited[0].source}”, which tells that it is one.",
            (span, credited[0].cue_span),
        )
    # "An engineer said its altimeter failed and it hit the ground": the reader's credit ends too early.
    if context.sources and (named := spoken_by_source(context, mention, summary)):
        return MentionVerdict("preserved", f"The summary gives this as what “{named}” says.", (span,))
    # "Allegations that he took bribes" keep an "allegedly". They say nothing of how likely it is, as a "may" does.
    if fact.strength == "alleged" and (reporting := reported_beside(statement, mention, context, tree)):
        reason = f"The claim is reported (“{reporting}”), which tells that it is one."
        return MentionVerdict("preserved", reason, (span,))
    if only_names_topic(statement, mention, tree):
        return MentionVerdict("omitted", "The summary names this as a topic; it does not state it.")
    if fact.strength == "possible" and (condition := condition_beside(context, mention, summary)):
        reason = f"The condition is told beside the claim: “{condition.cue}”."
        return MentionVerdict("preserved", reason, (span, condition.cue_span), is_marked=True)
    return _dropped(fact, span)


def _hedged(fact: HedgeFact, hedges: list[Hedge], span: Span) -> MentionVerdict:
    """A hedge is there: judge whether it is clearly weaker than the article's."""
    cues = listed(f"“{hedge.cue}”" for hedge in hedges)
    spans = tuple(sorted({span, *(hedge.cue_span for hedge in hedges)}))
    # "May happen" has become "is expected to happen". Between other strengths no order is plain enough to charge.
    if fact.strength == "possible" and all(hedge.strength == "probable" for hedge in hedges):
        reason = f"The article has “{fact.cue}”; the summary's {cues} is surer."
        return MentionVerdict("weakened_hedge", reason, spans, "major")
    return MentionVerdict("preserved", f"The claim stays hedged: {cues}.", spans, is_marked=True)


def _caveat_kept(caveat: str, spans: tuple[Span, ...]) -> MentionVerdict:
    return MentionVerdict("preserved", f"The caveat is there: “{caveat}”.", spans, is_marked=True)


def _dropped(fact: HedgeFact, span: Span) -> MentionVerdict:
    return MentionVerdict(
        "dropped_hedge",
        f"The article hedges this (“{fact.cue}”); the summary states it as fact.",
        (span,),
        "major",
    )


def _marks_as_claim(credit: Credit, context: FactContext) -> bool:
    """Whether a credit tells that the claim is one (rule 1 of the guide)."""
    # "The images show that …": a thing makes no claim, it is offered as proof.
    if not credit.source or not is_speaker(credit.names, context.sources):
        return False
    # "Venezuela: …" credits somebody whom the article names, "Background: …" nobody.
    if credit.cue == ":" and not any(is_same(name, known) for name in credit.names for known in context.known_names):
        return False
    match = compare(credit.names, context.sources, context.known_names)
    # Rule 1 asks for a source that the article gives for the claim.
    if context.sources and match == "other":
        return False
    unsure = getattr(context.fact, "strength", "") in ("possible", "probable")
    # "The judge stated that it results in harm" makes a fact of what the article has as "most likely results in harm":
    # only the article's own source for the claim can be taken to have said it with that doubt.
    if unsure and match != "same":
        return False
    # "Records reveal that …" settles the matter, for a source that was unsure or that the article does not give.
    if credit.stance == "confirm" and not credit.negated and (unsure or match != "same"):
        return False
    # "Will demand the sale", of the claim that they demand it: the cue is what is claimed.
    return not is_in_claim(credit, context)
