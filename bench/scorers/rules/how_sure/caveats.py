"""Caveats: whether a summary keeps a denial of a claim, or the remark that nobody has shown it."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import Credit, Hedge, Span, Statement, Word
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import Bag, terms

STRENGTHS = ("unevidenced", "disputed")
"""Strengths of the hedge facts that are caveats."""


def is_partial(cue: str) -> bool:
    """Whether a caveat grants some evidence: 'little evidence'."""
    return any(word in data("stances")["partial"]["words"] for word in cue.lower().split())


def find_caveat(mention: Mention, context: FactContext, summary: SummaryContext) -> tuple[str, Span] | None:
    """Return the cue and place of a denial or no-evidence caveat on the claim; None if there is none.

    It stands in the claim's own statement or in the next ones that lean back on it.
    """
    index = mention.at
    while index == mention.at or (index < len(summary.statements) and _leans_back(index, summary)):
        statement = summary.statements[index]
        for hedge in statement.hedges:
            # In the next statements a caveat in a clause of its own is about that clause: "It named a firm, which has
            # not been verified".
            if (
                hedge.strength in STRENGTHS
                and not _is_undone(hedge, statement)
                and (index == mention.at or not _is_aside(hedge, statement))
            ):
                return hedge.cue, hedge.cue_span
        # A denial has to be of this claim, in whatever statement: people deny many things.
        for credit in statement.credits:
            if _is_denial(credit) and _is_about(credit, statement, context, summary):
                return credit.cue, credit.cue_span
        index += 1
    return None


def _is_undone(hedge: Hedge, statement: Statement) -> bool:
    """Whether a caveat is itself negated: 'which he has not denied'."""
    cue = [index for index, word in enumerate(statement.words) if hedge.cue_span[0] <= word.start < hedge.cue_span[1]]
    return hedge.strength == "disputed" and any(word.dep == "neg" and word.head in cue for word in statement.words)


def _is_aside(hedge: Hedge, statement: Statement) -> bool:
    """Whether a hedge stands in a relative clause or an apposition, and so is about what is said right there."""
    words = statement.words
    start, end = hedge.cue_span
    at = next((index for index, word in enumerate(words) if start <= word.start < end), 0)
    while words[at].head != at:
        if words[at].dep in ("relcl", "appos"):
            return True
        at = words[at].head
    return False


def _is_denial(credit: Credit) -> bool:
    """Whether a credit denies: 'denies', 'did not confirm', but not 'has not denied'."""
    return (credit.stance == "deny") != credit.negated and credit.stance in ("deny", "confirm")


def _is_about(credit: Credit, statement: Statement, context: FactContext, summary: SummaryContext) -> bool:
    """Whether what is denied is the claim: in some of its words, or only pointed to."""
    words = [word for word in statement.words if any(start <= word.start < end for start, end in credit.scope)]
    denied, claimed = terms(words), Bag(context.claim.terms)
    telling = {term.start for term in denied}
    doing = [word.lemma for word in words if word.pos == "VERB" and word.start in telling]
    # Who denies hiding the dead does not deny that there are any.
    if doing and not any(claimed.best(lemma) for lemma in doing):
        return False
    share = Bag(denied).recall(context.claim.terms, summary.article.weight)
    return share >= settings()["denied_words"] or _is_anaphoric(words, len(denied))


def _is_anaphoric(denied: Sequence[Word], telling: int) -> bool:
    """Whether what is denied is only pointed to: 'denies it', 'rejected the charge', 'denies any wrongdoing'."""
    # "Denies having had any such advice" tells what is denied.
    if any(word.pos == "VERB" for word in denied):
        return False
    return telling <= settings()["pointing_words"] or all(
        word.lemma in data("words")["pointers"]["words"] for word in denied if word.pos == "NOUN"
    )


def _leans_back(index: int, summary: SummaryContext) -> bool:
    """Whether a statement begins by pointing back to the one before, in the same paragraph."""
    statement, before = summary.statements[index], summary.statements[index - 1]
    if "\n\n" in summary.text[before.span[1] : statement.span[0]]:
        return False
    # "None of it has been verified", "No evidence has been given": a pronoun, or a noun for a claim or its proof.
    pointers = data("words")["pointers"]["words"]
    opening = statement.words[: int(settings()["leaning_words"])]
    return any(word.pos == "PRON" or (word.lemma in pointers and word.pos != "VERB") for word in opening)
