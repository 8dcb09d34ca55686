"""Why a claim that nobody is credited with may still not be told as fact: it is hedged, asked, reported or denied."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.reading.who.source_nouns import is_text_itself
from bench.records import Statement
from bench.scorers.rules.how_sure.hedge_reach import hedges_of_claim
from bench.scorers.rules.lexicon import lemmas, settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import cover, is_denied
from bench.scorers.rules.who.credit_signs import names_a_source, reporting_words

_TELEGRAPHIC = (":", ";", "(", ")")
"""Signs of notes rather than sentences, in which a credit need not look like one: "Cause: arson (police)"."""
_CLAUSES = ("ccomp", "relcl", "advcl")
"""Dependencies of clauses that assert something of their own."""


def why_not_told_as_fact(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Say why a claim that nobody is credited with is not stated as fact either; '' if it is."""
    fact, statement = context.fact, summary.statements[mention.at]
    if word := reported_beside(statement, mention, context, summary.tree(mention.at)):
        return f"The claim is reported (“{word}”), but not in a way that tells by whom."
    if only_names_topic(statement, mention, summary.tree(mention.at)):
        return "The summary names this as a topic; it does not state it."
    # "Hinted that he may seek a fresh poll": what was only hinted at keeps its doubt in "he may seek a fresh poll".
    is_hint = isinstance(fact, AttributionFact) and fact.stance == "suggest"
    hedged = [
        hedge
        for hedge in hedges_of_claim(context, mention, summary, with_own=is_hint)
        # "The fire appears to have started in two places", as somebody says: that doubt is part of the claim, so it
        # does not tell that the claim is somebody's. An "allegedly" beside it would.
        if is_hint or hedge.strength not in context.claim.strengths
    ]
    # A hedge keeps the claim from being a fact, though its source is gone (rule 1).
    if statement.is_question or hedged:
        return "The claim is kept with a hedge and without its source."
    # Of a denial the claim is what is denied, so a "not" in it is what the article's source says.
    is_denial = isinstance(fact, AttributionFact) and fact.stance == "deny"
    if not is_denial and not context.claim.is_negated and is_denied(statement, mention):
        return "The summary does not state this: it says that it is not so."
    return ""


def reported_beside(statement: Statement, mention: Mention, context: FactContext, tree: Tree) -> str:
    """Return a word that reports the claim without telling by whom ("it is reported that", "claims of"); '' if none.

    It stands on the way up from the claim's main word.
    """
    reporting = {word.start for word in reporting_words(statement, context)}
    for core in mention.predicate_words[:1]:
        path = tree.governors(core)[1:]
        # "Investigating claims that he lied": the parser may hang the clause on the verb instead of on "claims".
        objects = [child for index in path for child in tree.children(index, "dobj", "attr", "pobj") if child < core]
        for index in (*path, *objects):
            word = tree.words[index]
            if word.start not in reporting:
                continue
            # "The minister confirmed it" has a source, and the reader's credit is what counts; a noun ("allegations
            # that …") or a passive without an agent ("it was confirmed") has none.
            passive = bool(tree.children(index, "nsubjpass", "auxpass")) and not tree.children(index, "agent")
            if word.pos == "NOUN" or passive:
                return word.text
    return ""


def only_names_topic(statement: Statement, mention: Mention, tree: Tree) -> bool:
    """Whether the claim's words are only what a text is said to be about: 'The article discusses the raids'."""
    words = statement.words
    telling = {word.head for word in words if word.dep == "nsubj" and is_text_itself(word.lemma)}
    # "The article discusses the raids and mentions a fire": the second verb has the same subject.
    telling |= {index for index, word in enumerate(words) if word.dep == "conj" and word.head in telling}
    topics = {index for index, word in enumerate(words) if word.head in telling and word.dep in ("dobj", "prep")}
    # "The article discusses the raids, which killed 83": the relative clause states that they did.
    clauses = {index for index, word in enumerate(words) if word.dep in _CLAUSES}
    asserted = tree.below(clauses - telling)
    named = tree.below(topics) - asserted
    return cover(tree.spans(named), mention.aligned) >= settings()["cover"] and not cover(
        tree.spans(asserted), mention.aligned
    )


def is_plain(statement: Statement, context: FactContext) -> bool:
    """Whether a statement is a whole sentence in its own voice: nothing in it credits, reports, doubts or asks.

    A credit that the reader misses leaves other traces; where there are none, less evidence of the claim will do for an
    error to be called.
    """
    words = statement.words
    # A headline or a note ("Bridge unsafe") leaves out what a sentence would say, its source first of all.
    is_sentence = any(word.head == index and word.pos in ("VERB", "AUX") for index, word in enumerate(words))
    return (
        is_sentence
        and not statement.is_heading
        and not statement.is_question
        and not statement.credits
        # "Mostly", or a "may" that the claim has too, casts no doubt on the claim as such.
        and all(
            hedge.cue.lower() in context.claim.hedges or hedge.cue.lower() in lemmas("certainty", "degree")
            for hedge in statement.hedges
        )
        and not any(word.text in _TELEGRAPHIC for word in words)
        and not reporting_words(statement, context)
        # The source's name may be a credit that has lost its verb.
        and not names_a_source(statement.text, context)
    )
