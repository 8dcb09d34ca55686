"""Which credits of a summary hold for a claim, and whether their source is the article's."""

from __future__ import annotations

from collections import Counter

from bench.facts import AttributionFact
from bench.reading.who.mentions import IMPERSONAL, PERSONAL
from bench.records import Credit
from bench.scorers.rules.lexicon import lemmas, settings
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import cover, covering
from bench.scorers.rules.who.credit_signs import is_in_claim, names_a_source
from bench.scorers.rules.who.denial import denies_by_saying
from bench.scorers.rules.who.polarity import polarity
from bench.scorers.rules.who.source_names import Match, compare, is_named, is_same, is_speaker


def credits_of_claim(context: FactContext, mention: Mention, summary: SummaryContext) -> list[tuple[Credit, Match]]:
    """Return the credits that hold for the claim, each with whether its source is the article's.

    A credit of the article's own source always counts. One of anybody else has to be a credit beyond doubt, since it
    may become a charge of misattribution.
    """
    fact, article = context.fact, summary.article
    assert isinstance(fact, AttributionFact)
    tree = summary.tree(mention.at)
    judged: list[tuple[Credit, Match]] = []
    for credit in covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at)):
        if not credit.source:
            continue
        match = _match(credit, context, summary)
        if match != "same":
            effect = polarity(credit, tree)
            # "Maduro denies that he works with gangs", of what Rubio claims: Maduro is no other source of it. Nor does
            # somebody who claims it make what the article's source denies. But who "dismissed them as old" says so.
            is_said = fact.stance != "deny" or (effect == "makes" and denies_by_saying(fact))
            if effect in ("withholds", "leaves") or (effect == "denies") == is_said:
                continue
            # "The attendant announced a problem", as a passenger tells it: the announcing is the claim itself. "The
            # images show that …": a thing says nothing.
            if is_in_claim(credit, context) or not is_speaker(credit.names, context.sources):
                continue
            # "It blames a faulty update, while an engineer says an expired certificate was the cause": who is credited
            # with a word or two of the claim may be speaking of something else.
            if match == "other" and cover(credit.scope, mention.aligned) <= settings()["cover"]:
                continue
            # "Purpose: …" is a heading, "Rubio: …" is a credit; only the article's names tell which.
            known = any(is_same(name, known_name) for name in credit.names for known_name in article.known_names)
            if credit.cue == ":" and not known:
                continue
        judged.append((credit, match))
    judged = _in_own_segment(judged, mention, tree, summary)
    # "He said that records show two warnings", of the claim that records show them: the records are no second source.
    claimed = fact.claim.lower()
    outside_claim = [
        (credit, match) for credit, match in judged if match == "same" or credit.source.lower() not in claimed
    ]
    return outside_claim or judged


def _in_own_segment(
    judged: list[tuple[Credit, Match]], mention: Mention, tree: Tree, summary: SummaryContext
) -> list[tuple[Credit, Match]]:
    """Leave out the credits of another part of the sentence, if the claim's own part has a credit.

    "The governor says 12 are in use, but the union claims only five can fly": five are the union's alone.
    """
    if not mention.predicate_words or len(tree.segments) == 1:
        return judged
    # "A former chief says she was told to drop it, but Renn denies it": a single word of the claim may stand elsewhere.
    words_of_part = Counter(tree.segment_of(index) for index in mention.predicate_words)
    (part, _), *_ = words_of_part.most_common(1)
    segment = set(part)
    cues = [tree.within([credit.cue_span]) for credit in summary.statements[mention.at].credits if credit.source]
    reporting = lemmas("stances", "reporting")
    # A word of reporting before the claim is a credit that the reader did not see: it still makes this part somebody's.
    reports_itself = any(
        tree.words[index].lemma in reporting for index in segment if index < mention.predicate_words[0]
    )
    # So does "reportedly": "the inquiry judged it deliberate, although one member reportedly dissented".
    hedged = {index for hedge in summary.statements[mention.at].hedges for index in tree.within([hedge.cue_span])}
    reports_itself = reports_itself or bool(hedged & segment)
    # "The bridge is unsafe, but will stay open, the mayor says": with no credit of its own, a part shares the others'.
    if not reports_itself and not any(cue & segment for cue in cues):
        return judged
    return [(credit, match) for credit, match in judged if tree.within([credit.cue_span]) & segment]


def has_own_source_beside(context: FactContext, mention: Mention, summary: SummaryContext) -> bool:
    """Whether the article's source is named in the sentence too, and can be meant as the source of the claim."""
    text, tree = summary.statements[mention.at].text, summary.tree(mention.at)
    segments = {tree.segment_of(index) for index in mention.predicate_words}
    # "The council said it will close, but the union said it stays open": where all that makes the claim stands in one
    # part, the source has to be named there. "He may lead it, though a colleague expects him to go" names hers.
    if len(segments) == 1:
        (segment,) = segments
        text = summary.text[tree.words[segment.start].start : tree.words[segment.stop - 1].end]
    return names_a_source(text, context)


def _match(credit: Credit, context: FactContext, summary: SummaryContext) -> Match:
    """Compare a credit's source with the article's sources of the claim, through pronouns."""
    match = compare(credit.names, context.sources, summary.article.known_names)
    if match != "same" and credit.source.lower() in PERSONAL | IMPERSONAL:
        # "Rubio signed it. It is a cartel, he says": a pronoun can be anybody named before it, so it can be the source.
        before = summary.text[: credit.cue_span[0]]
        if any(is_named(name, before) for names in context.sources for name in names):
            return "same"
        # More names than the pronoun: the reader found whom it stands for, and the comparison above is of them.
        return match if len(credit.names) > 1 else "unknown"
    return match
