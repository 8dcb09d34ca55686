"""How sure it is: whether a claim that the article does not vouch for is still hedged at one place of a summary."""

from __future__ import annotations

from collections.abc import Sequence

from bench.facts import HedgeFact
from bench.records import Credit, Hedge, Span, Statement, Word
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.mentions import Mention, SummaryContext
from bench.scorers.rules.matching.terms import Bag, terms
from bench.scorers.rules.mention_verdict import (
    MentionVerdict,
    claim_span,
    cover,
    covering,
    holds,
    in_same_clause,
    is_denied,
    listed,
)
from bench.scorers.rules.who.credit_signs import is_in_claim, only_names_it, reported_beside
from bench.scorers.rules.who.source_names import compare, is_named

_SOME = 0.3
"""Share of the claim's words among what is denied from which it is the claim that is denied."""
_LITTLE = 0.15
"""Share of a claim's words that a hedge in its clause must reach, since scopes are often read too narrow."""
_FEW = 2
"""Content words up to which what is denied names nothing of its own."""
_OPENING = 8
"""Words in which a statement shows whether it leans on the one before."""
_CAVEATS = ("unevidenced", "disputed")


def judge(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """The verdict on a hedge fact at a place."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    statement = summary.statements[mention.at]
    span = claim_span(mention, statement)
    is_caveat = fact.strength in _CAVEATS
    if is_caveat and (caveat := _caveat(mention, context, summary)):
        if _is_partial(caveat[0]) and not _is_partial(fact.cue):
            reason = f"The article has “{fact.cue}”; the summary's “{caveat[0]}” leaves some."
            return MentionVerdict("weakened_hedge", reason, (span, caveat[1]), "major")
        return MentionVerdict("preserved", f"The caveat is there: “{caveat[0]}”.", (span, caveat[1]))
    others = [hedge for hedge in statement.hedges if not _is_own(hedge, context)]
    near = [
        hedge
        for hedge in others
        if in_same_clause(hedge.cue_span, mention, statement) and cover(hedge.scope, mention.aligned) >= _LITTLE
    ]
    hedged = [hedge for hedge in others if holds(hedge.scope, mention)] or near
    credited = [credit for credit in covering(statement.credits, mention) if _marks(credit, context)]
    if not hedged and not context.claim.is_negated and is_denied(statement, mention):
        return MentionVerdict("omitted", "The summary does not state this: it says that it is not so.")
    if is_caveat:
        if hedged or credited or statement.is_question or reported_beside(statement, mention, context):
            return MentionVerdict("omitted", f"The claim stays a claim; the caveat “{fact.cue}” is left out.")
        return _dropped(fact, span)
    if hedged:
        return _strength(fact, hedged, span)
    if credited:
        return MentionVerdict(
            "preserved",
            f"The claim is credited to “{credited[0].source}”, which tells that it is one.",
            (span, credited[0].cue_span),
        )
    if word := reported_beside(statement, mention, context):
        return MentionVerdict("preserved", f"The claim is reported (“{word}”), which tells that it is one.", (span,))
    if only_names_it(statement, mention):
        return MentionVerdict("omitted", "The summary names this as a topic; it does not state it.")
    return _dropped(fact, span)


def _is_partial(cue: str) -> bool:
    """Whether a caveat grants some evidence: 'little evidence'."""
    return any(word in data("stances")["partial"]["words"] for word in cue.lower().split())


def _strength(fact: HedgeFact, hedged: list[Hedge], span: Span) -> MentionVerdict:
    """A hedge is there: is it clearly weaker?"""
    cues = listed(f"“{hedge.cue}”" for hedge in hedged)
    spans = tuple(sorted({span, *(hedge.cue_span for hedge in hedged)}))
    only_probable = all(hedge.strength == "probable" for hedge in hedged)
    if fact.strength == "possible" and only_probable:
        return MentionVerdict(
            "weakened_hedge",
            f"The article has “{fact.cue}”; the summary's {cues} is surer.",
            spans,
            "major",
        )
    return MentionVerdict("preserved", f"The claim stays hedged: {cues}.", spans)


def _dropped(fact: HedgeFact, span: Span) -> MentionVerdict:
    return MentionVerdict(
        "dropped_hedge",
        f"The article hedges this (“{fact.cue}”); the summary states it as fact.",
        (span,),
        "major",
    )


def _is_own(hedge: Hedge, context: FactContext) -> bool:
    """Whether a hedge's words are the claim's own: 'a man was carrying a fuel can', 'talks on potential war'."""
    said = context.located.fact.claim.lower()
    return hedge.cue.lower() in context.claim.hedges or all(is_named(word, said) for word in hedge.cue.lower().split())


def _marks(credit: Credit, context: FactContext) -> bool:
    """Whether a credit tells that the claim is one.

    A label that names nobody known does not, nor a cue that belongs to the claim itself ("will demand the sale"), nor
    a word that settles the matter, of somebody else or where the source itself was unsure ("records reveal that …").
    """
    if not credit.source:
        return False
    if credit.cue == ":":
        return compare(credit.names, (), context.known_names) == "other"
    if context.sources and compare(credit.names, context.sources, context.known_names) == "other":
        return False
    if credit.stance == "confirm" and not credit.negated:
        unsure = getattr(context.fact, "strength", "") in ("possible", "probable")
        if unsure or compare(credit.names, context.sources, ()) != "same":
            return False
    return not is_in_claim(credit, context)


def _caveat(mention: Mention, context: FactContext, summary: SummaryContext) -> tuple[str, Span] | None:
    """A denial or no-evidence caveat on the claim, in its own statement or in the next ones that lean back on it."""
    index = mention.at
    while index == mention.at or (index < len(summary.statements) and _leans_back(index, summary)):
        statement = summary.statements[index]
        for hedge in statement.hedges:
            if (
                hedge.strength in _CAVEATS
                and not _is_undone(hedge, statement)
                and (index == mention.at or not _is_aside(hedge, statement))
            ):
                return hedge.cue, hedge.cue_span
        for credit in statement.credits:
            if _is_denial(credit) and _is_about(credit, statement, context, summary):
                return credit.cue, credit.cue_span
        index += 1
    return None


def _is_undone(hedge: Hedge, statement: Statement) -> bool:
    """Whether a caveat is itself negated: 'which he has not denied'."""
    cue = [i for i, word in enumerate(statement.words) if hedge.cue_span[0] <= word.start < hedge.cue_span[1]]
    return hedge.strength == "disputed" and any(word.dep == "neg" and word.head in cue for word in statement.words)


def _is_aside(hedge: Hedge, statement: Statement) -> bool:
    """Whether a hedge stands in a relative clause or an apposition, and so is about what is said right there."""
    words = statement.words
    at = next((i for i, word in enumerate(words) if hedge.cue_span[0] <= word.start < hedge.cue_span[1]), 0)
    while words[at].head != at:
        if words[at].dep in ("relcl", "appos"):
            return True
        at = words[at].head
    return False


def _is_denial(credit: Credit) -> bool:
    """'denies', 'did not confirm'; but not 'has not denied'."""
    return (credit.stance == "deny") != credit.negated and credit.stance in ("deny", "confirm")


def _is_about(credit: Credit, statement: Statement, context: FactContext, summary: SummaryContext) -> bool:
    """Whether what is denied is the claim: in some of its words, or only pointed to."""
    words = [word for word in statement.words if any(a <= word.start < b for a, b in credit.scope)]
    denied, claimed = terms(words), Bag(context.claim.terms)
    telling = {term.start for term in denied}
    doing = [word.lemma for word in words if word.pos == "VERB" and word.start in telling]
    if doing and not any(claimed.best(lemma) for lemma in doing):
        return False  # who denies hiding the dead does not deny that there are any
    said = Bag(denied).recall(context.claim.terms, summary.article.weight)
    return said >= _SOME or _is_anaphoric(words, len(denied))


def _is_anaphoric(denied: Sequence[Word], telling: int) -> bool:
    """Whether what is denied is only pointed to: 'denies it', 'rejected the charge', 'denies any wrongdoing'."""
    if any(word.pos == "VERB" for word in denied):
        return False
    return telling <= _FEW or all(
        word.lemma in data("words")["pointers"]["words"] for word in denied if word.pos == "NOUN"
    )


def _leans_back(index: int, summary: SummaryContext) -> bool:
    """Whether a statement begins by pointing back to the one before, in the same paragraph."""
    here, before = summary.statements[index], summary.statements[index - 1]
    if "\n\n" in summary.text[before.span[1] : here.span[0]]:
        return False
    pointers = data("words")["pointers"]["words"]
    return any(word.pos == "PRON" or (word.lemma in pointers and word.pos != "VERB") for word in here.words[:_OPENING])
