"""Words that keep a claim in doubt without being hedges to the reader: "charged with", "agreed to", "is set to".

Which words keep which doubt is rule 10 of the labelling guide: the law's words keep an accusation, plans keep plans.
"""

from __future__ import annotations

from collections.abc import Iterable

from bench.facts import HedgeFact
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import lemmas, settings, stopwords, word_list
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.matching.tree import Tree

_FILLING = word_list("words", "filling")


def keeping_word(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return a word that governs the claim and keeps a doubt of the fact's class; '' if none does.

    That is the fact's own cue, or a word of the class that rule 10 of the guide puts it in.
    """
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    claimed = {term.lemma for term in context.claim.terms}
    # "Talks on a plan to close it", of the claim that there is a plan: the claim's own words keep nothing open.
    governing = [
        index for index in sorted(_governing(mention.predicate_words, tree)) if tree.words[index].lemma not in claimed
    ]
    if cue := _cue_of_fact(context, governing, tree):
        return cue
    keeping = _keeping(context)
    # "The cause of the leak is unknown" says nothing of what the claim says of the cause, and yet speaks of the claim.
    if not mention.predicate_words and _is_caveat(context):
        governing = sorted(_governing(tree.within(span for span, _ in mention.aligned), tree))
    if purpose := _purpose(context, mention, tree):
        return purpose
    # "Convicted of a charge of fraud" has a word of the law in it and leaves no doubt.
    if any(_is_settled(index, tree) for index in governing):
        keeping -= lemmas("certainty", "law")
    for index in governing:
        word = tree.words[index]
        # "Due in May" is expected; "due to the cold", where the word is a preposition, is a cause.
        if word.pos != "ADP" and (word.lemma in keeping or word.text.lower() in keeping):
            return statement.text[word.start - statement.span[0] : word.end - statement.span[0]]
    return ""


def _purpose(context: FactContext, mention: Mention, tree: Tree) -> str:
    """Return the "to" or "for" of what something is meant for, which says no more than that it is able to.

    "New fields to host 300 silos" and "fields for 300 silos" keep "fields that could host 300 silos".
    """
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    if not set(_words(fact)) & lemmas("certainty", "ability"):
        return ""
    for index in mention.predicate_words:
        word = tree.words[index]
        to = [child for child in tree.children(index, "aux") if tree.words[child].lemma == "to"]
        if mention.has_core and word.dep in ("acl", "relcl") and to and tree.words[word.head].pos == "NOUN":
            return tree.words[to[0]].text
        above = tree.words[word.head]
        if (
            not mention.has_core
            and word.dep == "pobj"
            and above.lemma == "for"
            and tree.words[above.head].pos in ("NOUN", "PROPN")
        ):
            return above.text
    return ""


def _governing(words: Iterable[int], tree: Tree) -> set[int]:
    """Return the words that govern these words of a claim, with what hangs on them directly."""
    path = {index for word in words for index in tree.governors(word)}
    # "Is expected to close", "will close": helping verbs and adverbs. Not the subject ("the suspect closed it"), and
    # no clause that says something of its own ("closed it, and plans to leave").
    beside = {
        child
        for index in path
        for child in tree.children(index)
        if tree.words[child].dep not in ("nsubj", "nsubjpass", "relcl", "advcl", "conj", "ccomp", "parataxis")
    }
    # But "the expectation is that it closes", "odds are that it closes" have the doubt in the subject.
    subjects = {
        child
        for index in path
        for child in tree.children(index, "nsubj")
        if tree.words[child].pos == "NOUN" and tree.words[index].lemma == "be"
    }
    return path | beside | subjects


def _cue_of_fact(context: FactContext, governing: list[int], tree: Tree) -> str:
    """Return the fact's own cue, if its telling words all stand there: "offered to resign", "closing in on"."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    cue = _words(fact)
    # Of "is set to" only "set" tells it from others; a cue that has nothing else counts with all its words.
    telling = [word for word in cue if word and word not in stopwords() and word not in _FILLING] or cue
    matches: list[int] = []
    for word in telling:
        # "An offer to resign" for "offered to resign"; a function word has to stand there itself.
        match = next(
            (
                index
                for index in governing
                if word in (tree.words[index].text.lower(), tree.words[index].lemma)
                or (word not in stopwords() and likeness(word, tree.words[index].lemma) >= settings()["word_said"])
            ),
            None,
        )
        if match is None:
            return ""
        matches.append(match)
    return " ".join(tree.words[index].text for index in sorted(set(matches)))


def _keeping(context: FactContext) -> frozenset[str]:
    """Return the words that keep a fact's doubt."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    cue = set(_words(fact))
    # "It is unclear whether they were traffickers" is as good as "no evidence has been given that they were".
    if _is_caveat(context):
        return lemmas("certainty", "unknown")
    # "Charged with forging them", "believed to have forged them" for "allegedly forged them".
    if fact.strength == "alleged":
        return lemmas("certainty", "law") | lemmas("certainty", "belief")
    if any(likeness(word, lemma) >= settings()["same_word"] for word in cue for lemma in lemmas("certainty", "plan")):
        # "Is considering a plan to close it" is no plan yet: "agreed to close it" would be surer.
        if cue & lemmas("certainty", "deliberation"):
            return frozenset()
        # "Will close it", "is due to close it", "wants to close it" for "has agreed to close it".
        return (
            lemmas("certainty", "plan")
            | lemmas("certainty", "expectation")
            | lemmas("certainty", "future")
            | lemmas("certainty", "intention")
        )
    # "Approximately 435 ships" for "an estimated 435 ships".
    if cue & lemmas("certainty", "estimate"):
        return lemmas("certainty", "estimate") | lemmas("certainty", "expectation") | lemmas("certainty", "belief")
    # "Charges are being weighed" for "is considering charges".
    if any(
        likeness(word, lemma) >= settings()["same_word"]
        for word in cue
        for lemma in lemmas("certainty", "deliberation")
    ):
        return lemmas("certainty", "deliberation")
    # "Is able to host 300 silos" for "could host 300 silos".
    if cue & lemmas("certainty", "ability"):
        return lemmas("certainty", "ability")
    # "Is set to fall", "seems to fall" for "is likely to fall".
    if fact.strength == "probable":
        return lemmas("certainty", "expectation") | lemmas("certainty", "belief")
    # "May" is kept by hedges alone: "is set to close" for "may close" is surer than the article.
    return frozenset()


def _is_caveat(context: FactContext) -> bool:
    return getattr(context.fact, "strength", "") in CAVEATS


def _words(fact: HedgeFact) -> list[str]:
    """Return the words of a fact's cue, in lower case and without punctuation."""
    return [word.strip(".,;:“”\"'").lower() for word in fact.cue.split()]


def _is_settled(index: int, tree: Tree) -> bool:
    """Whether a word ends the doubt that the law's words leave: "convicted of"."""
    if tree.words[index].lemma not in lemmas("certainty", "settled"):
        return False
    # "Pleaded not guilty to" and "has not admitted" settle nothing.
    negators = lemmas("stances", "negators")
    beside = [*tree.children(index), *tree.children(tree.words[index].head)]
    return not any(tree.words[child].text.lower() in negators for child in beside)
