"""Which of the hedges that the reader finds in a statement hold for a claim.

A hedge is the claim's own only if it stands on the way from the claim's main word up to what governs it: in "the men
who robbed the bank could face prison" nothing on that way doubts that they robbed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.facts import AttributionFact, HedgeFact
from bench.reading.who.source_nouns import noun_kind
from bench.records import Hedge, Statement
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import lemmas
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import holds
from bench.scorers.rules.who.source_names import is_named


def hedges_of_claim(
    context: FactContext, mention: Mention, summary: SummaryContext, *, with_own: bool = False
) -> list[Hedge]:
    """Return the hedges of a mention's statement that hold for the claim.

    Args:
        context: the fact.
        mention: of its claim.
        summary: that the mention stands in.
        with_own: whether the claim's own words count, such as the "may" of the claim that somebody may resign.
    """
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    return [
        hedge
        for hedge in statement.hedges
        if (with_own or not _is_of_claim(hedge, context))
        and not _names_somebody(hedge, tree)
        and not _is_faint(hedge, statement, context)
        and not _doubts_deed_alone(hedge, mention, context, summary)
        and (_reaches(hedge, mention, context, tree) or _is_caveat_on_report(hedge, context))
    ]


def _is_of_claim(hedge: Hedge, context: FactContext) -> bool:
    """Whether a hedge's words are the claim's own: 'a man was carrying a fuel can', 'talks on potential war'."""
    claim = context.located.fact.claim.lower()
    return hedge.cue.lower() in context.claim.hedges or all(is_named(word, claim) for word in hedge.cue.lower().split())


def _names_somebody(hedge: Hedge, tree: Tree) -> bool:
    """Whether a hedge only names somebody: "the suspect, a nurse, forged them" says that she did.

    "They are no more than suspects" leaves it open.
    """
    cue = tree.within([hedge.cue_span])
    return any(
        tree.words[index].pos == "NOUN"
        and tree.words[index].dep in ("nsubj", "nsubjpass", "appos", "compound")
        and noun_kind(tree.words[index].lemma) == "person"
        for index in cue
    )


def _is_faint(hedge: Hedge, statement: Statement, context: FactContext) -> bool:
    """Whether a hedge leaves no doubt of the sort that the fact has."""
    start, end = hedge.cue_span
    cue = {word.lemma for word in statement.words if start <= word.start < end}
    # "The truce mostly holds" says how far it does, and that it does.
    if cue & lemmas("certainty", "degree"):
        return True
    # "Attempting to plant a bomb" charges the attempt, so it keeps no "allegedly"; it does keep a "may".
    strength = getattr(context.fact, "strength", "alleged")
    return bool(cue & lemmas("certainty", "intention")) and strength == "alleged"


def _doubts_deed_alone(hedge: Hedge, mention: Mention, context: FactContext, summary: SummaryContext) -> bool:
    """Whether a hedge doubts what was done to somebody, where the article doubts that he is one of those named.

    "Three robbers were reportedly hurt", of three alleged robbers, says that they were robbers.
    """
    fact, tree = context.fact, summary.tree(mention.at)
    if not isinstance(fact, HedgeFact) or not mention.has_core or not _names_in_doubt(fact, context, summary):
        return False
    cue = tree.within([hedge.cue_span])
    return bool(mention.main_words) and all(
        tree.words[index].dep in ("nsubj", "nsubjpass", "dobj", "pobj")
        and tree.words[index].pos in ("NOUN", "PROPN")
        and any(
            tree.words[word].pos == "ADV" and tree.words[word].dep == "advmod" and tree.words[word].head != index
            for word in cue
        )
        and not any(tree.words[word].head == index for word in cue)
        for index in mention.main_words
    )


def _names_in_doubt(fact: HedgeFact, context: FactContext, summary: SummaryContext) -> bool:
    """Whether the article's cue stands before a noun that is the claim's main word: "alleged attackers"."""
    if fact.strength != "alleged":
        return False
    core = {term.lemma for term in context.claim.core}
    for index in context.home:
        words = summary.article.statements[index].words
        for word in words:
            if word.text.lower() == fact.cue.lower() and word.dep == "amod" and words[word.head].lemma in core:
                return True
    return False


def _is_caveat_on_report(hedge: Hedge, context: FactContext) -> bool:
    """Whether a caveat in the sentence doubts what is only alleged: "clips of a cracked dam have not been verified"."""
    return hedge.strength in CAVEATS and getattr(context.fact, "strength", "") == "alleged"


def _reaches(hedge: Hedge, mention: Mention, context: FactContext, tree: Tree) -> bool:
    """Whether a hedge holds for the claim: it stands on the way up from the claim's main word."""
    # A question doubts all that it asks.
    if hedge.cue == "?":
        return True
    # Without the claim's main word there is no such way, and the scope that the reader gives is the best guess.
    if not mention.predicate_words or (not mention.has_core and holds(hedge.scope, mention)):
        return holds(hedge.scope, mention)
    cue = tree.within([hedge.cue_span])
    for core in _deciding_words(hedge, mention, context, tree):
        path = set(tree.governors(core))
        meanings = set(tree.meanings_above(core))
        last = tree.governors(core)[-1]
        # "Suspected men who robbed the bank": the doubt modifies the noun that the clause describes.
        described = tree.words[last].head
        modifies = tree.words[last].dep == "relcl" and any(
            tree.words[index].head == described and tree.words[index].dep in ("amod", "compound", "nmod")
            for index in cue
        )
        if modifies or any(index in meanings or _hangs_on(index, path, tree) for index in cue):
            return True
    return False


def _deciding_words(hedge: Hedge, mention: Mention, context: FactContext, tree: Tree) -> Iterable[int]:
    """The words of a claim from which the way up to its doubt begins.

    "The find matters to scientists, who are thought to be few, as the whale was only described in 2003", of the claim
    that scientists described it then: a doubt in another clause than "described" makes the claim nobody's.
    """
    # Of a doubt that the article has too, any sign is enough that it is kept. And most of the claim may be in doubt
    # though its main word is not: "adds to its abilities, and could let it strike far targets".
    if not isinstance(context.fact, AttributionFact) or holds(hedge.scope, mention):
        return mention.predicate_words
    clauses = {tree.governors(index)[-1] for index in mention.main_words}
    return [index for index in mention.predicate_words if tree.governors(index)[-1] in clauses]


def _hangs_on(index: int, path: set[int], tree: Tree) -> bool:
    """Whether a cue modifies a word on the way.

    What is coordinated with one does not: "is unconscious but expected to live" leaves no doubt that she is.
    """
    word = tree.words[index]
    above = tree.words[word.head]
    # "suspected al Qaeda militants": the name between the two is a part of the noun.
    if above.dep in ("compound", "nmod") and above.head in path:
        return True
    return word.head != index and word.head in path and word.dep not in ("conj", "advcl", "relcl", "parataxis", "appos")
