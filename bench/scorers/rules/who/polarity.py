"""Whether a credit makes its claim, or takes it back: "never said", "refused to deny", "said that it is not safe"."""

from __future__ import annotations

from typing import Literal

from bench.records import Credit
from bench.scorers.rules.lexicon import lemmas
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.tree import Tree

Polarity = Literal["makes", "withholds", "denies", "leaves"]
"""Makes the claim; does not make it ("would not say"); denies it; does not deny it ("no longer denies")."""
_UP = 3
"""Verbs above a reporting verb among which one can take it back: "stopped short of saying"."""


def polarity(credit: Credit, tree: Tree) -> Polarity:
    """What a credit does with what is in its scope."""
    cue = tree.within([credit.cue_span])
    denies = credit.stance == "deny" or any(_denies_below(index, tree) for index in cue)
    taken_back = credit.negated or any(_takes_back(index, tree) for index in cue)
    if taken_back:
        return "leaves" if denies else "withholds"
    return "denies" if denies else "makes"


def _takes_back(cue: int, tree: Tree) -> bool:
    """Whether a reporting verb is one of what somebody refused, failed or stopped to do."""
    verb = cue
    withholding = lemmas("stances", "withholding")
    if tree.words[cue].lemma in withholding and _reports(tree, cue):
        return True  # "refused to say", where the reader takes the refusal for the cue
    for _ in range(_UP):
        hanging = {tree.words[child].text.lower() for child in tree.children(verb)}
        if hanging & lemmas("stances", "negators") or _no_longer(verb, tree):
            return True
        above = tree.words[verb].head
        if above == verb or tree.words[verb].dep not in ("xcomp", "pcomp", "prep", "pobj", "ccomp"):
            return False
        if tree.words[above].lemma in withholding:
            return True
        if tree.words[above].pos == "VERB" and tree.words[verb].dep == "ccomp":
            return False
        verb = above
    return False


def _denies_below(cue: int, tree: Tree) -> bool:
    """Whether what a verb withholds is a denial: "refused to deny"."""
    is_withholding = tree.words[cue].lemma in lemmas("stances", "withholding")
    return is_withholding and any(
        tree.words[child].lemma in lemmas("stances", "denying") for child in tree.children(cue, "xcomp")
    )


def _no_longer(verb: int, tree: Tree) -> bool:
    return any(
        tree.words[child].text.lower() == "longer"
        and any(tree.words[i].text.lower() == "no" for i in tree.children(child))
        for child in tree.children(verb, "advmod", "neg")
    )


def _reports(tree: Tree, verb: int) -> bool:
    """Whether what a verb withholds is an act of speech: "refused to say", but not "refused to pay"."""
    return any(tree.words[child].lemma in lemmas("stances", "reporting") for child in tree.children(verb, "xcomp"))


def is_contradicted(mention: Mention, summary: SummaryContext, *, claim_is_negated: bool) -> bool:
    """Whether a statement says the opposite of a claim: its main word is negated where the claim's is not.

    "The bridge is not safe" for a claim that it is; only a negation that hangs on the main word or on the verb that it
    complements counts, since scopes of negation are often read too wide.
    """
    tree = summary.tree(mention.at)
    if not mention.has_core or not mention.predicate_words or claim_is_negated:
        return False
    main = mention.predicate_words[0]
    negators = lemmas("stances", "negators")
    nearest = {main}
    if tree.words[main].dep in ("acomp", "attr", "oprd", "dobj", "xcomp"):
        nearest.add(tree.words[main].head)
    return any(
        tree.words[child].dep == "neg" or tree.words[child].text.lower() in negators
        for index in nearest
        for child in tree.children(index, "neg", "det", "advmod")
    )
