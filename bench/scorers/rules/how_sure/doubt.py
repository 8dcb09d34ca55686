"""What keeps a claim in doubt where a summary makes it: the reader's hedges that reach it, and words that govern it.

A hedge is the claim's own only if it stands on the way from the claim's main word up to what governs it: in "the men
who robbed the bank could face prison" nothing on that way doubts that they robbed it.
"""

from __future__ import annotations

from bench.facts import HedgeFact
from bench.reading.who.source_nouns import noun_kind
from bench.records import Hedge, Statement
from bench.scorers.rules.how_sure.caveats import STRENGTHS as CAVEATS
from bench.scorers.rules.lexicon import lemmas, settings, stopwords, word_list
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import holds
from bench.scorers.rules.who.source_names import is_named

_FILLING = word_list("words", "filling")
_FAINT = ("intention", "degree")
"""Classes of hedges that leave no doubt of an alleged claim: "attempting to plant a bomb"."""


def hedges_of_claim(context: FactContext, mention: Mention, summary: SummaryContext) -> list[Hedge]:
    """The hedges of a statement that hold for the claim and are no words of the claim itself."""
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    return [
        hedge
        for hedge in statement.hedges
        if not _is_of_claim(hedge, context)
        and not _names_somebody(hedge, tree)
        and not _is_faint(hedge, statement, context)
        and (_reaches(hedge, mention, tree) or _is_caveat_on_report(hedge, context))
    ]


def _is_settled(index: int, tree: Tree) -> bool:
    """Whether a word ends the doubt that the law's words leave: "convicted of", but not "pleaded not guilty to"."""
    if tree.words[index].lemma not in lemmas("certainty", "settled"):
        return False
    negators = lemmas("stances", "negators")
    beside = [*tree.children(index), *tree.children(tree.words[index].head)]
    return not any(tree.words[child].text.lower() in negators for child in beside)


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


def _is_caveat_on_report(hedge: Hedge, context: FactContext) -> bool:
    """Whether a caveat in the sentence doubts what is only alleged: "clips of a cracked dam have not been verified"."""
    return hedge.strength in CAVEATS and getattr(context.fact, "strength", "") == "alleged"


def keeping_word(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """A word that governs the claim and keeps a doubt of the fact's class; '' if none does.

    That is the fact's own cue, or one of the class that rule 10 of the guide puts it in: the law's words, plans,
    what is expected, belief.
    """
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    governing = _governing(mention, tree)
    claimed = {term.lemma for term in context.claim.terms}
    near = [index for index in sorted(governing) if tree.words[index].lemma not in claimed]
    if own := _own_cue(context, near, tree):
        return own
    keeping = _keeping(context)
    if any(_is_settled(index, tree) for index in near):
        keeping -= lemmas("certainty", "law")
    for index in near:
        word = tree.words[index]
        if word.pos != "ADP" and (word.lemma in keeping or word.text.lower() in keeping):  # but not "due to the cold"
            return statement.text[word.start - statement.span[0] : word.end - statement.span[0]]
    return ""


def _governing(mention: Mention, tree: Tree) -> set[int]:
    """The words that govern the claim's main word, with what hangs on them directly, the subjects left out."""
    path = {index for core in mention.predicate_words for index in tree.governors(core)}
    beside = {
        child
        for index in path
        for child in tree.children(index)
        if tree.words[child].dep not in ("nsubj", "nsubjpass", "relcl", "advcl", "conj", "ccomp", "parataxis")
    }
    subjects = {
        child
        for index in path
        for child in tree.children(index, "nsubj")
        if tree.words[child].pos == "NOUN" and tree.words[index].lemma == "be"
    }  # "the expectation is that", "odds are"
    return path | beside | subjects


def _own_cue(context: FactContext, near: list[int], tree: Tree) -> str:
    """The fact's own cue, if its telling words all stand there: "offered to resign", "closing in on"."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    wanted = [word.strip(".,;:“”\"'").lower() for word in fact.cue.split()]
    telling = [word for word in wanted if word and word not in stopwords() and word not in _FILLING] or wanted
    found = []
    for word in telling:
        match = next(
            (
                index
                for index in near
                if word in (tree.words[index].text.lower(), tree.words[index].lemma)
                or (word not in stopwords() and likeness(word, tree.words[index].lemma) >= settings()["same_word"])
            ),
            None,
        )
        if match is None:
            return ""
        found.append(match)
    return " ".join(tree.words[index].text for index in sorted(set(found)))


def _keeping(context: FactContext) -> frozenset[str]:
    """The words that keep a fact's doubt without being hedges to the reader."""
    fact = context.fact
    assert isinstance(fact, HedgeFact)
    cue = {word.strip(".,;:“”\"'").lower() for word in fact.cue.split()}
    if fact.strength in ("unevidenced", "disputed"):
        return lemmas("certainty", "unknown")
    if fact.strength == "alleged":
        return lemmas("certainty", "law") | lemmas("certainty", "belief")
    if any(likeness(word, lemma) >= settings()["same_word"] for word in cue for lemma in lemmas("certainty", "plan")):
        if cue & lemmas("certainty", "deliberation"):
            return frozenset()
        return (
            lemmas("certainty", "plan")
            | lemmas("certainty", "expectation")
            | lemmas("certainty", "future")
            | lemmas("certainty", "intention")
        )
    if cue & lemmas("certainty", "ability"):  # "could host 300 silos": what it is able to
        return lemmas("certainty", "ability")
    if fact.strength == "probable":
        return lemmas("certainty", "expectation") | lemmas("certainty", "belief")
    return frozenset()


def _is_of_claim(hedge: Hedge, context: FactContext) -> bool:
    """Whether a hedge's words are the claim's own: 'a man was carrying a fuel can', 'talks on potential war'."""
    claim = context.located.fact.claim.lower()
    return hedge.cue.lower() in context.claim.hedges or all(is_named(word, claim) for word in hedge.cue.lower().split())


def _is_faint(hedge: Hedge, statement: Statement, context: FactContext) -> bool:
    """Whether a hedge leaves no doubt of the sort that the fact has."""
    strength = getattr(context.fact, "strength", "alleged")
    cue = {word.lemma for word in statement.words if hedge.cue_span[0] <= word.start < hedge.cue_span[1]}
    classes = [name for name in _FAINT if cue & lemmas("certainty", name)]
    if "degree" in classes:
        return True
    return "intention" in classes and strength == "alleged"


def _reaches(hedge: Hedge, mention: Mention, tree: Tree) -> bool:
    """Whether a hedge holds for the claim: it stands on the way up from the claim's main word."""
    if hedge.cue == "?":
        return True
    if not mention.predicate_words or (not mention.has_core and holds(hedge.scope, mention)):
        return holds(hedge.scope, mention)
    cue = tree.within([hedge.cue_span])
    for core in mention.predicate_words:
        path = set(tree.governors(core))
        last = tree.governors(core)[-1]
        edge = tree.words[last].head  # "suspected men who robbed": what modifies the noun that a clause describes
        modifies = tree.words[last].dep == "relcl" and any(
            tree.words[index].head == edge and tree.words[index].dep in ("amod", "compound", "nmod") for index in cue
        )
        if modifies or any(index in path or _hangs_on(index, path, tree) for index in cue):
            return True
    return False


def _hangs_on(index: int, path: set[int], tree: Tree) -> bool:
    """Whether a cue modifies a word on the way.

    What is coordinated with one does not: "is unconscious but expected to live" leaves no doubt that she is.
    """
    word = tree.words[index]
    return word.head in path and word.dep not in ("conj", "advcl", "relcl", "parataxis", "appos")
